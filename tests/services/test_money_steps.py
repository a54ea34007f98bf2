"""Whoever asks, pays, gives, gives back or decides, in whatever order: every cent is where it belongs.

`make money` (`MONEY_EXAMPLES`, `MONEY_STEPS`) makes it a long campaign.
"""

import asyncio
import os
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.generation import Generation
from bot.domain.money import Micros
from bot.domain.news import TakeDone, TakeFailed
from bot.domain.purses import PurseScope
from tests.services.money_world import BROKEN, MEMBERS, PRICE, SERVERS, MoneyWorld
from tests.support.fake_clock import ManualClock
from tests.support.studio import Studio, open_inline_store

EXAMPLES: Final = int(os.environ.get("MONEY_EXAMPLES", "40"))
STEPS: Final = int(os.environ.get("MONEY_STEPS", "50"))

ROWS, KEYS = st.integers(0, 9), st.sampled_from(["a", "b"])
WHO, WHERE = st.sampled_from(MEMBERS), st.sampled_from(SERVERS)
COSTS = st.sampled_from([None, 1, PRICE // 3, PRICE, PRICE + 1, 3 * PRICE])
AMOUNTS = st.sampled_from([10_000, PRICE - 1, PRICE, 2 * PRICE + 7])
LIMITS = st.sampled_from([None, None, 0, PRICE, 3 * PRICE - 1, 6 * PRICE])
ZONES = st.sampled_from([None, "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
COUNTS = st.sampled_from([None, None, 0, 3, 6])
DECISIONS = st.one_of(
    st.tuples(st.sampled_from(["daily_micros", "monthly_micros", "member_daily_micros"]), LIMITS),
    st.tuples(st.sampled_from(["daily_micros of a role"]), LIMITS),
    st.tuples(st.sampled_from(["member_daily_count", "daily_count of a role"]), COUNTS),
    st.tuples(st.sampled_from(["timezone"]), ZONES),
)
SPANS = st.sampled_from(
    [timedelta(minutes=5), timedelta(hours=7), timedelta(hours=7), timedelta(days=1), timedelta(days=30)]
)

BAD_ENDS: Final = ["fail", "cancel", "discard", "expire", "withheld", "unseen", "a", "b"]

SUMS: Final = "SELECT SUM(held_micros + {used}) FROM generation_money WHERE {whose}"
WINDOWS: Final = "SELECT SUM(held_micros + spent_micros) FROM usage_counters WHERE scope = ? AND owner = ?"


class MoneySteps(RuleBasedStateMachine):
    """Everything that moves money, by anybody, at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.open = AsyncExitStack()
        self.charges: dict[str, int] = {}

    @initialize()
    def open_the_world(self) -> None:
        # The evening before a month ends, and clocks are about to change.
        clock = ManualClock(datetime(2026, 10, 30, 20, 0, tzinfo=UTC))
        store = self.run(self.open.enter_async_context(open_inline_store(clock)))
        self.world = MoneyWorld(Studio(store, clock))
        self.run(self.world.open())

    def teardown(self) -> None:
        self.run(self.open.aclose())
        self.runner.close()

    def run(self, work: Any) -> Any:
        return self.runner.run(work)

    def row(self, number: int) -> Generation | None:
        rows = self.world.rows
        return rows[number % len(rows)] if rows else None

    @rule(author=WHO, guild=WHERE, takes=st.integers(1, 2), with_role=st.booleans())
    def request(self, author: int, guild: int, takes: int, with_role: bool) -> None:
        self.run(self.world.request(author, guild, takes, with_role=with_role))

    @rule(author=WHO, guild=WHERE, cost=COSTS, kept=st.booleans())
    def make(self, author: int, guild: int, cost: int | None, kept: bool) -> None:
        """Ask, have it made at some cost, and keep it or not."""
        self.run(self.world.make(author, guild, cost, kept=kept))

    @rule(author=WHO, guild=WHERE, cost=COSTS)
    def make_what_nobody_looks_at(self, author: int, guild: int, cost: int | None) -> None:
        """Moderators are asked, and let the time pass in which they could have published it."""
        before = len(self.world.rows)
        self.run(self.world.make(author, guild, cost, kept=True))
        for row in self.world.rows[before:]:
            self.run(self.world.end_badly(row, "unseen"))

    @rule(number=ROWS, steps=st.integers(1, 6))
    def go_on_as_usual(self, number: int, steps: int) -> None:
        for _ in range(steps):
            if row := self.row(number):
                self.run(self.world.advance(row))

    @rule(number=ROWS, key=KEYS, cost=COSTS, good=st.booleans())
    def bring_a_result(self, number: int, key: str, cost: int | None, good: bool) -> None:
        micros = None if cost is None else Micros(cost)
        done = (TakeDone(key, "https://cdn.test/a.mp4", 7, micros),) if good else ()
        failed = () if good else (TakeFailed(key, BROKEN, micros),)
        if row := self.row(number):
            self.run(self.world.observe(row, done, failed))

    @rule(number=ROWS, how=st.sampled_from(BAD_ENDS))
    def end_badly(self, number: int, how: str) -> None:
        if row := self.row(number):
            self.run(self.world.end_badly(row, how))

    @rule(author=WHO, guild=WHERE, amount=AMOUNTS)
    def grant(self, author: int, guild: int, amount: int) -> None:
        self.run(self.world.grant(author, guild, amount))

    @rule(guild=WHERE, amount=AMOUNTS, by=st.sampled_from(["moderator", "manager", "operator"]))
    def fill_the_pool(self, guild: int, amount: int, by: str) -> None:
        self.run(self.world.fill_pool(guild, amount, by=by))

    @rule(giver=WHO, guild=WHERE, amount=AMOUNTS)
    def give(self, giver: int, guild: int, amount: int) -> None:
        (receiver,) = set(MEMBERS) - {giver}
        self.run(self.world.gift(giver, receiver, guild, amount))

    @rule(number=ROWS)
    def give_back(self, number: int) -> None:
        if row := self.row(number):
            self.run(self.world.refund(row))

    @rule(guild=WHERE, decision=DECISIONS)
    def decide(self, guild: int, decision: tuple[str, Any]) -> None:
        name, value = decision
        if name in {"daily_micros of a role", "daily_count of a role"}:
            self.run(self.world.change_rule(guild, {name.removesuffix(" of a role"): value}))
        else:
            self.run(self.world.decide(guild, **{name: value}))

    @rule(span=SPANS)
    def let_time_pass(self, span: timedelta) -> None:
        self.world.studio.clock.advance(span.total_seconds())

    @invariant()
    def the_books_agree(self) -> None:
        """Transfers sum to zero, holds end once, nothing costs for nothing, caches are as the ledger."""
        assert self.run(self.world.studio.store.check()) == []

    @invariant()
    def every_cent_of_a_member_came_from_a_quota_or_a_purse(self) -> None:
        """By notes of our own of what was issued and given."""
        for purse in self.purses(PurseScope.MEMBER):
            guild, member = purse.owner.split(":")
            whose = f"guild_id = {guild} AND member_id = {member}"
            used = self.total(SUMS.format(used="charged_micros", whose=whose))
            windows = self.total(WINDOWS, "member_day", purse.owner) - self.world.quota_moved[purse.owner]
            assert used == windows + self.world.issued[purse] - self.balance(purse)

    @invariant()
    def every_cent_of_a_server_came_from_a_budget_or_its_pool(self) -> None:
        for purse in self.purses(PurseScope.SERVER):
            whose = f"guild_id = {purse.owner}"
            used = self.total(SUMS.format(used="provider_cost_micros", whose=whose))
            for scope in ("guild_day", "guild_month"):
                windows = self.total(WINDOWS, scope, purse.owner)
                assert used == windows + self.world.issued[purse] - self.balance(purse)

    @invariant()
    def every_cent_counts_against_the_operators_caps(self) -> None:
        used = self.total(SUMS.format(used="provider_cost_micros", whose="1"))
        assert used == self.total(WINDOWS, "operator_day", "operator")
        assert used == self.total(WINDOWS, "operator_month", "operator")

    @invariant()
    def nobody_pays_more_than_was_held_or_twice(self) -> None:
        """A charge stays what it was; what costs more is the operator's."""
        for row in self.world.rows:
            now = self.run(self.world.now(row))
            assert now.charged_micros <= row.quoted_micros
            if now.settled_at:
                assert self.charges.setdefault(row.id, now.charged_micros) == now.charged_micros

    @invariant()
    def costs_are_what_the_provider_said(self) -> None:
        """To the micro-dollar."""
        for row in self.world.rows:
            if self.run(self.world.now(row)).settled_at:
                told = self.world.told.get(row.id, {})
                assert self.run(self.world.studio.money(row))["provider_cost"] == sum(told.values())

    def purses(self, scope: PurseScope) -> list[Any]:
        return [purse for purse in self.world.issued if purse.scope is scope]

    def balance(self, purse: Any) -> int:
        found: int = self.run(self.world.studio.store.purse(purse))
        return found

    def total(self, sql: str, *values: object) -> int:
        ((found,),) = self.run(self.world.studio.rows(sql, *values))
        return found or 0


MoneySteps.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)
TestMoneySteps = MoneySteps.TestCase
