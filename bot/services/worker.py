"""The worker: moves every generation forward, one short step at a time, and forgets nothing in a crash."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.consents import Consent
from bot.domain.drafts import Draft
from bot.domain.generation import Generation
from bot.domain.postings import Posting, PostingKind
from bot.ports.board import Gatherer
from bot.ports.provider import Provider
from bot.services.cards import Cards
from bot.services.clips import Clips
from bot.services.failover import Failover
from bot.services.moderation.consents import Consents
from bot.services.placing import Placing
from bot.services.safety import Safety
from bot.services.stages.alerting import Alerting, alarm_key
from bot.services.stages.applying import Applying, letter_key
from bot.services.stages.clearing import Clearing
from bot.services.stages.conveyor import Conveyor
from bot.services.stages.delivering import Delivering
from bot.services.stages.erasing import Erasing
from bot.services.stages.hiding import Hiding
from bot.services.stages.noticing import Noticing
from bot.services.stages.posting import PostingStage
from bot.services.stages.providing import Providing
from bot.services.stages.removing import Removing
from bot.services.stages.retiring import Retiring
from bot.services.stages.storing import Storing
from bot.services.stages.watching import Watching
from bot.services.world import Terms, World

_log = logging.getLogger(__name__)


class Worker:
    """Runs the stages side by side."""

    def __init__(
        self,
        world: World,
        terms: Terms,
        cards: Cards,
        watching: Watching,
        gatherers: Mapping[PostingKind, Gatherer],
    ) -> None:
        self._world = world
        self._terms = terms
        self._cards = cards
        self._watching = watching
        self._posting = PostingStage(world.store, world.board, gatherers, world.clock)
        self._retiring = Retiring(world.store, world.media, world.clock, terms.linking.kept)
        self._stages = self._all_stages()
        for stage in self._stages:
            stage.moved = self.nudge

    async def tick(self) -> None:
        """Let every stage work once on what is due, in the order a generation passes them."""
        for stage in self._stages:
            await stage.tick()

    def nudge(self) -> None:
        """Say that something moved, so that no stage waits for its interval."""
        for stage in self._stages:
            stage.nudge()

    async def run(self, drain_seconds: float = 6.0) -> None:
        """Wake what a crash left behind, then work until cancelled, and drain what is under way."""
        await self._retiring.sweep()
        _log.info("%d generations under way", await self._world.store.wake(self._world.clock.now()))
        try:
            async with asyncio.TaskGroup() as group:
                for stage in self._stages:
                    group.create_task(stage.run(), name=stage.name)
        finally:
            await self._drain(drain_seconds)

    async def _drain(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*(stage.finish() for stage in self._stages))
        await asyncio.gather(*(stage.abandon() for stage in self._stages))

    async def overdue(self, count: int) -> Sequence[Generation]:
        """Find what has waited longer for news than it may."""
        return await self._world.store.overdue(self._world.clock.now(), count)

    async def expire(self, generation: Generation) -> bool:
        """End one overdue generation."""
        return await self._world.store.expire(generation.id, self._world.clock.now())

    async def stale_cards(self, count: int) -> Sequence[Generation]:
        """Find cards that are behind."""
        return await self._world.store.cards_due(self._world.clock.now(), count)

    async def refresh_card(self, generation: Generation) -> bool:
        """Bring one card up to date."""
        await self._cards.show(generation.id)
        return False

    def _all_stages(self) -> tuple[Conveyor[Any], ...]:
        world, linking, clock = self._world, self._terms.linking, self._world.clock
        storing = Storing(world.store, world.media, clock)
        safety = Safety(world.store, world.checker, clock)
        clips, placing = Clips(world.store, world.media, linking), Placing(world.store, world.delivery)
        delivering = Delivering(world.store, clips, world.delivery, placing, safety, clock)
        failover = Failover(world.catalogue, self._watching.troubles)
        noticing = Noticing(world.store, world.delivery, failover, self._watching.accounts, clock)
        clearing = Clearing(world.store, world.media, clock)
        applying = Applying(world.store, world.providers, clock)
        watching = self._watching
        alerting = Alerting(world.store, self._terms.policy, self._terms.operators_channel_id, clock)
        erasing = Erasing(world.store, world.media, world.delivery, clock, world.ids)
        consents = Consents(world.store, clock)
        removing = Removing(world.store, world.media, world.delivery, clock)
        hiding = Hiding(world.store, delivering.clips, world.delivery, clock)
        return (
            Conveyor("expire", self.overdue, _row, self.expire, clock, interval_seconds=5.0),
            *Providing(world, self._terms, watching.accounts).stages(),
            Conveyor("apply", applying.pick, letter_key, applying.act, clock),
            Conveyor("store", storing.pick, _row, storing.act, clock),
            Conveyor("deliver", delivering.pick, _row, delivering.act, clock, width=4),
            Conveyor("notice", noticing.pick, _row, noticing.act, clock, width=4),
            Conveyor("card", self.stale_cards, _row, self.refresh_card, clock, width=4),
            Conveyor("post", self._posting.pick, _posting, self._posting.act, clock, width=4),
            Conveyor("consent", consents.pick, _wish, consents.act, clock, interval_seconds=60.0),
            Conveyor("hide", hiding.pick, _row, hiding.act, clock, width=2),
            Conveyor("remove", removing.pick, _row, removing.act, clock, width=2, interval_seconds=5.0),
            Conveyor("erase", erasing.pick, _row, erasing.act, clock, width=2, interval_seconds=5.0),
            Conveyor("alert", alerting.pick, alarm_key, alerting.act, clock, interval_seconds=5.0),
            Conveyor("watch", watching.pick, _name, watching.act, clock, interval_seconds=5.0),
            Conveyor("clear", clearing.pick, _draft, clearing.act, clock, interval_seconds=60.0),
            Conveyor(
                "retire", self._retiring.pick, _row, self._retiring.act, clock, width=2, interval_seconds=60.0
            ),
        )


def _name(provider: Provider) -> str:
    return provider.name


def _wish(consent: Consent) -> str:
    return str(consent.id)


def _row(generation: Generation) -> str:
    return generation.id


def _posting(posting: Posting) -> str:
    return str(posting.id)


def _draft(draft: Draft) -> str:
    return draft.id
