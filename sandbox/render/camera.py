"""The camera movements, each as a path of poses that starts where the frame is exactly filled."""

import math
from dataclasses import dataclass
from typing import Literal

from sandbox.render.easing import Curve, accelerate, linear, rush, settle, smooth, swell, whip
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


def _stations(*stations: Pose) -> Path:
    """Drive from station to station at an even speed and halt hard at each, as a machine does."""

    def path(time: float) -> Pose:
        pose, legs = Pose(), len(stations)
        for leg, station in enumerate(stations):
            gone = min(1.0, max(0.0, (time * legs - leg) * 1.6))
            pose += (station - (stations[leg - 1] if leg else Pose())) * gone
        return pose

    return path


def _look_around(time: float) -> Pose:
    """Lean in to one side, then draw back to the other, ever in motion: what a living operator does."""
    swing = math.sin(math.tau * time) * smooth(time * 4)
    return Pose(truck=0.11 * swing, zoom=0.4 * swell(time), roll=3 * swing)


DRIFT = Move(_glide(Pose(zoom=0.12), smooth))

MOVES: dict[str, Move] = {
    "horizontal_left": Move(_glide(Pose(truck=-0.27))),
    "horizontal_right": Move(_glide(Pose(truck=0.27))),
    "vertical_up": Move(_glide(Pose(boom=-0.24))),
    "vertical_down": Move(_glide(Pose(boom=0.24))),
    "zoom_in": Move(_glide(Pose(zoom=0.75))),
    "zoom_out": Move(_glide(Pose(zoom=-0.60))),
    "auto_camera": Move(_look_around),
    "crane_up": Move(_glide(Pose(boom=-0.45, zoom=-0.35, pitch=12), smooth)),
    "quickly_zoom_in": Move(_glide(Pose(zoom=1.20), rush)),
    "quickly_zoom_out": Move(_glide(Pose(zoom=-0.90), rush)),
    "smooth_zoom_in": Move(_glide(Pose(zoom=0.40), smooth)),
    "camera_rotation": Move(_glide(Pose(roll=45, zoom=0.30))),
    "robo_arm": Move(
        _stations(Pose(truck=0.18), Pose(truck=0.18, boom=-0.14), Pose(truck=0.18, boom=-0.14, zoom=0.45))
    ),
    "super_dolly_out": Move(_glide(Pose(y=-0.12, zoom=-0.95, roll=-5), accelerate)),
    "whip_pan": Move(_glide(Pose(x=0.85), whip)),
    "hitchcock": Move(_glide(Pose(zoom=1.05), smooth), subject="rests"),
    "left_follow": Move(_glide(Pose(truck=-0.42)), subject="flies left"),
    "right_follow": Move(_glide(Pose(truck=0.42)), subject="flies right"),
    "pan_left": Move(_glide(Pose(yaw=-22), settle)),
    "pan_right": Move(_glide(Pose(yaw=22), settle)),
    "fix_bg": Move(_glide(Pose()), subject="drifts"),
}


def movement(camera: str | None) -> Move:
    """Return the move of a camera movement; without one the camera drifts a little, as a living hand does."""
    return DRIFT if camera is None else MOVES[camera]


def faster(path: Path, factor: float) -> Path:
    """Return the path that goes so many times as far in the same time."""
    return lambda time: path(time) * factor
