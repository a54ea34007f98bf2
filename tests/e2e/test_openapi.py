"""What the bot sends to Discord passes Discord's OpenAPI file, and the check can fail."""

from pathlib import Path

import httpx
import pytest

from sandbox.demo.stage import TOKEN, staged
from tests.e2e.server import COMMANDS, PLENTY, QUICK, ask, opened
from tests.e2e.verdict import all_ended, violations

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


async def test_all_requests_of_a_generation_pass_and_one_that_discord_would_refuse_is_named(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, provider=QUICK, settings=PLENTY) as stage:
        server = await opened(stage)
        await stage.start_bot()
        await stage.discord.ready(COMMANDS)
        await (await ask(stage, server, "a kite", takes=2)).answer(30)
        await all_ended(stage)
        sent = await stage.discord.books.requests("POST", f"/channels/{server.channel}/messages")
        assert len(sent) == 2, "the card and the result"
        assert await violations(stage) == []

        url = f"{stage.environ['DISCORD_API_URL']}/channels/{server.channel}/messages"
        async with httpx.AsyncClient(trust_env=False, headers={"Authorization": f"Bot {TOKEN}"}) as client:
            await client.post(url, json={"content": "hello", "flags": "none"})

        (problem,) = await violations(stage)
        assert "flags" in problem
