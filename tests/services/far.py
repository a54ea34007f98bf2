"""The fakes of the edges, far away: each answer takes a moment, in which a crash can come."""

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason, Generation, StoredMedia
from bot.domain.money import ZERO, Micros
from bot.domain.news import Update
from bot.domain.request import Attachment
from bot.ports.clock import Clock
from bot.ports.delivery import Clip
from bot.ports.provider import Order
from tests.support.fake_board import FakeBoard
from tests.support.fake_clock import ManualClock
from tests.support.fake_delivery import FakeDelivery
from tests.support.fake_media import FakeMedia
from tests.support.fake_provider import FakeProvider, Trouble, trouble


class DryRun(StrEnum):
    """What becomes of a question for the price."""

    OFF = "off"
    HEEDED = "heeded"
    IGNORED = "ignored"
    """The provider makes the video all the same, and is paid for it."""


async def breath() -> None:
    """A moment at which a crash can come."""
    await asyncio.sleep(0)


@dataclass
class FarProvider(FakeProvider):
    """Keeps books of what it was paid for and of what it said."""

    dry_run: DryRun = DryRun.OFF
    asks_for_prices: bool = True
    """The adapter's own memory, which ends with the process: an ignored dry run is not tried again."""
    outage: Trouble | None = None
    empty: bool = False
    missing: set[str] = field(default_factory=set)
    """Models that are not there for the moment."""
    begun_by_questions: set[str] = field(default_factory=set)
    unanswered: set[str] = field(default_factory=set)
    """Tasks whose submit was never answered."""
    told: dict[str, list[Update]] = field(default_factory=dict)
    asked_about: Counter[str] = field(default_factory=Counter)

    async def submit(self, order: Order) -> str:
        await breath()
        for media in order.inputs.values():
            async for _ in media.read():
                await breath()
        self.submits.append(order)
        met = self._met_by(order)
        if met and not met.accepted:
            raise met.error
        task_id = self._take_on(order)
        self.unanswered.add(task_id)
        await breath()
        if met:
            raise met.error
        self.unanswered.discard(task_id)
        return task_id

    async def poll(self, task_ids: Sequence[str]) -> Sequence[Update]:
        await breath()
        self.asked_about.update(task_ids)
        self._require_reachable()
        updates = await super().poll(task_ids)
        await breath()
        return updates

    async def price(self, order: Order) -> Micros | None:
        await breath()
        if self.dry_run is DryRun.OFF or not self.asks_for_prices:
            return None
        self.priced.append(order)
        if self.dry_run is DryRun.HEEDED:
            self._require_reachable()
            return Micros(list_price(order) * int(order.settings.get("takes", 1)) * 4 // 5)
        self.begun_by_questions.add(self._take_on(order))
        await breath()
        if self.outage:
            raise trouble(self.name, FailureReason.PROVIDER_UNAVAILABLE, retryable=True, uncertain=True)
        self.asks_for_prices = False
        return None

    async def recognise(self, task_id: str, candidates: Sequence[Generation]) -> str | None:
        """Compare what is echoed, prompt and seed, as one has to where nothing else is known."""
        await breath()
        self._require_reachable()
        await super().recognise(task_id, ())
        await breath()
        order = self.creates.get(task_id)
        if order is None:
            return None
        made = (order.prompt, order.settings.get("seed", order.task_id))
        same = [
            known.id for known in candidates if (known.prompt, known.settings.get("seed", known.id)) == made
        ]
        return same[0] if len(same) == 1 else None

    async def balance(self) -> Micros | None:
        await breath()
        self._require_reachable()
        return ZERO if self.empty else await super().balance()

    def tell(self, update: Update) -> None:
        self.told.setdefault(update.task_id, []).append(update)
        super().tell(update)

    def last_told(self, task_id: str) -> Update:
        """What it said of a task last."""
        return self.told.get(task_id, [Update(task_id)])[-1]

    def recover(self) -> None:
        """Be as good as new."""
        self.outage, self.empty, self.failing_look_ups = None, False, 0
        self.missing.clear()
        self._submit_troubles.clear()
        self._poll_troubles.clear()

    def _take_on(self, order: Order) -> str:
        task_id = order.task_id if self.idempotent else f"task-{len(self.creates) + 1}"
        self.creates.setdefault(task_id, order)
        return task_id

    def _met_by(self, order: Order) -> Trouble | None:
        # Account and model may be looked at before, what is asked for only after a task is known again.
        known = self.idempotent and order.task_id in self.creates
        if self._submit_troubles:
            met = self._submit_troubles.popleft()
            return None if known and met.error.reason is FailureReason.MODERATED else met
        if self.outage:
            return self.outage
        if self.empty:
            return self._refusal(FailureReason.OUT_OF_BALANCE)
        if order.model.id in self.missing:
            return self._refusal(FailureReason.MODEL_UNAVAILABLE)
        return None

    def _refusal(self, reason: FailureReason) -> Trouble:
        return Trouble(trouble(self.name, reason), accepted=False)

    def _require_reachable(self) -> None:
        if self.outage:
            error = self.outage.error
            raise ProviderError(error.provider, error.reason, retryable=True, uncertain=error.uncertain)


def list_price(order: Order) -> Micros:
    """What one take of an order costs by the catalogue."""
    return order.model.prices.quote(order.settings, 1).total_micros


@dataclass
class FarMedia(FakeMedia):
    """Its files come and go in a moment."""

    clock: Clock = field(default_factory=ManualClock)
    taken_at: dict[str, datetime] = field(default_factory=dict)

    async def take_in_image(self, attachment: Attachment) -> StoredMedia:
        await breath()
        media = await super().take_in_image(attachment)
        await breath()
        return media

    async def sweep_inputs(self, known: Collection[str], before: datetime) -> int:
        await breath()
        young = {path for path, at in self.taken_at.items() if at >= before}
        return await super().sweep_inputs({*known, *young}, before)

    async def fetch_result(self, name: str, url: str, container: str, provider: str) -> StoredMedia:
        await breath()
        media = await super().fetch_result(name, url, container, provider)
        await breath()
        return media

    async def last_frame(self, media: StoredMedia) -> StoredMedia:
        await breath()
        frame = await super().last_frame(media)
        await breath()
        return frame

    async def duplicate(self, media: StoredMedia) -> StoredMedia:
        await breath()
        copy = await super().duplicate(media)
        await breath()
        return copy

    async def remove(self, media: StoredMedia) -> None:
        await breath()
        await super().remove(media)
        await breath()

    def _new_input(self, name: str) -> str:
        path = super()._new_input(name)
        self.taken_at[path] = self.clock.now()
        return path


@dataclass
class FarBoard(FakeBoard):
    """What it posts or edits may be there without an answer."""

    async def show(self, *args: Any, again: bool) -> int:
        await breath()
        message_id = await super().show(*args, again=again)
        await breath()
        return message_id


@dataclass
class FarDelivery(FakeDelivery):
    """Whatever it posts or edits may be there without an answer."""

    media: FakeMedia = field(default_factory=FakeMedia)
    gone: list[str] = field(default_factory=list)
    """Files that were to be posted and are not there."""

    async def show_card(self, *args: Any) -> int:
        await breath()
        card_id = await super().show_card(*args)
        await breath()
        return card_id

    async def post_result(
        self, generation: Generation, clips: Sequence[Clip], *, again: bool
    ) -> Sequence[int]:
        await breath()
        paths = [clip.file.path for clip in clips if clip.file]
        self.gone += [path for path in paths if path not in self.media.files]
        ids = await super().post_result(generation, clips, again=again)
        await breath()
        return ids

    async def post_notice(self, *args: Any, again: bool) -> int:
        await breath()
        notice_id = await super().post_notice(*args, again=again)
        await breath()
        return notice_id

    async def tell_author(self, *args: Any) -> None:
        await breath()
        await super().tell_author(*args)
        await breath()

    async def remove(self, generation: Generation) -> None:
        await breath()
        await super().remove(generation)
        await breath()
