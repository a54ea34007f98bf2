"""The gateway: resuming, invalid sessions, lost interactions, and bots killed without a word."""

import asyncio
import json
import signal
import sys
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from sandbox.discord.driver import Driver
from sandbox.discord.server import DEFAULT_TOKEN, Sandbox
from tests.sandbox.discord.conftest import COMMANDS, Place
from tests.sandbox.discord.small_bot import SmallBot

ROOT = Path(__file__).parents[3]


class RawClient:
    """A gateway client without manners: it says exactly what a test tells it to."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self._inflate = zlib.decompressobj()

    async def send(self, op: int, data: object) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def identify(self) -> dict[str, Any]:
        intents = discord.Intents.default().value
        await self.send(2, {"token": DEFAULT_TOKEN, "intents": intents, "shard": [0, 1], "properties": {}})
        return await self.until("READY")

    async def next(self) -> dict[str, Any]:
        message = await self.socket.receive(timeout=5)
        packed = message.data if isinstance(message.data, str) else self._inflate.decompress(message.data)
        received: dict[str, Any] = json.loads(packed)
        return received

    async def until(self, event: str) -> dict[str, Any]:
        while (received := await self.next())["t"] != event:
            pass
        return received


@asynccontextmanager
async def raw_client(stand_in: Sandbox, compress: str = "zlib-stream") -> AsyncIterator[RawClient]:
    url = f"{stand_in.gateway_url}?v=10&encoding=json&compress={compress}"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        client = RawClient(socket)
        assert (await client.next())["op"] == 10
        yield client


async def test_a_wrong_token_is_closed_with_authentication_failed(stand_in: Sandbox) -> None:
    async with raw_client(stand_in) as client:
        await client.send(2, {"token": "wrong", "intents": 0, "properties": {}})
        message = await client.socket.receive(timeout=5)

        assert (message.type, client.socket.close_code) == (aiohttp.WSMsgType.CLOSE, 4004)


@pytest.mark.parametrize("compress", ["zlib-stream", "none"])
async def test_heartbeats_are_acknowledged_compressed_or_not(stand_in: Sandbox, compress: str) -> None:
    async with raw_client(stand_in, compress) as client:
        await client.send(1, None)

        assert (await client.next())["op"] == 11


async def test_resume_replays_what_was_missed_in_order(
    driver: Driver, stand_in: Sandbox, place: Place
) -> None:
    async with raw_client(stand_in) as client:
        ready = await client.identify()
        seen = (await client.until("GUILD_CREATE"))["s"]
    await driver.send(place.member, place.channel, "one")
    await driver.send(place.member, place.channel, "two")

    async with raw_client(stand_in) as client:
        session_id = ready["d"]["session_id"]
        await client.send(6, {"token": DEFAULT_TOKEN, "session_id": session_id, "seq": seen})
        replayed = [await client.next() for _ in range(3)]

    assert [message["t"] for message in replayed] == ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]
    assert [message["s"] for message in replayed] == [seen + 1, seen + 2, seen + 3]


async def test_resume_of_an_unknown_session_is_invalid(stand_in: Sandbox) -> None:
    async with raw_client(stand_in) as client:
        await client.send(6, {"token": DEFAULT_TOKEN, "session_id": "none", "seq": 0})

        received = await client.next()

    assert (received["op"], received["d"]) == (9, False)


async def test_a_new_identify_takes_the_place_of_the_old_session(driver: Driver, stand_in: Sandbox) -> None:
    async with raw_client(stand_in) as old, raw_client(stand_in) as new:
        session_id = (await old.identify())["d"]["session_id"]
        await new.identify()

        while (await old.socket.receive(timeout=5)).type is not aiohttp.WSMsgType.CLOSE:
            pass
        counts = await driver.books.counts()
        assert (counts["identifies"], counts["connected"]) == (2, 1)
        async with raw_client(stand_in) as late:
            await late.send(6, {"token": DEFAULT_TOKEN, "session_id": session_id, "seq": 1})
            assert (await late.next())["op"] == 9


async def test_an_interaction_nobody_is_connected_for_is_lost(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await bot.close()
    await driver.invalidate_sessions()

    asked = await driver.slash(place.member, place.channel, "make", {"prompt": "x"})

    assert await asked.settled() == "failed"
    assert (await driver.books.counts())["interactions_lost"] == 1


async def test_the_bot_resumes_after_a_drop_and_gets_the_interaction_it_missed(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await driver.drop_gateway()
    asked = await driver.slash(place.member, place.channel, "make", {"prompt": "missed"})

    assert "missed" in (await asked.answer()).text
    counts = await driver.books.counts()
    assert (counts["identifies"], counts["resumes"]) == (1, 1)


async def test_other_peoples_words_are_hidden_without_the_message_content_intent(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await driver.send(place.member, place.channel, "secret")
    await driver.send(place.member, place.channel, f"<@{(await driver.world())['bot_id']}> hello")
    async with asyncio.timeout(5):
        while len(bot.seen) < 2:
            await asyncio.sleep(0.01)

    assert bot.seen[0].content == ""
    assert bot.seen[1].content.endswith("hello")


async def test_a_program_of_its_own_serves_a_bot_that_is_killed_and_started_again(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    server = await start("-m", "sandbox.discord", "--state", str(state))
    assert server.stdout is not None
    url = (await server.stdout.readline()).decode().split()[-1]
    async with Driver(url) as driver:
        guild = await driver.guild("Film club")
        channel = await driver.channel(guild, "films")
        member = await driver.join(guild, "bob")
        for _ in range(2):
            bot = await start("-m", "tests.sandbox.discord.small_bot", f"{url}/api/v10", DEFAULT_TOKEN)
            await driver.ready(COMMANDS)
            asked = await driver.slash(member, channel, "make", {"prompt": "a fox"})
            assert "a fox" in (await asked.answer()).text
            bot.send_signal(signal.SIGKILL)
            await bot.wait()
            await driver._calls.until(lambda: disconnected(driver), 5)
    server.terminate()

    assert await server.wait() == 0
    counts = json.loads(state.read_text())["counts"]
    assert (counts["identifies"], counts["messages"]) == (2, 2)


async def disconnected(driver: Driver) -> bool | None:
    return True if (await driver.books.counts())["connected"] == 0 else None


async def start(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
