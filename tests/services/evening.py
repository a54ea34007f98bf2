"""One evening, set up and judged, as a seed decides."""

import asyncio
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from bot.domain.money import Micros
from bot.services import Pace
from bot.services.money.limits import LimitPolicy
from bot.storage.sqlite import SqliteStore
from tests.services.couriers import Couriers
from tests.services.drafters import Drafters
from tests.services.far import DryRun, FarBoard, FarDelivery, FarMedia, FarProvider
from tests.services.fates import Fates
from tests.services.members import Members
from tests.services.moderators import Moderators
from tests.services.operators import Operators
from tests.services.oracle import Oracle
from tests.services.reckoning import Violation
from tests.services.reviewers import Reviewers
from tests.services.simulation import Simulation
from tests.support.fake_clock import ManualClock
from tests.support.fake_provider import PRICE
from tests.support.studio import AUTHOR, GUILD, Studio, open_inline_store

_STARTS: Final = tuple(
    datetime(2026, 3, day, hour, 40, tzinfo=UTC) for day, hour in ((14, 12), (14, 23), (31, 23))
)
"""At noon, before midnight, and before the end of a month."""


class Crashes(logging.Handler):
    """Work that failed with an exception that nobody expected."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}")


def simulate(seed: int) -> str:
    """Run one evening and give a digest of all that could be seen; raises `Violation`."""
    return asyncio.run(_simulate(Random(seed)))


async def _simulate(rng: Random) -> str:
    clock = ManualClock(rng.choice(_STARTS))
    async with open_inline_store(clock) as store:
        with _no_crashes():
            simulation = _set_up(rng, clock, store)
            at_once = {"concurrent": rng.choice((None, 1, 3))}
            await store.change_server(GUILD, at_once, AUTHOR, clock.now())
            for guild in (GUILD, GUILD + 1):
                month = {"monthly_micros": simulation.oracle.limits["guild_month"]}
                await store.change_server(guild, month, AUTHOR, clock.now())
            await simulation.moderators.take_office()
            await simulation.reviewers.take_office()
            await simulation.run()
            await simulation.oracle.require_a_good_end()
            await simulation.moderators.require_a_good_end()
            await simulation.reviewers.require_a_good_end()
    return hashlib.sha256("\n".join(simulation.trace).encode()).hexdigest()


def _set_up(rng: Random, clock: ManualClock, store: SqliteStore) -> Simulation:
    room = Micros(PRICE * rng.choice((1, 20)))
    policy = LimitPolicy(Micros(room * 6), Micros(room * 9), Micros(room * 12), Micros(room * 40), None)
    runware = FarProvider(batch=rng.choice((1, 3, 200)), dry_run=rng.choice((DryRun.OFF, *DryRun)))
    skills = FarProvider("skills_video", idempotent=False, batch=rng.choice((1, 16)))
    studio = Studio(
        store,
        clock,
        provider=runware,
        other=skills,
        media=FarMedia(clock=clock),
        policy=policy,
        pace=Pace(max_running=rng.choice((1, 4, 16))),
        public_url=rng.choice((None, "https://studio.example")),
        kept=rng.choice((timedelta(minutes=5), timedelta(hours=1), timedelta(days=30))),
    )
    studio.delivery, studio.board = FarDelivery(clock, media=studio.media), FarBoard()
    studio.start()
    couriers = Couriers(rng, clock)
    # Runware is told with each task where to post; skills.video knows, or does not.
    fates = (Fates(runware, couriers, rng, False), Fates(skills, couriers, rng, rng.random() < 0.6))
    limits = {
        "member_day": policy.member_daily_micros,
        "guild_day": policy.guild_daily_micros,
        "guild_month": Micros(room * 10),
        "operator_day": policy.operator_daily_micros,
        "operator_month": policy.operator_monthly_micros,
    }
    oracle = Oracle(studio, fates, couriers, limits)
    members = Members(studio, (runware, skills), oracle, rng)
    moderators = Moderators(studio, (runware, skills), rng)
    return Simulation(
        studio,
        fates,
        couriers,
        oracle,
        members,
        Drafters(members),
        Operators(studio, rng),
        moderators,
        Reviewers(studio, rng),
        rng,
    )


@contextmanager
def _no_crashes() -> Iterator[None]:
    crashes = Crashes()
    logger = logging.getLogger("bot.services.stages.conveyor")
    logger.addHandler(crashes)
    try:
        yield
    finally:
        logger.removeHandler(crashes)
    if crashes.lines:
        raise Violation(f"unexpected: {crashes.lines}")
