"""A scene, frame by frame."""

from collections.abc import Iterator

from PIL import Image

from sandbox.render.camera import faster, movement
from sandbox.render.caption import Caption
from sandbox.render.easing import presence, smooth
from sandbox.render.pose import look
from sandbox.render.scene import Scene
from sandbox.render.shots import Shot, shots
from sandbox.render.wipe import Wipe

FAST = 1.4


class Film:
    """All that is drawn, prepared once; each frame then depends on its time alone."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        move = movement(scene.camera, scene.seed)
        path = faster(move.path, FAST) if scene.motion == "fast" else move.path
        self._shots = shots(scene, path)
        self._caption = Caption(scene.prompt, scene.size)
        self._wipe = Wipe(scene.size, scene.seed)

    def frames(self) -> Iterator[Image.Image]:
        """Yield every frame in order."""
        last = self._scene.frame_count - 1
        return (self._frame(index / last) for index in range(last + 1))

    def _frame(self, time: float) -> Image.Image:
        there = presence(time, self._scene.duration_seconds)
        frame = self._picture(time)
        self._caption.lay_over(frame, there)
        return frame

    def _picture(self, time: float) -> Image.Image:
        if len(self._shots) == 2:
            return self._crossing(time)
        return self._see(self._shots[min(int(time * len(self._shots)), len(self._shots) - 1)], time)

    def _crossing(self, time: float) -> Image.Image:
        before, after = self._shots
        progress = smooth((time - 0.3) / 0.4)
        if progress in {0.0, 1.0}:
            return self._see(after if progress else before, time)
        return self._wipe.between(self._see(before, time), self._see(after, time), progress)

    def _see(self, shot: Shot, time: float) -> Image.Image:
        return look(shot.canvas, shot.margin, shot.path(time), self._scene.size)
