"""Words and sizes that the PixVerse models at Runware share.

Camera and effect values: Runware's API reference, in the order of the seeds' description lists (V4, V4.5).
Sizes: Runware's table for V4, V5 and V5.5, assumed for the others.
"""

from typing import Final

from bot.domain.catalogue import Choice, Value

_CAMERAS: Final = (
    ("horizontal_left", "Horizontal pan to the left."),
    ("horizontal_right", "Horizontal pan to the right."),
    ("vertical_up", "Upward vertical movement."),
    ("vertical_down", "Downward vertical movement."),
    ("zoom_in", "Gradual zoom into the subject."),
    ("zoom_out", "Gradual zoom away from the subject."),
    ("auto_camera", "Automatic camera movement based on scene content."),
    ("crane_up", "Upward crane shot movement."),
    ("quickly_zoom_in", "Fast zoom into the subject."),
    ("quickly_zoom_out", "Fast zoom away from the subject."),
    ("smooth_zoom_in", "Gentle, smooth zoom into the subject."),
    ("camera_rotation", "Rotating camera movement around the axis."),
    ("robo_arm", "Mechanical, precise camera movement."),
    ("super_dolly_out", "Dramatic outward dolly movement."),
    ("whip_pan", "Quick, dynamic pan movement."),
    ("hitchcock", "Classic Hitchcock-style dolly zoom effect."),
    ("left_follow", "Camera follows subject moving left."),
    ("right_follow", "Camera follows subject moving right."),
    ("pan_left", "Horizontal pan to the left."),
    ("pan_right", "Horizontal pan to the right."),
    ("fix_bg", "Fixed background with foreground movement."),
)
_EFFECTS: Final = (
    ("bikini up", "Body transformation effect."),
    ("the tigers touch", "Animal-themed transformation."),
    ("jiggle jiggle", "Rhythmic movement effect."),
    ("hug your love", "Romantic interaction template."),
    ("kiss me ai", "Kiss interaction effect."),
    ("subject 3 fever", "Energetic movement template."),
    ("fin-tastic mermaid", "Mermaid transformation."),
    ("lets ymca", "Dance movement template."),
    ("skeleton dance", "Spooky dance effect."),
    ("kungfu club", "Martial arts action template."),
    ("boom drop", "Explosive impact effect."),
    ("vroom vroom step", "Vehicle-themed movement."),
    ("creepy devil smile", "Horror-themed facial effect."),
    ("pubg winner hit", "Gaming victory celebration."),
    ("360 microwave", "Spinning rotation effect."),
    ("eye zoom challenge", "Close-up eye effect."),
    ("muscle surge", "Body enhancement effect."),
    ("punch face", "Impact reaction template."),
    ("balloon belly", "Body inflation effect."),
    ("kiss kiss", "Multiple kiss interaction."),
)
_STYLES: Final = (
    ("anime", "Japanese animation aesthetic."),
    ("3d_animation", "Three-dimensional animated style with depth."),
    ("clay", "Stop-motion clay animation appearance."),
    ("comic", "Comic book or graphic novel visual style."),
    ("cyberpunk", "Futuristic, neon-lit dystopian aesthetic."),
)
_MOTIONS: Final = (
    ("normal", "Standard motion intensity and pacing."),
    ("fast", "Increased motion speed."),
)
_THINKING: Final = (
    ("enabled", "Max understanding."),
    ("disabled", "Faster generation."),
    ("auto", "Automatic."),
)


def _choice(words: tuple[tuple[str, str], ...]) -> Choice:
    return Choice(tuple(Value(name, name, description) for name, description in words))


CAMERAS: Final = _choice(_CAMERAS)
EFFECTS: Final = _choice(_EFFECTS)
STYLES: Final = _choice(_STYLES)
MOTIONS: Final = _choice(_MOTIONS)
THINKING: Final = _choice(_THINKING)
FORMATS: Final = Choice((Value("mp4", "MP4"), Value("webm", "WEBM"), Value("mov", "MOV")))
RESOLUTIONS: Final = Choice(tuple(Value(name, name) for name in ("360p", "540p", "720p", "1080p")))
ASPECTS: Final = Choice(tuple(Value(name, name) for name in ("16:9", "4:3", "1:1", "3:4", "9:16")))

SIZES: Final = {
    ("360p", "16:9"): (640, 360),
    ("360p", "4:3"): (480, 360),
    ("360p", "1:1"): (360, 360),
    ("360p", "3:4"): (360, 480),
    ("360p", "9:16"): (360, 640),
    ("540p", "16:9"): (960, 540),
    ("540p", "4:3"): (720, 540),
    ("540p", "1:1"): (540, 540),
    ("540p", "3:4"): (540, 720),
    ("540p", "9:16"): (540, 960),
    ("720p", "16:9"): (1280, 720),
    ("720p", "4:3"): (960, 720),
    ("720p", "1:1"): (720, 720),
    ("720p", "3:4"): (720, 960),
    ("720p", "9:16"): (720, 1280),
    ("1080p", "16:9"): (1920, 1080),
    ("1080p", "4:3"): (1440, 1080),
    ("1080p", "1:1"): (1080, 1080),
    ("1080p", "3:4"): (1080, 1440),
    ("1080p", "9:16"): (1080, 1920),
}
