"""Curves that turn time into motion; time runs from 0 to 1 and so do the curves."""

import math
from collections.abc import Callable

Curve = Callable[[float], float]


def linear(time: float) -> float:
    """Constant speed."""
    return time


def smooth(time: float) -> float:
    """Start and stop gently; times outside 0 to 1 are held at the ends."""
    time = min(1.0, max(0.0, time))
    return time * time * (3 - 2 * time)


def settle(time: float) -> float:
    """Rest for a sixth, go gently, rest for a sixth."""
    return smooth((time - 1 / 6) * 1.5)


def rush(time: float) -> float:
    """Three quarters of the way in the first third, then creep."""
    return 0.75 * smooth(time * 3) + 0.25 * time


def accelerate(time: float) -> float:
    """Grow ever faster."""
    return time * time


def whip(time: float) -> float:
    """Rest, tear across in the fifth in the middle, rest."""
    return smooth((time - 0.4) * 5)


def swell(time: float) -> float:
    """Rise from 0 to 1 in the middle and fall back to 0."""
    return math.sin(math.pi * time) ** 2


def presence(time: float, duration_seconds: float) -> float:
    """How much of what lies over the picture is there: nothing at both ends, so that they show it pure."""
    fade_seconds = min(0.5, duration_seconds * 0.2)
    rest_seconds = 0.125
    elapsed_seconds = time * duration_seconds
    left_seconds = duration_seconds - elapsed_seconds
    return smooth((min(elapsed_seconds, left_seconds) - rest_seconds) / fade_seconds)
