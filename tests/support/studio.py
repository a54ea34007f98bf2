"""The whole bot without Discord, HTTP and disk: the real services and store over fakes at the edges."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any, TypeVar

from bot.domain.catalogue import OptionValue
from bot.domain.generation import Generation, MediaRole, Place
from bot.domain.links import Links
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.request import Attachment, GenerationRequest, Requester
from bot.ports.provider import Provider
from bot.ports.store import Store
from bot.services import Pace, Services, Terms, World, assemble
from bot.services.cards import Cards
from bot.services.generations import Generations
from bot.services.keyring import Keyring
from bot.services.linking import Linking
from bot.services.money.limits import LimitPolicy
from bot.services.money.usage import UsageReports
from bot.services.stages.retiring import Retiring
from bot.services.worker import Worker
from bot.storage.sqlite import SqliteStore
from bot.storage.sqlite.connection import connect
from bot.storage.sqlite.migrating import migrate
from bot.storage.sqlite.writer import Verb, Writer, commit_together
from tests.support.fake_board import FakeBoard
from tests.support.fake_checker import FakeChecker
from tests.support.fake_clock import CountingIds, ManualClock
from tests.support.fake_delivery import FakeDelivery, Message, Purpose
from tests.support.fake_media import FakeMedia
from tests.support.fake_provider import FakeProvider

T = TypeVar("T")

AUTHOR, GUILD, CHANNEL = 5, 10, 20
PLENTY = Micros(1_000_000_000)
MEMBER = Requester(AUTHOR, GUILD)
KEY = bytes(range(32))


class InlineWriter(Writer):
    """Runs verbs without a thread: a test is the same every time, and can stop before and after each."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    async def do(self, verb: Verb[T]) -> T:
        await asyncio.sleep(0)
        (attempt,) = commit_together(self.connection, [verb])
        await asyncio.sleep(0)
        if attempt.error:
            raise attempt.error
        value: T = attempt.value
        return value

    async def do_alone(self, work: Verb[T]) -> T:
        await asyncio.sleep(0)
        return work(self.connection)


@asynccontextmanager
async def open_inline_store(clock: ManualClock) -> AsyncIterator[SqliteStore]:
    """The real store in memory."""
    path = Path(":memory:")
    with closing(connect(path)) as connection:
        migrate(connection, path, clock.now())
        yield SqliteStore(InlineWriter(connection))


def plenty() -> LimitPolicy:
    """Limits that no test reaches by accident, in every server."""
    return LimitPolicy(PLENTY, PLENTY, PLENTY, PLENTY, None)


def picture(option: str = "image", url: str = "https://cdn.example/a.png") -> Attachment:
    return Attachment(option, "a.png", url, 1_000)


