"""Consent: whoever posted a picture is asked before somebody else has it animated."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.errors import Rejection
from bot.domain.postings import Facts

PATIENCE: Final = timedelta(hours=24)
"""How long somebody has to answer; then the answer is no."""


class ConsentState(StrEnum):
    """How far it has come."""

    NOTED = "noted"
    """Nobody was asked yet: the draft may come to nothing."""
    ASKED = "asked"
    ALLOWED = "allowed"
    REFUSED = "refused"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Borrowing:
    """Somebody wants to animate a picture that another member posted."""

    guild_id: int
    channel_id: int
    message_id: int
    owner_discord_id: int
    asker_discord_id: int
    locale: str
    """The server's language."""


@dataclass(frozen=True, slots=True)
class Consent:
    """The answer to it, kept for every further time; people are None once they had themselves deleted."""

    id: int
    guild_id: int
    channel_id: int
    message_id: int
    owner_discord_id: int | None
    asker_discord_id: int | None
    state: ConsentState
    ends_at: datetime | None
    """None: nobody was asked yet."""
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFacts(Facts):
    """What who is asked, and who asks, are shown."""

    consent: Consent


@dataclass(eq=False)
class ConsentNeeded(Rejection):
    """The owner of the picture has to be asked first."""

    consent_id: int
    owner_discord_id: int | None


@dataclass(eq=False)
class ConsentAwaited(Rejection):
    """The owner of the picture was asked, and has not answered yet."""

    owner_discord_id: int | None
    ends_at: datetime | None


@dataclass(eq=False)
class ConsentRefused(Rejection):
    """The owner of the picture does not want it, or has not answered in time."""

    owner_discord_id: int | None
    answered: bool


@dataclass(eq=False)
class ConsentUnknown(Rejection):
    """Nobody was asked this, or not in this server."""


@dataclass(eq=False)
class OwnersOnly(Rejection):
    """Only who posted the picture answers."""

    owner_discord_id: int | None


@dataclass(eq=False)
class ConsentAnswered(Rejection):
    """The answer was given before, or its time is over."""

    state: ConsentState


def require_given(consent: Consent) -> None:
    """Raise `ConsentNeeded`, `ConsentAwaited` or `ConsentRefused`."""
    owner = consent.owner_discord_id
    match consent.state:
        case ConsentState.NOTED:
            raise ConsentNeeded(consent.id, owner)
        case ConsentState.ASKED:
            raise ConsentAwaited(owner, consent.ends_at)
        case ConsentState.REFUSED | ConsentState.UNANSWERED:
            raise ConsentRefused(owner, answered=consent.state is ConsentState.REFUSED)
        case _:
            return
