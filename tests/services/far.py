"""The fakes of the edges, far away: each answer takes a moment, in which a crash can come."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.domain.generation import Generation, StoredMedia
from bot.domain.news import Update
from bot.ports.provider import Order
from tests.support.fake_delivery import FakeDelivery
from tests.support.fake_media import FakeMedia
from tests.support.fake_provider import PRICE, FakeProvider


async def breath() -> None:
    """A moment at which a crash can come."""
    await asyncio.sleep(0)


@dataclass
class FarProvider(FakeProvider):
    """Its answers take a moment, as do those of the others."""

    async def submit(self, order: Order) -> str:
        await breath()
        task_id = await super().submit(order)
        await breath()
        return task_id

    told_micros: dict[str, dict[str, int]] = field(default_factory=dict)
    """By task and take, the most it ever said that it cost; what it kept silent about has its list price."""

    def tell(self, update: Update) -> None:
        book = self.told_micros.setdefault(update.task_id, {})
        for take in update.done:
            book[take.key] = max(book.get(take.key, 0), take.cost_micros or PRICE)
        super().tell(update)

    def news(self, task_id: str) -> Update | None:
        """What a webhook would bring now."""
        return self._news.get(task_id)


@dataclass
class FarMedia(FakeMedia):
    async def fetch_result(self, name: str, url: str, container: str, provider: str) -> StoredMedia:
        await breath()
        media = await super().fetch_result(name, url, container, provider)
        await breath()
        return media


@dataclass
class FarDelivery(FakeDelivery):
    async def show_card(self, *args: Any) -> int:
        await breath()
        card_id = await super().show_card(*args)
        await breath()
        return card_id

    async def post_result(self, *args: Any, again: bool) -> Any:
        await breath()
        ids = await super().post_result(*args, again=again)
        await breath()
        return ids

    async def post_notice(self, *args: Any, again: bool) -> int:
        await breath()
        notice_id = await super().post_notice(*args, again=again)
        await breath()
        return notice_id

    async def tell_author(self, generation: Generation) -> None:
        await breath()
        await super().tell_author(generation)
        await breath()
