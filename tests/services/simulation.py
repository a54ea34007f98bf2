"""An evening of requests, troubles and crashes in an order that a seed decides, judged from outside."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from bot.domain.drafts import DRAFT_LIFE
from tests.services.couriers import Couriers
from tests.services.drafters import Drafters
from tests.services.far import FarDelivery, FarMedia, FarProvider
from tests.services.fates import Fates, trouble_delivery, trouble_media
from tests.services.members import Members
from tests.services.moderators import Moderators
from tests.services.operators import Operators
from tests.services.oracle import Oracle
from tests.services.reckoning import Violation
from tests.services.reviewers import Reviewers
from tests.support.studio import CHANNEL, Studio

LONGEST_LIFE = 300
"""Steps of the event loop; whatever was begun in the first of them has then surely come to its end."""
FAIR_STEPS = (*[2] * 10, *[10] * 20, *[40] * 30)
"""Seconds between two looks while everything works."""
LATE_STEPS = (4_000, *[400] * 3, *[900] * 6)
_WHILE_ACCEPTED = 3_601
"""Seconds after which an input without a request was surely left by a crash."""
_FORGOTTEN = 3
"""Late steps until a provider ends what it had forgotten."""

_UNFINISHED = (
    "SELECT 1 FROM generations WHERE ended_at IS NULL OR notice_due_at IS NOT NULL"
    " UNION ALL SELECT 1 FROM postings WHERE due_at IS NOT NULL LIMIT 1"
)
_WITH_FILES = "SELECT 1 FROM generations WHERE retired_at IS NULL UNION ALL SELECT 1 FROM drafts LIMIT 1"


@dataclass
class Simulation:
    """One evening; `trace` is what could be seen after each of its steps."""

    studio: Studio
    fates: tuple[Fates, ...]
    couriers: Couriers
    oracle: Oracle
    members: Members
    drafters: Drafters
    operators: Operators
    moderators: Moderators
    reviewers: Reviewers
    rng: Random
    trace: list[str] = field(default_factory=list)

    @property
    def providers(self) -> Iterator[FarProvider]:
        return (fates.provider for fates in self.fates)

    async def run(self, steps: int = 40) -> None:
        """Let things happen, then let everything come to its end."""
        happenings, weights = zip(*self._happenings(), strict=True)
        for _ in range(steps):
            happening = self.rng.choices(happenings, weights)[0]
            await happening()
            await self._note(happening.__name__)
        await self._be_fair()
        await self._note("fair")
        await self._come_to_an_end()
        await self._note("end")

    def _happenings(self) -> list[tuple[Callable[[], Awaitable[None]], int]]:
        return [
            (self.members.request, 9),
            (self.drafters.press, 5),
            (self.tick, 14),
            (self.speak, 10),
            (self.time, 8),
            (self.live, 7),
            (self.members.cancel, 2),
            (self.operators.decide, 2),
            (self.moderators.decide, 5),
            (self.reviewers.decide, 5),
            (self.moderators.trouble_board, 1),
            (self.bring, 4),
            (self.trouble_provider, 4),
            (self.mend_provider, 3),
            (self.trouble_delivery, 4),
            (self.trouble_media, 3),
            (self.strange, 1),
        ]

    # What else happens

    async def tick(self) -> None:
        await self.operators.tick()

    async def time(self) -> None:
        self.studio.clock.advance(self.rng.choice((1, 2, 5, 15, 60, 200, 400)))

    async def speak(self) -> None:
        self.rng.choice(self.fates).speak()

    async def strange(self) -> None:
        self.rng.choice(self.fates).strange()

    async def bring(self) -> None:
        await self.couriers.bring(self.studio.store)

    async def trouble_provider(self) -> None:
        self.rng.choice(self.fates).get_into_trouble()

    async def mend_provider(self) -> None:
        self.rng.choice(self.fates).provider.recover()

    async def trouble_delivery(self) -> None:
        assert isinstance(self.studio.delivery, FarDelivery)
        trouble_delivery(self.studio.delivery, self.rng)

    async def trouble_media(self) -> None:
        assert isinstance(self.studio.media, FarMedia)
        told = (update for provider in self.providers for each in provider.told.values() for update in each)
        urls = sorted({take.url for update in told for take in update.done})
        if urls and trouble_media(self.studio.media, url := self.rng.choice(urls), self.rng):
            self.oracle.doomed.add(url)

    async def live(self) -> None:
        """A process works, all its stages side by side, while things happen, and is stopped or killed."""
        before = {task_id for provider in self.providers for task_id in provider.creates}
        process = asyncio.create_task(self.studio.worker.run())
        commands: list[asyncio.Task[None]] = []
        for _ in range(self.rng.randrange(LONGEST_LIFE)):
            await asyncio.sleep(0)
            if self.rng.random() < 0.06:
                self._meanwhile(commands)
        if self.rng.random() < 0.3:
            process.cancel()
            await asyncio.gather(process, *commands, return_exceptions=True)
        else:
            await _kill_everything()
            for provider in self.providers:
                provider.unanswered |= provider.creates.keys() - before
        for task in (process, *commands):
            if not task.cancelled() and (error := task.exception()):
                raise Violation(repr(error)) from error
        self.studio.clock.advance(self.rng.choice((0, 10, 200)))
        await self._restart()

    def _meanwhile(self, commands: list["asyncio.Task[None]"]) -> None:
        rng, busy = self.rng, any(not command.done() for command in commands)
        match rng.randrange(11):
            case 0 | 1 | 2:
                rng.choice(self.fates).speak()
            case 3:
                commands.append(asyncio.create_task(self.bring()))
            case 4 | 5:
                commands += [asyncio.create_task(ask) for ask in self.members.requests()]
            case 6:
                commands += [asyncio.create_task(press) for press in self.drafters.presses()]
            case 7:
                commands.append(asyncio.create_task(self.members.cancel(while_at_work=True)))
            case 8 | 9:
                who = rng.choice((self.moderators, self.reviewers))
                commands += [asyncio.create_task(press) for press in who.presses()]
            case _ if not busy:
                # A request that is under way is held in the window in which it was made.
                self.studio.clock.advance(rng.choice((1, 2, 5, 60)))

    async def _restart(self) -> None:
        for provider in self.providers:
            provider.asks_for_prices = True
        await self.studio.restart()

    # The end

    async def _be_fair(self) -> None:
        """From now on everything works: what has time enough left must come to its good end."""
        self.studio.delivery.closed_channels.clear()
        self.studio.board.troubles.clear()
        for fates in self.fates:
            fates.become_reliable()
        self._finish_all(also_stuck=False)
        self.couriers.hurry()
        if self.rng.random() < 0.5:
            await self._restart()
        await self.moderators.answer_most()
        owed = await self.oracle.owed(self.studio.clock.now(), sum(FAIR_STEPS))
        for step in FAIR_STEPS:
            self._finish_all(also_stuck=False)
            self.studio.clock.advance(step)
            await self.bring()
            await self.operators.relent()
            await self.tick()
            await self.reviewers.decide_all()
            if not await self.oracle.still_owed(owed):
                return
        raise Violation(f"never came to their good end: {await self.oracle.still_owed(owed)}")

    async def _come_to_an_end(self) -> None:
        for number, step in enumerate(LATE_STEPS):
            self._finish_all(also_stuck=number >= _FORGOTTEN)
            self.studio.clock.advance(step)
            await self.operators.relent()
            for _ in range(2):
                await self.bring()
                await self.tick()
            await self.reviewers.decide_all()
            unfinished = await self.studio.rows(_UNFINISHED) or await self.oracle.leaks()
            if number > _FORGOTTEN and not unfinished:
                break
        if self.rng.random() < 0.2:
            await self._retire()

    async def _retire(self) -> None:
        """After the retention, and the life of a draft, nothing is left of anybody's files."""
        self.studio.clock.advance(max(self.studio.kept, DRAFT_LIFE).total_seconds() + 1)
        for _ in range(50):
            await self.tick()
            if not await self.studio.rows(_WITH_FILES):
                self.studio.clock.advance(_WHILE_ACCEPTED)
                await self.studio.sweep()
                await self.oracle.require_no_files()
                return
        raise Violation("some are never retired")

    def _finish_all(self, *, also_stuck: bool) -> None:
        for fates in self.fates:
            for task_id in fates.under_way():
                if also_stuck or task_id not in fates.stuck:
                    fates.finish(task_id)

    async def _note(self, happening: str) -> None:
        rows = await self.studio.rows(
            "SELECT generation_id, state, held_micros, charged_micros FROM generation_money ORDER BY 1"
        )
        posted = self.studio.delivery.channels.get(CHANNEL, ())
        posts = [(post.generation_id, post.purpose, post.edits) for post in posted]
        self.trace.append(f"{happening} {self.studio.clock.now()} {rows} {posts} {self.members.refused}")
        await self.oracle.require_order()
        await self.moderators.require_order()
        await self.reviewers.require_order()
        await self.drafters.require_files()


async def _kill_everything() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
