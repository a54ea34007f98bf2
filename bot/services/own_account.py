"""A provider on a server's own account: the same company, and another key."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.domain.alarms import own_reason
from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason, Generation
from bot.domain.money import Micros
from bot.domain.news import Update
from bot.ports.provider import OpenedProvider, Order, Provider

T = TypeVar("T")


@dataclass(slots=True)
class OwnAccount:
    """Asks with the server's key, and tells troubles as troubles of this account alone."""

    name: str
    operators: Provider
    """The same provider on the operator's account: it is like it, but is never asked in its place."""
    open_key: Callable[[str], Awaitable[OpenedProvider | None]]
    """Makes a client for the key of an account; None when it cannot be read."""
    _opened: OpenedProvider | None = None
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def idempotent(self) -> bool:
        """Tell what holds of the provider."""
        return self.operators.idempotent

    @property
    def batch(self) -> int:
        """Tell what holds of the provider, or was learnt with this key."""
        return (self._opened or self.operators).batch

    @property
    def pricing(self) -> str | None:
        """Tell what holds of the provider, or was learnt with this key."""
        return (self._opened or self.operators).pricing

    async def submit(self, order: Order) -> str:
        """Hand a task over."""
        return await self._asked(lambda provider: provider.submit(order))

    async def poll(self, task_ids: Sequence[str]) -> Sequence[Update]:
        """Ask how tasks fare."""
        return await self._asked(lambda provider: provider.poll(task_ids))

    async def price(self, order: Order) -> Micros | None:
        """Ask what a task would cost."""
        return await self._asked(lambda provider: provider.price(order))

    async def recognise(self, task_id: str, candidates: Sequence[Generation]) -> str | None:
        """Ask about a task that is none of ours yet."""
        return await self._asked(lambda provider: provider.recognise(task_id, candidates))

    async def balance(self) -> Micros | None:
        """Ask what is left in the account."""
        return await self._asked(lambda provider: provider.balance())

    async def close(self) -> None:
        """Close all connections."""
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.close()

    async def _open(self) -> OpenedProvider | None:
        async with self._opening:
            if self._opened is None:
                self._opened = await self.open_key(self.name)
            return self._opened

    async def _asked(self, ask: Callable[[Provider], Awaitable[T]]) -> T:
        opened = await self._open()
        if opened is None:
            raise ProviderError(self.name, FailureReason.OWN_KEY_UNREADABLE, retryable=True)
        try:
            return await ask(opened)
        except ProviderError as error:
            # Not changed in place: the traceback of the provider's own error stays its own.
            raise replace(error, provider=self.name, reason=own_reason(error.reason)) from error
