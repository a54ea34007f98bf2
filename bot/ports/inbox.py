"""Webhooks: kept before they are answered, applied later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.generation import Generation
from bot.domain.news import Letter


class Inbox(Protocol):
    """The part of the store that webhooks come into and are applied from."""

    async def receive(self, letter: Letter, now: datetime) -> bool:
        """Keep a webhook; False when it is there already. Raises `OSError` when it cannot be kept."""
        ...

    async def letters_due(self, now: datetime, count: int) -> Sequence[Letter]:
        """Give the webhooks to be applied, longest due first."""
        ...

    async def apply(self, letter: Letter, now: datetime) -> bool:
        """Have the generations of its tasks polled at once, and be done with it; False when none is known.

        It is the poll that brings the news: what a webhook says itself is not believed.
        """
        ...

    async def postpone_letter(self, key: str, retry_at: datetime | None) -> None:
        """Look at a webhook again at `retry_at`; None: it is none of ours."""
        ...

    async def last_letter_at(self, provider: str, since: datetime) -> datetime | None:
        """Tell when the provider's last webhook came, if that was not before `since`."""
        ...

    async def in_doubt(self, account: str, now: datetime) -> Sequence[Generation]:
        """Give what was sent and whose task id was not learnt, the lately expired included."""
        ...

    async def recognised(self, generation_id: str, task_id: str) -> None:
        """Note the task id of a generation that was in doubt."""
        ...
