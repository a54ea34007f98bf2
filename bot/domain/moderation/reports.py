"""Reports: what members have against a video, and what moderators decide about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.errors import Rejection
from bot.domain.generation import Generation
from bot.domain.postings import Facts
from bot.domain.servers import ServerSettings

THRESHOLD: Final = 3
"""How many members hide a video by their reports where the server has decided nothing."""
MOST_OPEN: Final = 10
"""How many undecided reports of a day one member may have."""
A_DAY: Final = timedelta(days=1)


class Ground(StrEnum):
    """What is wrong with a video."""

    SEXUAL = "sexual"
    VIOLENT = "violent"
    REAL_PERSON = "real_person"
    HATEFUL = "hateful"
    OTHER = "other"


class Outcome(StrEnum):
    """How a case ended."""

    RESTORED = "restored"
    REMOVED = "removed"
    """By a moderator, or by the video's author."""


@dataclass(frozen=True, slots=True)
class NewReport:
    """What a member says; `hides_from`: with so many members a video is hidden."""

    generation_id: str
    discord_id: int
    ground: Ground
    reason: str
    hides_from: int
    is_moderator: bool = False
    """Whose report hides at once, and is a decision to be logged."""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody said; who it was is told to nobody."""

    ground: Ground
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """All reports of one video up to a moderator's decision; later ones make a new case."""

    id: int
    generation: Generation
    opened_at: datetime
    reports: tuple[Report, ...]
    hidden_at: datetime | None = None
    outcome: Outcome | None = None
    decided_by_discord_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts(Facts):
    """What moderators are shown of a case."""

    case: Case


@dataclass(eq=False)
class NoResult(Rejection):
    """The message shows no video of ours, or none that others see."""


@dataclass(eq=False)
class OwnVideo(Rejection):
    """Nobody reports their own video: they can delete it."""

    generation_id: str


@dataclass(eq=False)
class ReportedAlready(Rejection):
    """A member reports a video once."""


@dataclass(eq=False)
class TooManyReports(Rejection):
    """Moderators have to decide about a member's earlier reports first."""

    most: int


@dataclass(eq=False)
class CaseUnknown(Rejection):
    """There is no such case in this server."""


@dataclass(eq=False)
class CaseClosed(Rejection):
    """Somebody was first."""

    outcome: Outcome
    decided_by_discord_id: int | None


def hides_from(settings: ServerSettings) -> int:
    """Give how many members hide a video by their reports."""
    return settings.report_threshold or THRESHOLD
