"""A small world around a store: a clock that is set, requests that are made up, and steps by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import uuid4

from bot.domain.catalogue import Model
from bot.domain.generation import Failure, FailureReason, Generation, MediaRole, Place, StoredMedia
from bot.domain.money import Micros
from bot.domain.news import TakeDone, TakeFailed, Update
from bot.domain.prices import Price, PriceTable, Quote
from bot.domain.quota import Limit, Scope, day_window, month_window
from bot.domain.request import Plan
from bot.ports.store import NewGeneration, Store

START = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
PRICE = Micros(300_000)
PLENTY = Micros(1_000_000_000)
MODEL = Model(
    id="pixverse-v4",
    name="PixVerse V4",
    provider="runware",
    provider_model="pixverse:1@2",
    summary="",
    options=(),
    prices=PriceTable((Price({}, PRICE),)),
)


class CheckedStore(Store, Protocol):
    """What an adapter must offer to be judged by these tests."""

    async def check(self) -> Sequence[str]: ...


@dataclass
class SetClock:
    """Time passes when a test says so."""

    instant: datetime = START

    def now(self) -> datetime:
        return self.instant

    async def sleep(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


def limits(
    member: int = PLENTY, guild: int = PLENTY, day: int = PLENTY, month: int = PLENTY, now: datetime = START
) -> list[Limit]:
    """A member's, a server's and the operator's two limits."""
    return [
        Limit(Scope.MEMBER_DAY, "1", day_window(now), Micros(member)),
        Limit(Scope.GUILD_DAY, "10", day_window(now), Micros(guild)),
        Limit(Scope.OPERATOR_DAY, "operator", day_window(now), Micros(day)),
        Limit(Scope.OPERATOR_MONTH, "operator", month_window(now), Micros(month)),
    ]


def video(path: str = "a.mp4") -> StoredMedia:
    return StoredMedia(path, "video/mp4", 1280, 720, 2_000_000, "0" * 64, 5.041666666666667, has_audio=True)


def done(generation: Generation, key: str, cost: int | None = PRICE) -> Update:
    cost_micros = None if cost is None else Micros(cost)
    return Update(generation.id, done=(TakeDone(key, f"https://cdn.test/{key}.mp4", 7, cost_micros),))


@dataclass
class World:
    """A store with a member in it."""

    store: CheckedStore
    clock: SetClock = field(default_factory=SetClock)
    limits: list[Limit] = field(default_factory=limits)

    def later(self, seconds: float) -> datetime:
        return self.clock.now() + timedelta(seconds=seconds)

    async def accepted(self, takes: int = 1, request_key: str | None = None, **changes: Any) -> Generation:
        """Accept a request: QUEUED."""
        plan = Plan(
            model=changes.pop("model", MODEL),
            prompt=changes.pop("prompt", "A lighthouse over tidal flats"),
            settings={"duration": 5, "audio": True, "style": "anime"},
            takes=takes,
            quote=Quote(changes.pop("price", Micros(PRICE * takes)), PRICE, approximate=False),
            cautions=("R7",),
            own_account=changes.pop("own_account", None),
        )
        inputs: Mapping[MediaRole, StoredMedia] = changes.pop("inputs", {})
        new = NewGeneration(
            id=str(uuid4()),
            request_key=request_key or str(uuid4()),
            member_id=changes.pop("member_id", None)
            or await self.store.member_id(changes.pop("discord_id", 5)),
            place=changes.pop("place", Place(guild_id=10, channel_id=20)),
            plan=plan,
            inputs=inputs,
            private=changes.pop("private", False),
            origin=changes.pop("origin", None),
            draft=changes.pop("draft", None),
            deadline_seconds=3600,
            now=self.clock.now(),
        )
        return await self.store.accept(new, changes.pop("limits", self.limits))

    async def claimed(self, **changes: Any) -> Generation:
        """Accept and claim: SUBMITTING."""
        generation = await self.accepted(**changes)
        now = self.clock.now()
        await self.store.claim_for_submit(generation.provider, now, self.later(60), 1_000_000, 1_000_000)
        return await self.now(generation)

    async def running(self, **changes: Any) -> Generation:
        """Accept, claim and submit: RUNNING."""
        generation = await self.claimed(**changes)
        await self.store.submitted(generation.id, generation.id, self.clock.now(), self.later(2))
        return await self.now(generation)

    async def succeeded(self, *keys: str, **changes: Any) -> Generation:
        """Run to the provider's results: SUCCEEDED."""
        generation = await self.running(takes=len(keys), **changes)
        for key in keys:
            await self.store.observe(done(generation, key), self.clock.now())
        return await self.now(generation)

    async def settled(self, *keys: str, **changes: Any) -> Generation:
        """Run until all results are our own copies: SUCCEEDED and charged."""
        generation = await self.succeeded(*keys, **changes)
        for key in keys:
            await self.store.take_stored(generation.id, key, video(f"{key}.mp4"), self.clock.now())
        return await self.now(generation)

    async def delivered(self, *keys: str, **changes: Any) -> Generation:
        """Run to the end: DELIVERED."""
        generation = await self.settled(*keys, **changes)
        await self.store.delivered(generation.id, [901], self.clock.now())
        return await self.now(generation)

    async def observed(self, generation: Generation, *news: TakeDone | TakeFailed) -> Generation:
        """Bring news of a generation's task."""
        good = tuple(item for item in news if isinstance(item, TakeDone))
        bad = tuple(item for item in news if isinstance(item, TakeFailed))
        await self.store.observe(Update(generation.id, good, bad), self.clock.now())
        return await self.now(generation)

    async def failed(self, generation: Generation) -> None:
        """Bring the news that nothing will come."""
        failure = Failure(FailureReason.PROVIDER_FAILED)
        await self.store.observe(Update(generation.id, failure=failure), self.clock.now())

    async def now(self, generation: Generation) -> Generation:
        """Read a generation again."""
        found = await self.store.get(generation.id)
        assert found is not None
        return found

    async def held_and_spent(self) -> list[tuple[int, int]]:
        """By limit, in the order of `limits`."""
        return [(use.held_micros, use.spent_micros) for use in await self.store.usage(self.limits)]
