"""The pictures that a scene is filmed from, and when each is on the screen."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from sandbox.render.landscape import landscape
from sandbox.render.measure import frames
from sandbox.render.pose import Margin, Path, Pose, Size, margin_for
from sandbox.render.scene import Scene
from sandbox.render.stills import cover, extend, fill

Painter = Callable[[Margin], Image.Image]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture with the margin its camera needs, and the camera's path while it is filmed."""

    canvas: Image.Image
    margin: Margin
    path: Path
    given: bool


def _shot(scene: Scene, paint: Painter, path: Path, *, given: bool) -> Shot:
    last = scene.frame_count - 1
    margin = margin_for((path(index / last) for index in range(last + 1)), scene.size)
    return Shot(paint(margin), margin, path, given)


def _given(picture: Image.Image) -> Painter:
    return lambda margin: extend(picture, margin)


def _painted(seed: int, size: Size) -> Painter:
    return lambda margin: landscape(seed, size, margin)


def shots(scene: Scene, path: Path) -> list[Shot]:
    """Return the scene's shots in the order they are seen; a given last frame makes the last one.

    The last frame's camera follows the same path so that it comes to rest just as the video ends.
    """
    first = _first_picture(scene)
    opening = _given(first) if first else _painted(scene.seed, scene.size)
    found = [_shot(scene, opening, path, given=first is not None)]
    if scene.multi_clip:
        found += [_cutaway(scene, first, path, clip) for clip in (1, 2)]
    if scene.last_frame is not None:
        closing = _given(cover(scene.last_frame, *scene.size))
        found.append(_shot(scene, closing, lambda time: path(time) - path(1.0), given=True))
    return found


def _first_picture(scene: Scene) -> Image.Image | None:
    if scene.source_video is not None:
        return fill(frames(scene.source_video, [1.0])[0], scene.size)
    return cover(scene.first_frame, *scene.size) if scene.first_frame is not None else None


def _cutaway(scene: Scene, first: Image.Image | None, path: Path, clip: int) -> Shot:
    """Another land for a painted scene; for a given picture a detail of it, since nothing else is known."""
    if first is None:
        return _shot(scene, _painted(scene.seed + clip, scene.size), path, given=False)
    detail = Pose(x=0.16 if clip == 1 else -0.16, y=0.08, zoom=1.0)
    return _shot(scene, _given(first), lambda time: path(time) + detail, given=True)
