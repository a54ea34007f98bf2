"""The pictures that a scene is filmed from."""

from collections.abc import Callable

from PIL import Image

from sandbox.render.canvas import NEAREST, Canvas, Flat, view
from sandbox.render.landscape import landscape
from sandbox.render.looks import Look
from sandbox.render.measure import frames
from sandbox.render.pose import Margin, Path, Pose, margin_for
from sandbox.render.scene import Scene
from sandbox.render.stills import cover, extend, fill

# Paints scenery with a margin, in one piece unless the camera is carried past it.
Painter = Callable[[Margin, bool], list[Flat]]
# A frame's share of its width that the camera may cross between two frames before they are blurred.
BLUR_FROM = 0.045


class Shot:
    """One picture, plain and dressed in the looks of style and effect, and the camera's path over it."""

    def __init__(self, scene: Scene, paint: Painter, path: Path, looks: list[Look]) -> None:
        self._path, self._size = path, scene.size
        self._step = 1 / (scene.frame_count - 1)
        poses = [path(index * self._step) for index in range(scene.frame_count)]
        carried = any(pose.truck or pose.boom for pose in poses)
        distances = (1.0, NEAREST) if carried else (1.0,)
        margin = margin_for([pose.before(near) for pose in poses for near in distances], scene.size)
        scenery = paint(margin, carried)
        self._plain = self._dressed = [Canvas(flat, margin, scene.size) for flat in scenery]
        if looks:
            for look in looks:
                scenery = [flat.dressed(look) for flat in scenery]
            self._dressed = [Canvas(flat, margin, scene.size) for flat in scenery]

    def seen_at(self, time: float, presence: float) -> Image.Image:
        """Return the frame at this time, dressed as far as the presence of all that is added says."""
        pose = self._path(time)
        if self._plain is self._dressed or presence >= 1:
            frame = view(self._dressed, pose)
        elif presence <= 0:
            frame = view(self._plain, pose)
        else:
            frame = Image.blend(view(self._plain, pose), view(self._dressed, pose), presence)
        before = self._path(time - self._step)
        return self._blurred(frame, abs(pose.x + pose.truck - before.x - before.truck))

    def _blurred(self, frame: Image.Image, crossed: float) -> Image.Image:
        if crossed < BLUR_FROM:
            return frame
        width, height = self._size
        narrow = frame.resize((max(16, round(3 / crossed)), height), Image.Resampling.BOX)
        return narrow.resize((width, height), Image.Resampling.BICUBIC)


def shots(scene: Scene, travel: Path, dance: Path, style: Look | None, look: Look | None) -> list[Shot]:
    """Return the scene's shots in the order they are seen; a given last frame makes the last one.

    Its camera travels so that it comes to rest just as the video ends. A painted picture has its style
    from the start; a given one puts it on, for the video begins and ends on the very image.
    """
    first = _first_picture(scene)

    def shot(given: Image.Image | None, painted: int, way: Path) -> Shot:
        paint = _given(given) if given else _painted(scene, painted, style)
        looks = [put_on for put_on in (style if given else None, look) if put_on]
        return Shot(scene, paint, lambda time: way(time) + dance(time), looks)

    found = [shot(first, scene.seed, travel)]
    if scene.multi_clip:
        angles = (_angle(travel, clip, first is not None) for clip in (1, 2))
        found += [shot(first, scene.seed + clip, angle) for clip, angle in enumerate(angles, start=1)]
    if scene.last_frame is not None:
        closing = cover(scene.last_frame, *scene.size)
        found.append(shot(closing, scene.seed, lambda time: travel(time) - travel(1.0)))
    return found


def _first_picture(scene: Scene) -> Image.Image | None:
    if scene.source_video is not None:
        return fill(frames(scene.source_video, [1.0])[0], scene.size)
    return cover(scene.first_frame, *scene.size) if scene.first_frame is not None else None


def _given(picture: Image.Image) -> Painter:
    return lambda margin, _carried: [Flat(extend(picture, margin))]


def _painted(scene: Scene, seed: int, style: Look | None) -> Painter:
    def paint(margin: Margin, carried: bool) -> list[Flat]:
        scenery = landscape(scene.prompt, seed, scene.size, margin, smooth=style is not None)
        if not carried:
            scenery = [Flat(scenery[-1].picture.convert("RGB"))]
        return [flat.dressed(style) for flat in scenery] if style else scenery

    return paint


def _angle(travel: Path, clip: int, given: bool) -> Path:
    """Film a further clip with a camera of its own: the first drives on to the right, the second closes in.

    Of a given picture it shows a detail, for nothing else is known of it. A painted scene has other lands.
    """
    detail = Pose(x=0.16 if clip == 1 else -0.16, y=0.08, zoom=1.0) if given else Pose()
    move = Pose(truck=0.1) if clip == 1 else Pose(zoom=0.3)
    return lambda time: travel(time) + detail + move * time
