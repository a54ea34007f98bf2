"""Videos of all five models: from words, pictures, other videos, and what was made before."""

from io import BytesIO
from pathlib import Path

from sandbox.demo.pictures import last_picture
from sandbox.demo.steps import Play, together
from sandbox.demo.wishes import SKILLS, Ending, Wish
from sandbox.discord.driver import File
from sandbox.render import Scene, render
from sandbox.render.film import Film
from sandbox.runware.faults import Fault as RunwareFault
from sandbox.skills_video.faults import Fault as SkillsVideoFault

QUICK = {"model": "pixverse-v4", "resolution": "360p"}
V6 = {"model": "pixverse-v6", "resolution": "360p", "duration": 1}
V6_SKILLS = {"model": SKILLS, "resolution": "360p", "duration": 1}
VALLEY, PAPER_BOATS, LANTERN = "the valley from noon into night", "paper boats on a river", "a lantern is lit"


def photo(seed: int) -> bytes:
    """Paint a photo for a member to attach."""
    scene = Scene(prompt="", width=1280, height=720, duration_seconds=1, seed=seed)
    kept = BytesIO()
    next(iter(Film(scene).frames())).save(kept, "JPEG", quality=92)
    return kept.getvalue()


def film(path: Path, seed: int) -> Path:
    """Film a short video for a member to attach."""
    render(Scene(prompt="", width=640, height=360, duration_seconds=1, seed=seed), path)
    return path


def first_wishes(noon: bytes, night: bytes) -> list[Wish]:
    """What everybody asks for at once when the evening begins."""
    picture: dict[str, File] = {"image": ("noon.jpg", noon)}
    rain = "雨の夜、ネオン街を歩く猫 — a cat walks through neon rain"
    sound = {"model": "pixverse-v5.6", "resolution": "360p", "duration": 8, "audio": True}
    crane = {"model": "pixverse-v4", "resolution": "540p", "camera": "crane_up"}
    dolly = {"model": "pixverse-v4.5", "resolution": "360p", "camera": "hitchcock"}
    story = {**V6, "duration": 3, "audio": True, "multi_clip": True, "seed": 7}
    wide = {**V6_SKILLS, "duration": 2, "aspect": "21:9", "audio": True}
    return [
        Wish("sound", "mira", {"prompt": rain, **sound}),
        Wish(
            "transition",
            "jonas",
            {"prompt": VALLEY, **crane},
            {**picture, "last_image": ("night.jpg", night)},
            first=noon,
            last=night,
            news="polling",
        ),
        Wish(
            "effect",
            "aiko",
            {"prompt": "the statue wakes", **QUICK, "effect": "the tigers touch"},
            picture,
            first=noon,
        ),
        Wish("camera", "aiko", {"prompt": "up the spiral staircase", **dolly}),
        Wish("three takes", "lena", {"prompt": PAPER_BOATS, **QUICK, "takes": 3}),
        Wish("twelve takes", "mira", {"prompt": "a dozen dragonflies", **V6, "takes": 12}),
        Wish("several shots", "sam", {"prompt": "a letter crosses the sea", **story}),
        Wish("21:9 with sound", "sam", {"prompt": "the steppe at dusk", **wide}),
        Wish("image by link", "lena", {"prompt": LANTERN, **V6_SKILLS}, picture, first=noon, news="polling"),
    ]


async def make_videos(play: Play) -> None:
    """Have all of them made; of two no webhook comes, and polling brings the news."""
    await play.stage.runware.add_fault(RunwareFault("webhook_dropped", prompt=VALLEY))
    await play.stage.skills_video.add_fault(SkillsVideoFault("webhook_forged", prompt=LANTERN))
    # What Runware does not say before, the table estimates.
    saying = {"twelve takes": ("≈ $0.38 is held",)}
    wishes = first_wishes(noon=photo(11), night=photo(4))
    await together(*(play.create(wish, *saying.get(wish.name, ())) for wish in wishes))


async def go_on(play: Play) -> None:
    """Begin with what was made before: its last picture, or all of it; and with a member's own video."""
    await play.ended("three takes", "transition")
    second = await play.suggested("lena", "image_from", "paper", PAPER_BOATS, "take 2")
    filmed = film(play.stage.folder / "phone.mp4", seed=23)
    await together(
        play.create(
            Wish(
                "from a last picture",
                "lena",
                {"prompt": "the boats reach the sea", **V6, "image_from": second},
                first=Ending("three takes", take=2),
            )
        ),
        play.create(
            Wish(
                "from a result",
                "aiko",
                {
                    "prompt": "and the stars come out",
                    **V6,
                    "video_from": play.wish("transition").generation_id,
                },
                first=Ending("transition"),
            )
        ),
        play.create(
            Wish(
                "from a video",
                "jonas",
                {"prompt": "what I saw on the way", **V6},
                {"video": filmed},
                first=last_picture(filmed),
            )
        ),
    )
