"""The stand-in, a driver, and an ordinary bot connected to it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import discord
import httpx
import pytest

from sandbox.discord.driver import Driver
from sandbox.discord.server import DEFAULT_TOKEN, Sandbox, running
from tests.sandbox.discord.small_bot import SmallBot

COMMANDS = {"make", "silent", "form", "Inspect this", "tune"}


@dataclass(frozen=True)
class Place:
    """A server with a channel, its owner, and a member."""

    guild: int
    channel: int
    owner: int
    member: int


@pytest.fixture
async def stand_in() -> AsyncIterator[Sandbox]:
    async with running() as sandbox:
        yield sandbox


@pytest.fixture
async def driver(stand_in: Sandbox) -> AsyncIterator[Driver]:
    async with Driver(stand_in.url) as hand:
        yield hand


@pytest.fixture
async def api(stand_in: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bot {DEFAULT_TOKEN}"}
    async with httpx.AsyncClient(base_url=stand_in.api_url, headers=headers, trust_env=False) as client:
        yield client


@pytest.fixture
async def place(driver: Driver) -> Place:
    owner = await driver.user("ada", locale="de")
    guild = await driver.guild("Film club", owner_id=owner, locale="en-GB")
    channel = await driver.channel(guild, "films")
    return Place(guild, channel, owner, await driver.join(guild, "bob", locale="fr"))


@pytest.fixture
async def bot(
    stand_in: Sandbox, driver: Driver, place: Place, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SmallBot]:
    monkeypatch.setattr(discord.http.Route, "BASE", stand_in.api_url)
    async with SmallBot() as client:
        running_bot = asyncio.create_task(client.start(DEFAULT_TOKEN))
        ready = asyncio.create_task(driver.ready(COMMANDS))
        await asyncio.wait({ready, running_bot}, return_when=asyncio.FIRST_COMPLETED)
        await ready if ready.done() else await running_bot
        await client.wait_until_ready()
        assert client.get_channel(place.channel) is not None
        yield client
        await client.close()
        await asyncio.gather(running_bot, return_exceptions=True)
