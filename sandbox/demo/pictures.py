"""Looks at finished videos: what they begin and end with, how large and long they are, whether they sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from sandbox.demo.wishes import Wish
from sandbox.render import cover, frames, loudness, ssim

LIKE_ENOUGH = 0.9
_AUDIBLE = 0.005
_SECONDS_OFF = 0.15
_SHAPE_OFF = Fraction(1, 100)
_CUT = 6.0
"""How far the grey of two frames after each other is apart on average, of 255, when they show two shots."""
_PLACES = {0.0: "first", 1.0: "last"}


@dataclass(frozen=True)
class Facts:
    """What a file says of itself."""

    width: int
    height: int
    seconds: float
    sound: bool


def facts_of(path: Path) -> Facts:
    """Measure a video; raises av.FFmpegError when it is none."""
    with av.open(str(path)) as opened:
        stream = opened.streams.video[0]
        seconds = float((opened.duration or 0) / av.time_base)
        return Facts(stream.width, stream.height, seconds, loudness(path) > _AUDIBLE)


def shots_in(path: Path) -> int:
    """Count the shots of a video by the cuts between them."""
    with av.open(str(path)) as opened:
        glances = [_glance(frame) for frame in opened.decode(video=0)]
    return 1 + sum(float(np.abs(after - before).mean()) > _CUT for before, after in pairwise(glances))


def _glance(frame: av.VideoFrame) -> NDArray[np.float64]:
    small = frame.reformat(width=64, height=36, format="gray")
    return np.asarray(small.to_ndarray(), dtype=np.float64)


def last_picture(path: Path) -> bytes:
    """Take the last picture out of a video, without loss."""
    kept = BytesIO()
    frames(path, [1.0])[0].save(kept, "PNG")
    return kept.getvalue()


def not_as_asked(wish: Wish, path: Path) -> Iterator[str]:
    """Compare size, length, format and sound with what was asked for."""
    facts = facts_of(path)
    if path.suffix != wish.suffix:
        yield f"{wish.name}: {path.name} is not {wish.suffix}"
    if min(facts.width, facts.height) != wish.short_side or abs(_shape(facts) - wish.shape) > _SHAPE_OFF:
        yield f"{wish.name}: {facts.width}×{facts.height} is not {wish.short_side} in {wish.shape}"
    if abs(facts.seconds - wish.seconds) > _SECONDS_OFF:
        yield f"{wish.name}: lasts {facts.seconds:.2f} s, not {wish.seconds}"
    if wish.shots > 1 and (shots := shots_in(path)) != wish.shots:
        yield f"{wish.name}: {path.name} has {shots} shots, not {wish.shots}"
    if facts.sound != wish.sound:
        yield f"{wish.name}: {path.name} {'sounds' if facts.sound else 'is silent'}"


def _shape(facts: Facts) -> Fraction:
    return Fraction(facts.width, facts.height)


def unlike(path: Path, pictures: dict[float, bytes]) -> Iterator[str]:
    """Compare a clip's frames at these positions with the pictures that must be there."""
    positions = list(pictures)
    for position, frame in zip(positions, frames(path, positions), strict=True):
        wanted = cover(pictures[position], frame.width, frame.height)
        likeness = ssim(wanted, frame)
        if likeness < LIKE_ENOUGH:
            place = _PLACES.get(position, f"{position:.0%}")
            yield f"the {place} frame of {path.name} is unlike its picture: SSIM {likeness:.3f}"
