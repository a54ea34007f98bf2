"""Two members, two servers, an operator with little money, and own notes of what everybody decided."""

from collections import Counter
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from bot.domain.errors import IllegalTransition, Rejection
from bot.domain.generation import Failure, FailureReason, Generation, State, StoredMedia, TakeState
from bot.domain.money import Micros
from bot.domain.news import TakeDone, TakeFailed, Update
from bot.domain.purses import Purse, member_purse, server_purse
from bot.domain.request import GenerationRequest, Requester
from bot.domain.reviews import Review, ReviewReason
from bot.services.money.purses import Receiver
from tests.support.studio import GUILD, Studio

T = TypeVar("T")

PRICE: Final = 150_000
POOR: Final = GUILD + 1
"""A server that is not served: it has what the operator gave it."""
SERVERS: Final = (GUILD, POOR)
MEMBERS: Final = (5, 6)
ROLE, OPERATOR, MANAGER = 77, 4, 3
BROKEN: Final = Failure(FailureReason.PROVIDER_FAILED)
VIDEO: Final = StoredMedia("a.mp4", "video/mp4", 1280, 720, 2_000_000, "0" * 64, 5.04)


def manager(guild: int, *, manages: bool = True) -> Requester:
    return Requester(MANAGER, guild, is_moderator=True, is_manager=manages)


