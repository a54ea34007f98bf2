"""The worker: moves every generation forward, one short step at a time, and forgets nothing in a crash."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.catalogue import Catalogue
from bot.domain.generation import Generation
from bot.ports.clock import Clock
from bot.ports.delivery import Delivery
from bot.ports.media import MediaLibrary
from bot.ports.provider import Provider
from bot.ports.store import Store
from bot.services.cards import Cards
from bot.services.conveyor import Conveyor
from bot.services.delivering import Delivering
from bot.services.noticing import Noticing
from bot.services.polling import Polling, batch_key
from bot.services.storing import Storing
from bot.services.submitting import Submitting

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how much at once; intervals in seconds."""

    max_running: int = 16
    first_poll_seconds: float = 2.0
    slowest_poll_seconds: float = 15.0
    poll_batch: int = 200


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside that the worker deals with."""

    catalogue: Catalogue
    store: Store
    media: MediaLibrary
    providers: Mapping[str, Provider]
    delivery: Delivery
    clock: Clock


class Worker:
    """Runs the stages side by side."""

    def __init__(self, world: World, cards: Cards, pace: Pace) -> None:
        self._world = world
        self._cards = cards
        self._stages = _stages(self, world, pace)

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


def _stages(worker: Worker, world: World, pace: Pace) -> tuple[Conveyor[Any], ...]:
    submitting = Submitting(
        world.catalogue,
        world.store,
        world.media,
        world.providers,
        world.clock,
        pace.max_running,
        pace.first_poll_seconds,
    )
    polling = Polling(
        world.store,
        world.providers,
        world.clock,
        pace.first_poll_seconds,
        pace.slowest_poll_seconds,
        pace.poll_batch,
    )
    storing = Storing(world.store, world.media, world.clock)
    delivering = Delivering(world.store, world.media, world.delivery, world.clock)
    noticing = Noticing(world.store, world.delivery, world.clock)
    stages: tuple[Conveyor[Any], ...] = (
        Conveyor("expire", worker.overdue, _row, worker.expire, world.clock, interval_seconds=5.0),
        Conveyor("submit", submitting.pick, _row, submitting.act, world.clock, claims=True),
        Conveyor("poll", polling.pick, batch_key, polling.act, world.clock, width=4, claims=True),
        Conveyor("store", storing.pick, _row, storing.act, world.clock),
        Conveyor("deliver", delivering.pick, _row, delivering.act, world.clock, width=4),
        Conveyor("notice", noticing.pick, _row, noticing.act, world.clock, width=4),
        Conveyor("card", worker.stale_cards, _row, worker.refresh_card, world.clock, width=4),
    )
    for stage in stages:
        stage.moved = worker.nudge
    return stages


def _row(generation: Generation) -> str:
    return generation.id
