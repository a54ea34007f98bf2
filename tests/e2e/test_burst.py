"""A hundred commands at once against a quota for ten, over sockets."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from sandbox.demo.midnight import wait_for_a_day_of
from sandbox.demo.stage import Stage, staged
from tests.e2e.server import CHEAPEST_MICROS, COMMANDS, PLENTY, QUICK, ask, opened
from tests.e2e.verdict import all_ended, violations

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

COMMANDS_AT_ONCE, AFFORDABLE = 100, 10
ANSWER_WITHIN_SECONDS = 3.0
"""Discord's own limit for the first answer to an interaction (facts/discord.md §3)."""


async def seconds_to_answers(stage: Stage) -> list[float]:
    """Take from Discord's books how long each interaction waited for its first answer, shortest first."""
    calls = await stage.discord.books.requests("POST", "/interactions/*")
    answered = {int(call.path.split("/")[2]): call.at for call in reversed(calls)}
    return sorted(
        _seconds(entry["at"], answered[int(entry["payload"]["id"])])
        for entry in await stage.discord.books.interactions()
    )


def _seconds(earlier: str, later: str) -> float:
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


async def test_of_a_hundred_commands_at_once_exactly_those_within_the_quota_are_made(tmp_path: Path) -> None:
    await wait_for_a_day_of(20.0)
    quota = {"DEFAULT_MEMBER_DAILY_USD": f"{CHEAPEST_MICROS * AFFORDABLE / 1_000_000:.6f}"}
    async with staged(tmp_path, provider=QUICK, settings=PLENTY | quota) as stage:
        server = await opened(stage)
        await stage.start_bot()
        await stage.discord.ready(COMMANDS)

        asked = await asyncio.gather(*(ask(stage, server, f"kite {n}") for n in range(COMMANDS_AT_ONCE)))
        answers = [message.text for message in await asyncio.gather(*(one.answer(30) for one in asked))]
        await all_ended(stage)

        refusals = [text for text in answers if "Queued" not in text]
        assert len(answers) - len(refusals) == AFFORDABLE
        assert {"of your daily quota of $1.12" in text for text in refusals} == {True}, refusals[0]
        assert len((await stage.runware.books()).paid_creates) == AFFORDABLE
        posted = [one for one in await stage.discord.books.messages() if one.version["attachments"]]
        assert len(posted) == AFFORDABLE
        assert set(stage.states().values()) == {"delivered"}
        assert await violations(stage) == []
        seconds = await seconds_to_answers(stage)
        print(f"first answers: p50 {seconds[50]:.3f} s, p99 {seconds[98]:.3f} s, slowest {seconds[-1]:.3f} s")
        assert len(seconds) == COMMANDS_AT_ONCE
        assert seconds[-1] < ANSWER_WITHIN_SECONDS
