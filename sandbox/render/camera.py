"""The camera movements, each as a path of poses that starts where the frame is exactly filled."""

import math
from dataclasses import dataclass
from typing import Literal

from sandbox.render.easing import Curve, accelerate, linear, rush, smooth, whip
from sandbox.render.pose import Path, Pose

# It rests in the middle, flies along with the camera, or drifts through a picture that stands still.
Subject = Literal["rests", "flies left", "flies right", "drifts"]


@dataclass(frozen=True, slots=True)
class Move:
    """A camera's path, and the subject in front of the picture if the movement is about one."""

    path: Path
    subject: Subject | None = None


def _glide(to: Pose, curve: Curve = linear) -> Path:
    return lambda time: to * curve(time)


def _arc(to: Pose, lift: float) -> Path:
    """Turn about a pivot, as a head does: the picture swings through an arc while it passes."""
    return lambda time: to * smooth(time) + Pose(y=lift * math.sin(math.pi * smooth(time)))


def _stations(*stations: Pose) -> Path:
    """Drive from station to station and halt at each, as a machine does."""

    def path(time: float) -> Pose:
        pose, legs = Pose(), len(stations)
        for leg, station in enumerate(stations):
            pose += (station - (stations[leg - 1] if leg else Pose())) * smooth((time * legs - leg) * 1.4)
        return pose

    return path


DRIFT = Move(_glide(Pose(zoom=0.12), smooth))

CAMERAS: dict[str, Move] = {
    "horizontal_left": Move(_glide(Pose(x=-0.30))),
    "horizontal_right": Move(_glide(Pose(x=0.30))),
    "vertical_up": Move(_glide(Pose(y=-0.30))),
    "vertical_down": Move(_glide(Pose(y=0.30))),
    "zoom_in": Move(_glide(Pose(zoom=0.75))),
    "zoom_out": Move(_glide(Pose(zoom=-0.60))),
    "crane_up": Move(_glide(Pose(y=-0.38, zoom=-0.40), smooth)),
    "quickly_zoom_in": Move(_glide(Pose(zoom=1.20), rush)),
    "quickly_zoom_out": Move(_glide(Pose(zoom=-0.90), rush)),
    "smooth_zoom_in": Move(_glide(Pose(zoom=0.40), smooth)),
    "camera_rotation": Move(_glide(Pose(roll=24, zoom=0.20))),
    "robo_arm": Move(_stations(Pose(x=0.22), Pose(x=0.22, y=-0.18), Pose(x=0.05, y=-0.18, zoom=0.55))),
    "super_dolly_out": Move(_glide(Pose(y=-0.12, zoom=-0.95, roll=-5), accelerate)),
    "whip_pan": Move(_glide(Pose(x=0.85), whip)),
    "hitchcock": Move(_glide(Pose(zoom=0.90), smooth), subject="rests"),
    "left_follow": Move(_glide(Pose(x=-0.55)), subject="flies left"),
    "right_follow": Move(_glide(Pose(x=0.55)), subject="flies right"),
    "pan_left": Move(_arc(Pose(x=-0.42, roll=-5), lift=-0.08)),
    "pan_right": Move(_arc(Pose(x=0.42, roll=5), lift=-0.08)),
    "fix_bg": Move(_glide(Pose()), subject="drifts"),
}

AUTO: tuple[Move, ...] = (
    Move(_glide(Pose(x=0.14, zoom=0.35), smooth)),
    Move(_glide(Pose(x=-0.14, zoom=0.35), smooth)),
    Move(_glide(Pose(y=-0.12, zoom=-0.35), smooth)),
    Move(_glide(Pose(x=0.16, y=-0.10, zoom=0.15, roll=6), smooth)),
)

MOVEMENTS = frozenset(CAMERAS) | {"auto_camera"}


def movement(camera: str | None, seed: int) -> Move:
    """Return the move of a camera movement; without one the camera drifts a little, as a living hand does."""
    if camera is None:
        return DRIFT
    return AUTO[seed % len(AUTO)] if camera == "auto_camera" else CAMERAS[camera]


def faster(path: Path, factor: float) -> Path:
    """Return the path that goes so many times as far in the same time."""
    return lambda time: path(time) * factor
