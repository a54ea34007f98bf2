"""Rehearsals: posting a clip that costs nothing, to see whether a result could be posted."""

from dataclasses import dataclass

from bot.domain.errors import DeliveryTrouble, Rejection


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What became of a clip that was posted."""

    size_bytes: int
    width: int | None
    """In pixels, as Discord sees it; None: it did not take the file for a video, or did not say."""
    height: int | None
    removed: bool
    """Whether the message could be deleted again."""


@dataclass(eq=False)
class RehearsalFailed(Rejection):
    """The clip could not be posted."""

    channel_id: int
    trouble: DeliveryTrouble
