"""A scene, frame by frame."""

from collections.abc import Iterator

from PIL import Image

from sandbox.render.camera import Move, faster, movement
from sandbox.render.caption import caption
from sandbox.render.easing import presence, smooth, swell
from sandbox.render.effects import EFFECTS, Effect
from sandbox.render.looks import STYLES
from sandbox.render.moment import Layer, Moment
from sandbox.render.pose import Path, Pose
from sandbox.render.scene import Scene
from sandbox.render.shots import shots
from sandbox.render.subject import subject
from sandbox.render.swarm import Swarm
from sandbox.render.wipe import Wipe

# How much farther the camera goes in the same time with fast motion.
FAST = 1.4

MOTES = Swarm("ember", ((255, 244, 214),), count=14, size=0.028, speed=0.05, sway=0.02)


class Film:
    """All that is drawn, prepared once; each frame then depends on its time alone."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        move = movement(scene.camera)
        effect = EFFECTS[scene.effect] if scene.effect else Effect()
        travel = faster(move.path, FAST) if scene.motion == "fast" else move.path
        style = STYLES[scene.style] if scene.style else None
        self._shots = shots(scene, travel, _dance(effect, scene.duration_seconds), style, effect.look)
        self._layers = _layers(scene, move, effect)
        self._wipe = Wipe(scene.size, scene.seed)

    def frames(self) -> Iterator[Image.Image]:
        """Yield every frame in order."""
        last = self._scene.frame_count - 1
        return (self._frame(index / last) for index in range(last + 1))

    def _frame(self, time: float) -> Image.Image:
        length = self._scene.duration_seconds
        moment = Moment(time, time * length, presence(time, length))
        frame = self._picture(moment)
        if moment.presence > 0:
            for lay in self._layers:
                frame = lay(frame, moment)
        return frame

    def _picture(self, moment: Moment) -> Image.Image:
        if len(self._shots) == 2:
            return self._crossing(moment)
        clip = min(int(moment.time * len(self._shots)), len(self._shots) - 1)
        return self._shots[clip].seen_at(moment.time, moment.presence)

    def _crossing(self, moment: Moment) -> Image.Image:
        before, after = self._shots
        progress = smooth((moment.time - 0.3) / 0.4)
        if progress in {0.0, 1.0}:
            return (after if progress else before).seen_at(moment.time, moment.presence)
        old, new = (shot.seen_at(moment.time, moment.presence) for shot in (before, after))
        return self._wipe.between(old, new, progress)


def _dance(effect: Effect, length_seconds: float) -> Path:
    def dance(time: float) -> Pose:
        there = presence(time, length_seconds)
        return effect.dance(time * length_seconds) * there + effect.halfway * (swell(time) * there)

    return dance


def _layers(scene: Scene, move: Move, effect: Effect) -> list[Layer]:
    """From below: motes in the air of a painted scene, the effect, the subject, the caption."""
    painted = scene.first_frame is None and scene.source_video is None
    layers = [make(scene.size, scene.seed) for make in ((MOTES,) if painted else ()) + effect.layers]
    if move.subject:
        layers.append(subject(move.subject, scene.size, scene.seed))
    return [*layers, caption(scene.prompt, scene.size)]
