"""The twenty effects: how the camera dances to each, what becomes of the picture, and what lies over it."""

import math
from dataclasses import dataclass

from sandbox.render.layers import beats, bulge, pattern, tint, turntable, wobble
from sandbox.render.looks import Look, steel, xray
from sandbox.render.moment import LayerMaker
from sandbox.render.pose import HOME, Path, Pose
from sandbox.render.swarm import Swarm

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
RED, ORANGE, GOLD = (220, 20, 30), (245, 130, 20), (255, 200, 60)
GREEN, TEAL, CYAN, BLUE = (60, 200, 90), (0, 130, 140), (40, 220, 240), (50, 90, 230)
VIOLET, MAGENTA, PINK, ROSE = (150, 70, 230), (240, 40, 190), (255, 120, 170), (230, 30, 90)
PARTY = (MAGENTA, CYAN, GOLD, GREEN, VIOLET)


def _still(_seconds: float) -> Pose:
    return HOME


@dataclass(frozen=True, slots=True)
class Effect:
    """A dance over the seconds, a pose reached halfway and left again, a look, and layers from below."""

    layers: tuple[LayerMaker, ...] = ()
    dance: Path = _still
    halfway: Pose = HOME
    look: Look | None = None


def _swing(per_second: float, to: Pose) -> Path:
    """Swing to this pose and through to its opposite."""
    return lambda seconds: to * math.sin(math.tau * per_second * seconds)


def _strokes(per_second: float, to: Pose) -> Path:
    """Jump to this pose with each stroke and fall back."""
    stroke = beats(per_second)
    return lambda seconds: to * stroke(seconds)


def _hops(per_second: float, to: Pose) -> Path:
    """Hop up to this pose and down again, leaning to one side and then to the other."""
    return lambda seconds: (
        to * abs(math.sin(math.pi * per_second * seconds))
        + Pose(roll=4 * math.sin(math.pi * per_second * seconds))
    )


def _blows(per_second: float, to: Pose) -> Path:
    """Take a blow and tremble until it has died away."""
    stroke = beats(per_second)
    return lambda seconds: to * (stroke(seconds) * math.cos(seconds * 50))


EFFECTS: dict[str, Effect] = {
    "bikini up": Effect(
        (
            tint(GOLD, level=0.25),
            pattern("surf", (90, 225, 235), 0.85, flow=0.12),
            Swarm("ball", (RED, BLUE), 5, 0.3, 0.35),
        ),
        _swing(0.4, Pose(y=0.03)),
    ),
    "the tigers touch": Effect(
        (
            tint(ORANGE, level=0.35),
            pattern("stripes", (20, 8, 0), 0.8),
            Swarm("paw", (BLACK,), 9, 0.2, pops=True),
        ),
        _swing(0.5, Pose(x=0.03)),
    ),
    "jiggle jiggle": Effect((wobble(0.04, 2.5),), _swing(2.5, Pose(y=0.02))),
    "hug your love": Effect(
        (pattern("vignette", PINK, 0.9), Swarm("heart", (ROSE, PINK), 16, 0.14, 0.25)), halfway=Pose(zoom=0.5)
    ),
    "kiss me ai": Effect(
        (pattern("vignette", ROSE, 0.8), Swarm("lips", (RED,), 2, 1.1, spread=0.25, pops=True)),
        _swing(0.5, Pose(roll=3)),
    ),
    "subject 3 fever": Effect(
        (tint(MAGENTA, CYAN, GOLD, level=0.4, per_second=3), pattern("floor", WHITE, 0.18, flow=0.1)),
        _swing(1.0, Pose(x=0.05, roll=7)),
    ),
    "fin-tastic mermaid": Effect(
        (
            tint(TEAL, level=0.5),
            pattern("ripples", (190, 255, 250), 0.45, flow=0.05),
            Swarm("bubble", (CYAN,), 26, 0.1, 0.3, sway=0.02),
        ),
        _swing(0.3, Pose(y=0.03, roll=2)),
    ),
    "lets ymca": Effect((Swarm("confetti", PARTY, 50, 0.09, -0.4),), _hops(2.0, Pose(y=0.07))),
    "skeleton dance": Effect((Swarm("bone", (WHITE,), 9, 0.18, -0.2),), _hops(1.5, Pose(y=0.05)), look=xray),
    "kungfu club": Effect(
        (
            pattern("vignette", RED, 0.7),
            pattern("speed lines", (255, 240, 150), 0.8, rhythm=beats(2)),
            Swarm("star", (GOLD,), 4, 0.3, pops=True),
        ),
        _strokes(2.0, Pose(x=0.07, zoom=0.25)),
    ),
    "boom drop": Effect(
        (
            tint((50, 24, 10), level=0.4),
            tint(WHITE, level=0.85, rhythm=beats(0.8)),
            Swarm("ember", (ORANGE, GOLD), 34, 0.12, -0.9),
        ),
        _blows(0.8, Pose(x=0.02, y=0.09)),
    ),
    "vroom vroom step": Effect(
        (pattern("streaks", (220, 240, 255), 0.6, flow=-1.7), pattern("vignette", (10, 20, 60), 0.6)),
        _swing(8.0, Pose(y=0.006)),
        halfway=Pose(zoom=0.6),
    ),
    "creepy devil smile": Effect(
        (
            tint((120, 0, 0), level=0.5),
            pattern("vignette", BLACK, 1.0),
            Swarm("ember", (RED, ORANGE), 30, 0.06, 0.35),
        ),
        _swing(0.25, Pose(roll=9)),
        halfway=Pose(zoom=0.3),
    ),
    "pubg winner hit": Effect(
        (pattern("rays", GOLD, 0.6), Swarm("star", (GOLD, (255, 235, 150)), 26, 0.1, -0.35)),
        _strokes(1.0, Pose(zoom=0.2)),
    ),
    "360 microwave": Effect((turntable(2), tint((255, 220, 110), level=0.18))),
    "eye zoom challenge": Effect((pattern("iris", BLACK, 0.9),), halfway=Pose(zoom=2.2)),
    "muscle surge": Effect((), _strokes(1.5, Pose(zoom=0.35)), halfway=Pose(zoom=0.5), look=steel),
    "punch face": Effect(
        (
            tint(RED, level=0.25),
            tint(RED, level=0.6, rhythm=beats(1.25)),
            Swarm("star", (WHITE, GOLD), 6, 0.22, pops=True),
        ),
        _blows(1.25, Pose(x=0.08, roll=6)),
    ),
    "balloon belly": Effect((bulge(0.75), Swarm("balloon", PARTY, 9, 0.2, 0.3))),
    "kiss kiss": Effect(
        (tint(PINK, level=0.3), Swarm("lips", (RED, ROSE, MAGENTA), 18, 0.2, pops=True)),
        _strokes(1.0, Pose(zoom=0.15)),
    ),
}
