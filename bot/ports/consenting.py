"""Whether members let others animate their pictures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.consents import Borrowing, Consent, ConsentState


class Consenting(Protocol):
    """The part of the store that keeps who was asked, and what they answered; the first answer stays."""

    async def note_consent(self, wish: Borrowing, now: datetime) -> Consent:
        """Remember that somebody wants to animate a picture, or give what was remembered; nobody is asked."""
        ...

    async def consent(self, consent_id: int) -> Consent | None:
        """Read one."""
        ...

    async def ask_consent(self, consent_id: int, ends_at: datetime, now: datetime) -> Consent:
        """NOTED → ASKED, in the channel where the picture is; without effect when they were asked before."""
        ...

    async def answer_consent(self, consent_id: int, state: ConsentState, now: datetime) -> Consent | None:
        """ASKED → the answer, and tell who asked; None when it is not open."""
        ...

    async def consents_overdue(self, now: datetime, count: int) -> Sequence[Consent]:
        """Give what was not answered in time, longest overdue first."""
        ...
