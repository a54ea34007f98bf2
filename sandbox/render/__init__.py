"""Renders the videos of the provider stand-ins, and looks at finished ones."""

from pathlib import Path

from sandbox.render.encoding import RECIPES, write
from sandbox.render.film import Film
from sandbox.render.measure import frames, loudness, ssim
from sandbox.render.scene import Scene
from sandbox.render.sound import tune
from sandbox.render.stills import cover

__all__ = ["Scene", "cover", "frames", "loudness", "render", "ssim"]


def render(scene: Scene, path: Path) -> None:
    """Make the scene's video at this path, replacing what is there.

    Raises ValueError for a container, camera, effect or style that is not known, and PIL.UnidentifiedImageError for
    a frame that is no image.
    """
    if scene.container not in RECIPES:
        raise ValueError(f"container {scene.container!r} is not known; use one of {', '.join(RECIPES)}")
    sound = tune(scene.seed, scene.duration_seconds) if scene.audio else None
    write(path, scene.container, scene.quality, scene.fps, Film(scene).frames(), sound)
