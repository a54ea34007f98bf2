"""How much videos are checked: by their provider, and by a classifier that the operator chose."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import Rejection


class SafetyMode(StrEnum):
    """How much a provider checks, least first (the seeds, "safety » mode"): nothing, few frames, all."""

    NONE = "none"
    FAST = "fast"
    FULL = "full"


def stricter(one: str, other: str) -> SafetyMode:
    """Give the one of two modes that checks more."""
    modes = list(SafetyMode)
    return max(SafetyMode(one), SafetyMode(other), key=modes.index)


class Checks(StrEnum):
    """What a server wants of the operator's classifier."""

    WHEN_AVAILABLE = "when_available"
    REQUIRED = "required"
    """Nothing passes unchecked, even while there is no classifier or none that answers."""


@dataclass(eq=False)
class InputFlagged(Rejection):
    """The classifier found an attached file unfit."""

    option: str


@dataclass(eq=False)
class ChecksDown(Rejection):
    """The server demands that files are checked, and nothing can check them."""

    option: str
    ever: bool = True
    """Whether that may change by itself: there is a classifier, which does not answer just now."""


@dataclass(eq=False)
class CheckUnavailable(Exception):
    """The classifier gave no verdict; `detail` is for the log."""

    detail: str