@dataclass
class Studio:
    """One method for each thing a test does."""

    store: SqliteStore
    clock: ManualClock
    provider: FakeProvider = field(default_factory=FakeProvider)
    other: FakeProvider = field(
        default_factory=lambda: FakeProvider("skills_video", idempotent=False, batch=1)
    )
    media: FakeMedia = field(default_factory=FakeMedia)
    policy: LimitPolicy = field(default_factory=plenty)
    pace: Pace = field(default_factory=Pace)
    ids: CountingIds = field(default_factory=CountingIds)
    deadline_seconds: int = 3_600
    operators_channel_id: int | None = None
    public_url: str | None = None
    kept: timedelta = timedelta(days=30)
    checker: FakeChecker | None = None
    keyring: Keyring | None = None
    has_other: bool = True
    """Whether the operator has a key for the other provider."""
    delivery: FakeDelivery = field(init=False)
    board: FakeBoard = field(default_factory=FakeBoard)
    services: Services = field(init=False)
    generations: Generations = field(init=False)
    usage: UsageReports = field(init=False)
    cards: Cards = field(init=False)
    worker: Worker = field(init=False)
    _asked: int = 0

    def __post_init__(self) -> None:
        self.delivery = FakeDelivery(self.clock)
        self.start()

    def start(self, store: Store | None = None) -> None:
        """Put new services over what is there, as a new process would."""
        store = store or self.store
        known = (self.provider, self.other) if self.has_other else (self.provider,)
        providers: dict[str, Provider] = {provider.name: provider for provider in known}
        world = World(
            CATALOGUE,
            store,
            self.media,
            providers,
            self.delivery,
            self.board,
            self.clock,
            self.ids,
            self.checker,
            self.keyring,
        )
        linking = Linking(Links(self.public_url, KEY), self.kept)
        terms = Terms(
            self.policy,
            linking,
            "pixverse-v4",
            self.deadline_seconds,
            self.pace,
            operators_channel_id=self.operators_channel_id,
        )
        self.services, self.worker = assemble(world, terms)
        self.generations, self.usage = self.services.generations, self.services.usage
        self.cards = self.services.cards

    async def sweep(self) -> None:
        """Do what a start does about files."""
        await Retiring(self.store, self.media, self.clock, timedelta(days=30)).sweep()

    async def restart(self) -> None:
        """Lose everything but the store, and wake."""
        self.start()
        await self.store.wake(self.clock.now())

    async def request(self, **said: Any) -> Generation:
        """Ask for a video as a command does; without options it costs 15 cents."""
        return await self.generations.request(self.wish(**said))

    def wish(
        self,
        *,
        key: str | None = None,
        author: int = AUTHOR,
        guild: int = GUILD,
        owner: int | None = None,
        prompt: str = "A lighthouse over tidal flats",
        attachments: dict[MediaRole, Attachment] | None = None,
        sources: dict[MediaRole, str] | None = None,
        readable: frozenset[int] | None = None,
        private: bool = False,
        upload_limit_bytes: int = 10 * 1024 * 1024,
        model: str | None = None,
        **options: OptionValue,
    ) -> GenerationRequest:
        """Say what a command would."""
        self._asked += 1
        return GenerationRequest(
            request_key=key or f"interaction-{self._asked}",
            requester=Requester(author, guild),
            place=Place(guild, CHANNEL, upload_limit_bytes=upload_limit_bytes),
            guild_owner_id=owner,
            prompt=prompt,
            model_id=model,
            options=options,
            attachments=attachments or {},
            sources=sources or {},
            readable=frozenset({CHANNEL}) if readable is None else readable,
            private=private,
        )

    async def running(self, **request: Any) -> Generation:
        """Ask, and let it be submitted."""
        generation = await self.request(**request)
        await self.worker.tick()
        return await self.now(generation)

    async def pass_time(self, seconds: float, step_seconds: float = 5.0) -> None:
        """Let time pass, with the worker at work every few seconds."""
        while seconds > 0:
            self.clock.advance(min(step_seconds, seconds))
            seconds -= step_seconds
            await self.worker.tick()

    async def now(self, generation: Generation) -> Generation:
        """Read a generation again."""
        found = await self.store.get(generation.id)
        assert found is not None
        return found

    async def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Look into the tables as an auditor would."""
        return await self.store.writer.do(lambda db: [tuple(row) for row in db.execute(sql, values)])

    async def money(self, generation: Generation) -> dict[str, int]:
        """What the auditor's view says: held, charged, released and cost, in micro-dollars."""
        names = ("held", "charged", "released", "provider_cost")
        columns = ", ".join(f"{name}_micros" for name in names)
        sql = f"SELECT {columns} FROM generation_money WHERE generation_id = ?"
        return dict(zip(names, (await self.rows(sql, generation.id))[0], strict=True))

    def results(self, generation: Generation) -> list[Message]:
        return self.delivery.messages(generation, Purpose.RESULT)

    def notices(self, generation: Generation) -> list[Message]:
        return self.delivery.messages(generation, Purpose.NOTICE)

    def card(self, generation: Generation) -> Message:
        (card,) = self.delivery.messages(generation, Purpose.CARD)
        return card