@dataclass
class MoneyWorld:
    """One method for each thing that moves money; what was issued and told is noted apart from the store."""

    studio: Studio
    rows: list[Generation] = field(default_factory=list)
    issued: Counter[Purse] = field(default_factory=Counter)
    """What came into each purse by decisions of people, less what left it by them."""
    quota_moved: Counter[str] = field(default_factory=Counter)
    """By owner: what gifts took out of windows, less what refunds put back."""
    told: dict[str, dict[str, int]] = field(default_factory=dict)
    """What each result surely cost, by generation."""
    refunded: set[str] = field(default_factory=set)
    ids: dict[int, int] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)

    async def open(self) -> None:
        policy = self.studio.policy
        policy.member_daily_micros, policy.guild_daily_micros = Micros(2 * PRICE - 50_000), Micros(3 * PRICE)
        policy.operator_daily_micros, policy.operator_monthly_micros = Micros(20 * PRICE), Micros(60 * PRICE)
        policy.served_guilds, policy.operator_ids = frozenset({GUILD}), frozenset({OPERATOR})
        for discord_id in MEMBERS:
            self.ids[discord_id] = await self.studio.store.member_id(discord_id)
        for guild in SERVERS:
            await self.decide(guild, gifts=True)
            await self.fill_pool(guild, 3 * PRICE + 10_000, by="operator")
            await self.grant(MEMBERS[0], guild, 2 * PRICE)

    def purse(self, discord_id: int, guild: int) -> Purse:
        return member_purse(guild, self.ids[discord_id])

    async def decide(self, guild: int, **changes: Any) -> None:
        await self.studio.services.servers.change(manager(guild), changes)

    async def request(self, author: int, guild: int, takes: int, *, with_role: bool) -> None:
        """Let in exactly what every limit and purse has room for."""
        wish = self.studio.wish(author=author, guild=guild, takes=takes)
        roles = (ROLE,) if with_role else ()
        wish = replace(wish, requester=replace(wish.requester, role_ids=roles))
        fits = await self._fits(wish, PRICE * takes)
        accepted = await self._outcome(self.studio.generations.request(wish))
        assert (accepted is not None) is fits, "let in what every limit has room for, and nothing else"
        if accepted:
            self.rows.append(accepted)

    async def _outcome(self, work: Awaitable[T]) -> T | None:
        """Give what came of it; None: it was refused."""
        try:
            return await work
        except Rejection as refusal:
            self.refused[type(refusal).__name__] += 1
            return None

    async def _fits(self, wish: GenerationRequest, price: int) -> bool:
        try:
            usages = await self.studio.generations.room.usages(wish, None)
        except Rejection:
            return False
        free = [use.limit.limit_micros - use.held_micros - use.spent_micros for use in usages]
        behind = [use.purse_micros for use in usages]
        counted = any(
            use.limit.limit_count is not None and use.made_count >= use.limit.limit_count for use in usages
        )
        return not counted and all(
            max(0, left) + purse >= price for left, purse in zip(free, behind, strict=True)
        )

    async def make(self, author: int, guild: int, cost: int | None, *, kept: bool) -> None:
        before = len(self.rows)
        await self.request(author, guild, 1, with_role=False)
        for row in self.rows[before:]:
            await self.advance(row)
            await self.advance(row)
            micros = None if cost is None else Micros(cost)
            await self.observe(row, (TakeDone("a", "https://cdn.test/a.mp4", 7, micros),))
            if kept:
                await self.studio.store.take_stored(row.id, "a", VIDEO, self.studio.clock.now())

    async def end_badly(self, row: Generation, how: str) -> None:
        """Let it fail, be taken back, run out of time, or lose the take of that key."""
        store, now = self.studio.store, self.studio.clock.now()
        with suppress(IllegalTransition, LookupError):
            if how == "fail":
                await self.observe(row, failure=BROKEN)
            elif how in {"a", "b"}:
                await store.take_missed(row.id, how, None, now)
            elif how == "unseen":
                await self._unseen(row)
            else:
                await getattr(store, how)(row.id, now)

    async def _unseen(self, row: Generation) -> None:
        """Have moderators asked, none of whom looks at it in time."""
        store, now, own = self.studio.store, self.studio.clock.now(), self._purse_of(row)
        before = await store.purse(own)
        if not await store.ask_for_review(row.id, Review(ReviewReason.MODE, now), (), now):
            return
        assert await store.expire(row.id, now)
        charged, to_purse = (await self.now(row)).charged_micros, await store.purse(own) - before
        if row.id in self.refunded:
            assert to_purse == 0
            return
        self.refunded.add(row.id)
        self.issued[own] += to_purse
        self.quota_moved[own.owner] -= charged - to_purse

    def _purse_of(self, row: Generation) -> Purse:
        return member_purse(row.place.guild_id, row.member_id)

    async def now(self, row: Generation) -> Generation:
        return await self.studio.now(row)

    async def advance(self, row: Generation) -> None:
        """Let the next thing happen that goes well."""
        store, now, current = self.studio.store, self.studio.clock.now(), await self.now(row)
        match current.state:
            case State.QUEUED:
                await store.claim_for_submit("runware", now, now, 99, 99)
            case State.SUBMITTING:
                await store.submitted(row.id, row.id, now, now)
            case State.RUNNING:
                key = f"good {len(current.takes)}"
                await self.observe(row, done=(TakeDone(key, "https://cdn.test/a.mp4", 7, Micros(PRICE)),))
            case State.SUCCEEDED if current.settled_at:
                await (
                    store.withheld(row.id, now) if current.discarded else store.delivered(row.id, [1], now)
                )
            case State.SUCCEEDED:
                ready = next(take for take in current.takes if take.state is TakeState.READY)
                await store.take_stored(row.id, ready.key, VIDEO, now)

    async def observe(
        self,
        row: Generation,
        done: tuple[TakeDone, ...] = (),
        failed: tuple[TakeFailed, ...] = (),
        failure: Failure | None = None,
    ) -> None:
        """Bring news, and note what it says that a result cost; only what is running is asked about."""
        costs = self.told.setdefault(row.id, {})
        results: list[TakeDone | TakeFailed] = [*done, *failed]
        # What was told once is not contradicted: what comes of that, other tests know.
        if (await self.now(row)).task_id is None or costs.keys() & {take.key for take in results}:
            return
        await self.studio.store.observe(Update(row.id, done, failed, failure), self.studio.clock.now())
        share = row.quoted_micros // row.takes_asked
        known = {take.key for take in (await self.now(row)).takes} | costs.keys()
        for take in results:
            usual = share if isinstance(take, TakeDone) else 0
            if take.cost_micros or (take.key in known and take.key not in costs):
                costs[take.key] = take.cost_micros or usual

    async def grant(self, author: int, guild: int, amount: int) -> None:
        receiver = Receiver(author, is_bot=False)
        await self.studio.services.purses.grant(manager(guild), receiver, Micros(amount))
        self.issued[self.purse(author, guild)] += amount

    async def fill_pool(self, guild: int, amount: int, *, by: str) -> None:
        purses = self.studio.services.purses
        asking = manager(guild, manages=by == "manager")
        filled = await self._outcome(
            purses.fund(OPERATOR, guild, Micros(amount))
            if by == "operator"
            else purses.grant_pool(asking, None, Micros(amount))
        )
        assert filled is not None or guild == POOR or by == "moderator"
        if filled is not None:
            self.issued[server_purse(guild)] += amount

    async def gift(self, giver: int, receiver: int, guild: int, amount: int) -> None:
        own = self.purse(giver, guild)
        before = await self.studio.store.purse(own)
        asking, to = Requester(giver, guild), Receiver(receiver, is_bot=False)
        given = await self._outcome(self.studio.services.purses.gift(asking, None, to, Micros(amount)))
        if given is None:
            assert await self.studio.store.purse(own) == before
            return
        of_purse = min(before, amount)
        assert await self.studio.store.purse(own) == before - of_purse
        self.issued[own] -= of_purse
        self.quota_moved[own.owner] += amount - of_purse
        self.issued[self.purse(receiver, guild)] += amount

    async def refund(self, row: Generation) -> None:
        current = await self.now(row)
        possible = bool(current.charged_micros) and row.id not in self.refunded
        asking = manager(row.place.guild_id)
        given = await self._outcome(self.studio.services.purses.refund(asking, row.id))
        assert (given is not None) is possible
        if given is None:
            return
        assert given.total_micros == current.charged_micros
        self.refunded.add(row.id)
        own = self._purse_of(row)
        self.issued[own] += given.purse_micros
        self.quota_moved[own.owner] -= given.quota_micros

    async def change_rule(self, guild: int, changes: dict[str, int | None]) -> None:
        await self.studio.services.quotas.change(manager(guild), ROLE, changes)
