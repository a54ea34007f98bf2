"""An evening of requests, troubles and crashes in an order that a seed decides, judged from outside."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.domain.errors import DeliveryTrouble, MediaUnavailable, Rejection
from bot.domain.generation import Failure, FailureReason, MediaRole
from bot.domain.money import Micros
from bot.domain.news import TakeFailed, Update
from bot.domain.request import Requester
from bot.services import Pace
from bot.services.limits import LimitPolicy
from tests.services.far import FarDelivery, FarMedia, FarProvider
from tests.services.oracle import DEAREST, LIMITS, Oracle, Violation
from tests.support.fake_clock import ManualClock
from tests.support.fake_delivery import Purpose
from tests.support.fake_provider import PRICE, done, trouble
from tests.support.studio import AUTHOR, CHANNEL, GUILD, Studio, open_inline_store, picture

LONGEST_CRASH = 120
"""Steps of the event loop after which a tick has surely come to its end."""


_UNFINISHED = "SELECT 1 FROM generations WHERE ended_at IS NULL OR notice_due_at IS NOT NULL LIMIT 1"


class Crashes(logging.Handler):
    """Work that failed with an exception that nobody expected."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}")


@dataclass
class Simulation:
    """One evening; `trace` is what could be seen after each of its steps."""

    studio: Studio
    provider: FarProvider
    oracle: Oracle
    rng: Random
    trace: list[str] = field(default_factory=list)
    outcomes: set[str] = field(default_factory=set)
    """Tasks of which the provider has spoken its last word."""
    asked: int = 0

    async def run(self, steps: int = 40) -> None:
        """Let things happen, then let everything come to its end."""
        weights = list(self._happenings())
        for _ in range(steps):
            happening = self.rng.choices([w for w, _ in weights], [n for _, n in weights])[0]
            await happening()
            await self._note(getattr(happening, "__name__", ""))
        await self._come_to_an_end()
        await self._note("end")

    def _happenings(self) -> list[tuple[Callable[[], Awaitable[None]], int]]:
        return [
            (self.request, 8),
            (self.tick, 14),
            (self.speak, 10),
            (self.time, 8),
            (self.crash, 6),
            (self.cancel, 3),
            (self.provider_trouble, 3),
            (self.delivery_trouble, 5),
            (self.media_trouble, 3),
            (self.webhook, 3),
        ]

    # What happens

    async def request(self) -> None:
        rng = self.rng
        self.asked += rng.random() < 0.9  # else the same command again
        attachments = {MediaRole.FIRST_FRAME: picture()} if rng.random() < 0.2 else {}
        try:
            await self.studio.request(
                key=f"interaction-{self.asked}",
                author=AUTHOR + rng.randrange(3),
                guild=GUILD + rng.randrange(2),
                attachments=attachments,
                takes=rng.choice((1, 1, 2, 3)),
                upload_limit_bytes=rng.choice((500, 10_000)),
            )
        except Rejection as refusal:
            self.trace.append(type(refusal).__name__)

    async def tick(self) -> None:
        await self.studio.worker.tick()

    async def time(self) -> None:
        self.studio.clock.advance(self.rng.choice((1, 2, 5, 15, 60, 200, 400)))

    async def speak(self) -> None:
        """The provider says how a task fares, or that it is done."""
        provider = self.provider
        open_tasks = [task_id for task_id in provider.creates if task_id not in self.outcomes]
        if open_tasks:
            self._speak_of(self.rng.choice(open_tasks))

    def _speak_of(self, task_id: str) -> None:
        provider, rng = self.provider, self.rng
        takes = int(provider.creates[task_id].settings["takes"])
        cost = rng.choice((PRICE, DEAREST, Micros(PRICE // 2), None))
        some = tuple(done(task_id, take, cost) for take in range(takes) if rng.random() < 0.6)
        match rng.randrange(5):
            case 0 | 1:
                provider.finish(task_id, cost_micros=cost)
            case 2:
                provider.fail(task_id)
            case 3:
                provider.tell(Update(task_id, some, failure=Failure(FailureReason.PROVIDER_FAILED)))
            case _:
                provider.tell(Update(task_id, some, self._failed(task_id, takes, some)))
        if rng.random() < 0.8:
            self.outcomes.add(task_id)

    def _failed(self, task_id: str, takes: int, good: tuple[Any, ...]) -> tuple[TakeFailed, ...]:
        keys = {f"{task_id}-{take}" for take in range(takes)} - {take.key for take in good}
        return tuple(TakeFailed(key, Failure(FailureReason.PROVIDER_FAILED)) for key in sorted(keys))

    async def webhook(self) -> None:
        """News comes by another way than by asking."""
        creates = list(self.provider.creates)
        update = self.provider.news(self.rng.choice(creates)) if creates else None
        if update:
            await self.studio.store.observe(update, self.studio.clock.now())

    async def cancel(self) -> None:
        ids = await self.studio.rows("SELECT id, guild_id FROM generations")
        if not ids:
            return
        generation_id, guild = self.rng.choice(ids)
        try:
            await self.studio.generations.cancel(generation_id, Requester(1, guild, is_moderator=True))
        except Rejection as refusal:
            self.trace.append(type(refusal).__name__)

    async def provider_trouble(self) -> None:
        provider, rng = self.provider, self.rng
        if rng.random() < 0.6:
            provider.lose_answers(rng.randint(1, 2), accepted=rng.random() < 0.7)
        else:
            reason = rng.choice((FailureReason.PROVIDER_UNAVAILABLE, FailureReason.MODERATED))
            retryable = reason is FailureReason.PROVIDER_UNAVAILABLE
            provider.refuse(trouble(provider.name, reason, retryable=retryable))
        if rng.random() < 0.3:
            provider.refuse_polls(trouble(provider.name, FailureReason.PROVIDER_UNAVAILABLE, retryable=True))

    async def delivery_trouble(self) -> None:
        delivery, rng = self.studio.delivery, self.rng
        purpose = rng.choice(list(Purpose))
        match rng.randrange(5):
            case 0 | 1:
                delivery.lose_answers(rng.choice((purpose, Purpose.RESULT)))
            case 2:
                delivery.unavailable(purpose, rng.randint(1, 3))
            case 3:
                delivery.meet(purpose, DeliveryTrouble.FORBIDDEN)
            case _:
                delivery.closed_channels ^= {CHANNEL}
                delivery.letter_troubles.append(DeliveryTrouble.UNAVAILABLE)
        delivery.largest_bytes = rng.choice((400, 100_000))

    async def media_trouble(self) -> None:
        media, provider, rng = self.studio.media, self.provider, self.rng
        if provider.creates:
            url = f"https://media.example/{rng.choice(list(provider.creates))}-0.mp4"
            retryable = rng.random() < 0.7
            media.failures[url] = [MediaUnavailable("HTTP 404", retryable)] * rng.choice((1, 2, 9))

    async def crash(self) -> None:
        """Stop in the middle of a tick, and of a command, then start anew."""
        asyncio.create_task(self.studio.worker.tick()).add_done_callback(_look_at)
        if self.rng.random() < 0.3:
            asyncio.create_task(self.request()).add_done_callback(_look_at)
        for _ in range(self.rng.randrange(LONGEST_CRASH)):
            await asyncio.sleep(0)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self.studio.clock.advance(self.rng.choice((0, 10, 200)))
        await self.studio.restart()

    # The end

    async def _come_to_an_end(self) -> None:
        studio = self.studio
        studio.delivery.closed_channels.clear()
        for step in (*[5] * 6, *[90] * 6, 4_000, *[400] * 8):
            for task_id in sorted(set(self.provider.creates) - self.outcomes):
                self.outcomes.add(task_id)
                if self.provider.idempotent or self.rng.random() < 0.5:
                    self.provider.finish(task_id)
            studio.clock.advance(step)
            for _ in range(2):
                await studio.worker.tick()
            if not await studio.rows(_UNFINISHED):
                return

    async def _note(self, happening: str) -> None:
        rows = await self.studio.rows(
            "SELECT generation_id, state, held_micros, charged_micros FROM generation_money ORDER BY 1"
        )
        posts = [
            (m.generation_id, m.purpose, m.edits) for m in self.studio.delivery.channels.get(CHANNEL, ())
        ]
        self.trace.append(f"{happening} {self.studio.clock.now()} {rows} {posts}")
        await self.oracle.require_limits()


def _look_at(task: "asyncio.Task[None]") -> None:
    """A crash is no reason to complain; anything else that ended a task is."""
    if not task.cancelled() and (error := task.exception()):
        raise Violation(repr(error)) from error


def simulate(seed: int) -> str:
    """Run one evening and give a digest of all that could be seen; raises `Violation`."""
    return asyncio.run(_simulate(seed))


async def _simulate(seed: int) -> str:
    crashes = Crashes()
    logger = logging.getLogger("bot.services.conveyor")
    logger.addHandler(crashes)
    clock = ManualClock()
    rng = Random(seed)
    try:
        async with open_inline_store(clock) as store:
            member, guild, day, month = LIMITS.values()
            policy = LimitPolicy(member, guild, day, month, None)
            provider = FarProvider(idempotent=rng.random() < 0.7, batch=rng.choice((1, 200)))
            studio = Studio(
                store,
                clock,
                provider=provider,
                media=FarMedia(),
                policy=policy,
                pace=Pace(max_running=rng.choice((1, 4, 16))),
            )
            studio.delivery = FarDelivery(clock)
            studio.start()
            oracle = Oracle(studio, provider)
            simulation = Simulation(studio, provider, oracle, rng)
            await simulation.run()
            await oracle.require_a_good_end()
    finally:
        logger.removeHandler(crashes)
    if crashes.lines:
        raise Violation(f"unexpected: {crashes.lines}")
    return hashlib.sha256("\n".join(simulation.trace).encode()).hexdigest()
