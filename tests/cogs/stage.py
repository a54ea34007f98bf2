"""The real bot, services and store between a Discord on loopback and fakes of the provider and the disk."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord

from bot.app.running import COGS
from bot.client import GreenlitBot
from bot.delivery import ChannelBoard, ChannelDelivery
from bot.domain.catalogue import Catalogue
from bot.domain.generation import Generation, StoredMedia
from bot.domain.links import Links
from bot.domain.models import CATALOGUE
from bot.ports.provider import Provider
from bot.services import Services, Terms, World, assemble
from bot.services.keyring import Keyring
from bot.services.linking import Linking
from bot.services.money.limits import LimitPolicy
from bot.services.worker import Worker
from bot.storage.sqlite import SqliteStore, open_store
from sandbox.discord.driver import Driver, Message
from sandbox.discord.server import DEFAULT_TOKEN, Sandbox, Settings, running
from tests.support.fake_clock import CountingIds
from tests.support.fake_media import FakeMedia
from tests.support.fake_provider import FakeProvider
from tests.support.studio import plenty

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
"""When every stage opens: no day ends while a test is at work, at whatever hour it runs."""


@dataclass
class RunningClock:
    """Time that runs on from noon, moved forward on demand."""

    ahead: timedelta = timedelta(0)
    began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.running() + self.ahead

    def running(self) -> datetime:
        return NOON + timedelta(seconds=time.monotonic() - self.began)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def advance(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)


@dataclass
class FolderMedia(FakeMedia):
    """The fake library, with its files where delivery reads them."""

    folder: Path = Path()

    def _keep(self, path: str, content: bytes, mime: str) -> StoredMedia:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return super()._keep(path, content, mime)


@dataclass
class Stage:
    """One server with a channel, its owner and a member, and one method for each thing a test does."""

    sandbox: Sandbox
    people: Driver
    store: SqliteStore
    media: FolderMedia
    clock: RunningClock = field(default_factory=RunningClock)
    provider: FakeProvider = field(default_factory=FakeProvider)
    other: FakeProvider = field(
        default_factory=lambda: FakeProvider("skills_video", idempotent=False, batch=1)
    )
    policy: LimitPolicy = field(default_factory=plenty)
    ids: CountingIds = field(default_factory=CountingIds)
    catalogue: Catalogue = CATALOGUE
    keyring: Keyring | None = None
    """What seals keys that servers bring."""
    attaches: bool = False
    """Whether results are plain messages with attachments."""
    guild: int = 0
    channel: int = 0
    owner: int = 0
    member: int = 0
    bot: GreenlitBot = field(init=False)
    delivery: ChannelDelivery = field(init=False)
    services: Services = field(init=False)
    worker: Worker = field(init=False)
    _connection: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Found the server, and let the bot come in."""
        self.owner = await self.people.user("mira")
        self.guild = await self.people.guild("Film club", owner_id=self.owner)
        self.channel = await self.people.channel(self.guild, "studio")
        self.member = await self.people.join(self.guild, "jonas")
        await self.start_bot()

    async def start_bot(self) -> None:
        """Start a bot over what the store holds, as a new process would."""
        self.bot = GreenlitBot(COGS)
        self.bot.connect_to(self.sandbox.api_url, None)
        self._serve()
        await self.bot.login(DEFAULT_TOKEN)
        self._connection = asyncio.create_task(self.bot.connect())
        async with asyncio.timeout(10):
            await self.bot.ready.wait()
            while self.bot.get_guild(self.guild) is None:
                await asyncio.sleep(0.01)

    async def stop_bot(self) -> None:
        """Let the bot go."""
        await self.bot.close()
        if self._connection:
            await asyncio.gather(self._connection, return_exceptions=True)

    def _serve(self) -> None:
        self.delivery = ChannelDelivery(
            self.bot, self.media.folder, self.clock, self.catalogue, self.attaches
        )
        providers: dict[str, Provider] = {each.name: each for each in (self.provider, self.other)}
        board = ChannelBoard(self.bot, self.media.folder)
        world = World(
            *(self.catalogue, self.store, self.media, providers, self.delivery, board, self.clock, self.ids),
            keyring=self.keyring,
        )
        linking = Linking(Links(None, bytes(32)), timedelta(days=30))
        self.services, self.worker = assemble(world, Terms(self.policy, linking, "pixverse-v4", 3_600))
        self.bot.services, self.bot.media_dir = self.services, self.media.folder

    async def create(
        self,
        who: int | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        channel: int | None = None,
        **options: str | int | bool,
    ) -> Message:
        """Run `/create` and give the answer."""
        asked = await self.people.slash(
            who or self.member,
            channel or self.channel,
            "create",
            {"prompt": "a fox in the snow", **options},
            files=files,
        )
        return await asked.answer()

    async def ask(self, who: int, command: str, **options: str | float) -> Message:
        """Run any other command and give the answer."""
        return await (await self.people.slash(who, self.channel, command, options)).answer()

    async def press(self, who: int, message: Message, label: str) -> Message:
        """Press a button and give the answer."""
        return await (await self.people.click(who, message, label=label)).answer()

    async def turn(self, who: int, message: Message, label: str) -> Message:
        """Press a button that changes its own message, and give that message as it then is."""
        await self.people.click(who, message, label=label)
        return await self.people.wait_message(
            message.channel_id,
            who,
            lambda found: found.id == message.id and found.text != message.text,
        )

    async def suggestions(self, command: str, option: str, typed: str) -> dict[str, str]:
        """Type into an option; the values that are suggested, by the name that is shown."""
        asked = await self.people.autocomplete(self.member, self.channel, command, option, typed)
        return {choice["name"]: choice["value"] for choice in await asked.choices()}

    async def seen(self, who: int | None = None) -> list[Message]:
        """What somebody sees in the channel."""
        return await self.people.read(self.channel, who or self.member)

    async def posted(self) -> list[Message]:
        """What the bot has posted in the channel for everybody, oldest first."""
        return [message for message in await self.seen(self.owner) if not message.ephemeral]

    async def the_one(self) -> Generation:
        """The only generation there is."""
        assert self.ids.made == 1
        return await self.newest()

    async def newest(self) -> Generation:
        """The generation that was accepted last."""
        number = self.ids.made
        found = await self.store.get(f"{number:08x}-0000-4000-8000-{number:012x}")
        assert found is not None
        return found

    async def make(self, who: int | None = None, channel: int | None = None, **options: Any) -> Generation:
        """Have a video made from the command to its delivery."""
        await self.create(who, channel=channel, **{"model": "pixverse-v4", **options})
        await self.worker.tick()
        self.provider.finish((await self.newest()).id)
        await self.let_pass()
        return await self.newest()

    async def submit(self) -> Generation:
        """Let the worker hand over what waits."""
        await self.worker.tick()
        return await self.the_one()

    async def finish(self, generation: Generation) -> Generation:
        """Let the provider finish, and the worker deliver."""
        self.provider.finish(generation.id)
        return await self.pass_time()

    async def pass_time(self, seconds: float = 20.0) -> Generation:
        """Let time pass with the worker at work."""
        await self.let_pass(seconds)
        return await self.the_one()

    async def let_pass(self, seconds: float = 20.0) -> None:
        """Let time pass with the worker at work, whatever there is."""
        for _ in range(3):
            self.clock.advance(seconds / 3)
            await self.worker.tick()


@asynccontextmanager
async def opened(folder: Path, catalogue: Catalogue = CATALOGUE) -> AsyncIterator[Stage]:
    """A stage with the bot on it."""
    base = discord.http.Route.BASE
    clock = RunningClock()
    async with (
        # By the same clock, as tokens and nonces are as old as Discord's ids say.
        running(Settings(now=clock.running)) as sandbox,
        Driver(sandbox.url) as people,
        open_store(Path(":memory:"), clock) as store,
    ):
        stage = Stage(sandbox, people, store, FolderMedia(folder=folder), clock, catalogue=catalogue)
        await stage.open()
        try:
            yield stage
            assert await people.books.problems() == []
        finally:
            await stage.stop_bot()
            discord.http.Route.BASE = base
