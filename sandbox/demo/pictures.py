"""Looks at finished videos: what they begin and end with, how large and long they are, whether they sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av

from sandbox.demo.wishes import Wish
from sandbox.render import cover, frames, loudness, ssim

LIKE_ENOUGH = 0.9
_AUDIBLE = 0.005
_SECONDS_OFF = 0.15
_SHAPE_OFF = Fraction(1, 100)
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
