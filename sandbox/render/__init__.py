"""Renders the videos of the provider stand-ins, and looks at finished ones."""

from collections.abc import Collection
from pathlib import Path

from sandbox.render.camera import MOVES
from sandbox.render.effects import EFFECTS
from sandbox.render.encoding import RECIPES, write
from sandbox.render.film import Film
from sandbox.render.looks import STYLES
from sandbox.render.measure import frames, loudness, ssim
from sandbox.render.scene import Scene
from sandbox.render.sound import tune
from sandbox.render.stills import cover

__all__ = ["Scene", "cover", "frames", "loudness", "render", "ssim"]


def render(scene: Scene, path: Path) -> None:
    """Make the scene's video at this path, replacing what is there.

    Raises ValueError for a container, camera, effect, style or motion that is not known, and
    PIL.UnidentifiedImageError for a frame that is no image.
    """
    _demand("container", scene.container, RECIPES)
    _demand("camera", scene.camera, MOVES)
    _demand("effect", scene.effect, EFFECTS)
    _demand("style", scene.style, STYLES)
    _demand("motion", scene.motion, ("normal", "fast"))
    sound = tune(scene.seed, scene.duration_seconds) if scene.audio else None
    write(path, scene, Film(scene).frames(), sound)


def _demand(name: str, value: str | None, known: Collection[str]) -> None:
    if value is not None and value not in known:
        raise ValueError(f"{name} {value!r} is not known; use one of {', '.join(sorted(known))}")
