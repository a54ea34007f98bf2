"""Review: moderators see a video before it is published."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

UNSEEN_AFTER: Final = timedelta(days=7)
"""How long a video waits for a moderator."""


class ReviewMode(StrEnum):
    """Which videos moderators see first; flagged ones always."""

    OFF = "off"
    ALL = "all"


class ReviewReason(StrEnum):
    """Why moderators are to look at a video first."""

    MODE = "mode"
    """Its server has all of them looked at."""
    FLAGGED = "flagged"
    """Its provider or the operator's classifier found it unfit."""
    UNCHECKED = "unchecked"
    """Its server demands that it is checked, and nothing could check it."""


@dataclass(frozen=True, slots=True)
class Review:
    """That moderators are to look at a video, or were to."""

    reason: ReviewReason
    ends_at: datetime | None = None
    """Until when they are asked; None: nobody is asked any more, or ever was."""
