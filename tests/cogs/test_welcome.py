"""The first word in a new server."""

import asyncio

import pytest

from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


async def shown(stage: Stage) -> int:
    """How many postings there are that nothing is due of."""
    sql = "SELECT 1 FROM postings WHERE due_at IS NULL"
    return len(await stage.store.writer.do(lambda db: list(db.execute(sql))))


async def direct(stage: Stage, who: int, servers: int = 1) -> list[Message]:
    """What the bot wrote to somebody, once the worker had its turn."""
    async with asyncio.timeout(5):
        while len(await stage.store.postings_due(stage.clock.now(), 9)) + await shown(stage) < servers:
            await asyncio.sleep(0.01)
    await stage.let_pass()
    return await stage.people.read(await stage.people.direct_channel(who), who)


async def test_the_owner_of_a_new_server_is_told_what_to_decide_first(stage: Stage) -> None:
    (welcome,) = await direct(stage, stage.owner)

    assert f"https://discord.com/channels/{stage.guild}" in welcome.text
    for command in ("/settings show", "/settings check", "/settings budget", "/settings approvals"):
        assert f"`{command}`" in welcome.text
    assert "pays $1,000.00 a day for this server" in welcome.text


async def test_a_server_joined_while_the_bot_runs_is_greeted_too(stage: Stage) -> None:
    await direct(stage, stage.owner)
    founder = await stage.people.user("nora")

    other = await stage.people.guild("Chess club", owner_id=founder)
    (welcome,) = await direct(stage, founder, servers=2)
    assert f"https://discord.com/channels/{other}" in welcome.text


async def test_after_a_restart_nobody_is_written_to_again(stage: Stage) -> None:
    await direct(stage, stage.owner)

    await stage.stop_bot()
    await stage.start_bot()

    assert len(await direct(stage, stage.owner)) == 1


@pytest.mark.parametrize("days", [8, 400])
async def test_servers_of_long_ago_are_left_in_peace(stage: Stage, days: int) -> None:
    await stage.stop_bot()
    await stage.store.writer.do(lambda db: db.execute("DELETE FROM postings").rowcount)
    stage.clock.advance(days * 86_400)

    await stage.start_bot()
    await stage.let_pass()

    assert await stage.people.read(await stage.people.direct_channel(stage.owner), stage.owner) == []
