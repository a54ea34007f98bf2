"""Submits at skills.video whose answers the bot never stored: what may come of them, and what did."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.verdict import Evidence, Made

_RECOGNISED = re.compile(r"task \S+ is generation (\S+), whose submit was not answered")
_UNANSWERED = re.compile(r"submit of (\S+): ")
_UNTIL_STORED_SECONDS = 5.0
"""An answer is stored in milliseconds; a busy machine takes its time."""


@dataclass(frozen=True)
class Doubts:
    """What became of them."""

    recognised: frozenset[str]
    """Generations that a webhook led back to."""
    leaks: Sequence[Made]
    unexcused: Sequence[str]
    """Leaks with neither a lost answer nor a kill as their cause, in sentences."""

    def __str__(self) -> str:
        leaked_micros = sum(leak.paid_micros for leak in self.leaks)
        return (
            f"in doubt at skills.video {len(self.recognised) + len(self.leaks)}, of which"
            f" {len(self.recognised)} recognised by a webhook and {len(self.leaks)} leaked"
            f" (${leaked_micros / 1_000_000:.2f})"
        )


def doubts(evidence: Evidence, log: Path, killed_at: Sequence[float]) -> Doubts:
    """Judge the leaks by the bot's log and by when it was killed, in seconds since the epoch."""
    said = log.read_text(encoding="utf-8")
    unanswered = set(_UNANSWERED.findall(said))
    leaks = [leak for leak in evidence.leaks if leak.provider == "skills_video"]
    return Doubts(
        frozenset(_RECOGNISED.findall(said)), leaks, list(_without_cause(leaks, unanswered, killed_at))
    )


def _without_cause(leaks: Sequence[Made], unanswered: set[str], killed_at: Sequence[float]) -> Iterator[str]:
    for leak in leaks:
        killed = any(0 <= at - leak.created_at <= _UNTIL_STORED_SECONDS for at in killed_at)
        if not killed and leak.generation_id not in unanswered:
            yield f"{leak.generation_id} leaked, and its submit was neither unanswered nor cut off by a kill"
