"""Submits at skills.video whose answers the bot never stored: what may come of them, and what did."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sandbox.demo.stage import Stage
from tests.e2e.both import Both
from tests.e2e.verdict import Evidence, Made

_RECOGNISED = re.compile(r"task \S+ is generation (\S+), whose submit was not answered")
_UNANSWERED = re.compile(r"submit of (\S+): ")
_UNTIL_STORED_SECONDS = 5.0
"""An answer is stored in milliseconds; a busy machine takes its time."""


async def unheard_of(stage: Stage) -> Collection[str]:
    """Find what is in doubt and will be until its deadline: it was never made, or nobody tells of it."""
    made = set()
    if isinstance(stage, Both) and "PUBLIC_URL" in stage.environ:
        made = {create.prompt for create in (await stage.skills_video.books()).creates}
    rows = stage.rows(
        "SELECT id, prompt FROM generations"
        " WHERE state = 'submitting' AND uncertain AND provider = 'skills_video'"
    )
    return {row["id"] for row in rows if row["prompt"] not in made}


@dataclass(frozen=True)
class Doubts:
    """What became of them."""

    recognised: frozenset[str]
    """Generations that a webhook led back to."""
    leaks: Sequence[Made]
    """Also those of Runware, where there may be none."""
    unexcused: Sequence[str]
    """Leaks that should not be, in sentences."""

    def __str__(self) -> str:
        here = [leak for leak in self.leaks if leak.provider == "skills_video"]
        leaked_micros = sum(leak.paid_micros for leak in here)
        return (
            f"made and in doubt at skills.video {len(self.recognised) + len(here)}, of which"
            f" {len(self.recognised)} recognised by a webhook and {len(here)} leaked"
            f" (${leaked_micros / 1_000_000:.2f}); leaked at Runware {len(self.leaks) - len(here)}"
        )


async def doubts(stage: Both, evidence: Evidence, killed_at: Sequence[float]) -> Doubts:
    """Judge the leaks by the bot's log, its webhooks, and when it was killed, in seconds since the epoch."""
    said = (stage.folder / "bot.log").read_text(encoding="utf-8")
    webhooks = (await stage.skills_video.books()).webhooks
    causes = Causes(
        frozenset(_UNANSWERED.findall(said)),
        killed_at,
        frozenset(sent.task_id for sent in webhooks if 204 in sent.answers),
    )
    unexcused = [sentence for leak in evidence.leaks for sentence in causes.missing(leak, evidence)]
    return Doubts(frozenset(_RECOGNISED.findall(said)), evidence.leaks, unexcused)


@dataclass(frozen=True)
class Causes:
    """What may excuse a leak: generations without an answer, kills; and what may not: tasks told of."""

    unanswered: frozenset[str]
    killed_at: Sequence[float]
    told: frozenset[str]

    def missing(self, leak: Made, evidence: Evidence) -> Iterator[str]:
        """Say what a leak has no excuse for."""
        killed = any(0 <= at - leak.created_at <= _UNTIL_STORED_SECONDS for at in self.killed_at)
        if not killed and leak.generation_id not in self.unanswered:
            yield f"{leak.generation_id} leaked, and its submit was neither unanswered nor cut off by a kill"
        row = evidence.money.get(leak.generation_id or "")
        if leak.task_id in self.told and (row is None or row["task_id"] is None):
            yield f"{leak.generation_id} leaked, and was not recognised although a webhook arrived"
