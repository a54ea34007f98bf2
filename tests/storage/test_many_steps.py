"""Whatever is done in whatever order: the books agree after every step, and no limit is passed."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.errors import IllegalTransition, LimitReached
from bot.domain.generation import Failure, FailureReason, Generation, MediaRole, State, TakeState
from bot.domain.money import Micros
from bot.domain.news import Letter, TakeDone, TakeFailed, Update
from bot.storage.sqlite import open_store
from tests.storage.world import PRICE, SetClock, World, limits, video

KEYS = st.sampled_from(["a", "b", "c"])
COSTS = st.sampled_from([None, 0, 1, PRICE // 2, PRICE])
ROWS = st.integers(0, 9)
BROKEN = Failure(FailureReason.PROVIDER_FAILED)
ROOM = 4 * PRICE


class Steps(RuleBasedStateMachine):
    """Verbs in any order, on rows in any state, by one member with room for a few generations."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.open = AsyncExitStack()
        self.rows: list[Generation] = []
        self.ends: dict[str, tuple[object, ...]] = {}

    @initialize()
    def open_the_store(self) -> None:
        clock = SetClock()
        store = self.run(self.open.enter_async_context(open_store(Path(":memory:"), clock)))
        self.world = World(store, clock, limits(ROOM, ROOM, ROOM, ROOM))

    def teardown(self) -> None:
        self.run(self.open.aclose())
        self.runner.close()

    def run(self, verb: Any) -> Any:
        return self.runner.run(verb)

    def row(self, number: int) -> str:
        return self.rows[number % len(self.rows)].id if self.rows else "nobody"

    def attempt(self, verb: Any) -> None:
        """A verb may refuse what makes no sense; it must not do half of it."""
        try:
            self.run(verb)
        except (IllegalTransition, LookupError):
            return

    @rule(takes=st.integers(1, 3))
    def accept(self, takes: int) -> None:
        left = self.run(self.world.store.usage(self.world.limits))
        if all(use.left_micros >= PRICE * takes for use in left):
            self.rows.append(self.run(self.world.accepted(takes, inputs={MediaRole.FIRST_FRAME: video()})))
        else:
            with pytest.raises(LimitReached):
                self.run(self.world.accepted(takes))

    @rule(number=ROWS, steps=st.integers(1, 6))
    def go_on_as_usual(self, number: int, steps: int) -> None:
        for _ in range(steps if self.rows else 0):
            self.run(self.step(self.rows[number % len(self.rows)]))

    async def step(self, row: Generation) -> None:
        store, now, current = self.world.store, self.world.clock.now(), await self.world.now(row)
        match current.state:
            case State.QUEUED:
                await store.claim_for_submit("runware", now, self.world.later(60), 3, 3)
            case State.SUBMITTING:
                await store.submitted(row.id, row.id, now, now)
            case State.RUNNING:
                key = next(key for key in "abcd" if key not in {take.key for take in current.takes})
                await self.world.observed(row, TakeDone(key, "https://cdn.test/a.mp4", cost_micros=PRICE))
            case State.SUCCEEDED if current.settled_at:
                await (
                    store.withheld(row.id, now) if current.discarded else store.delivered(row.id, [1], now)
                )
            case State.SUCCEEDED:
                ready = next(take for take in current.takes if take.state is TakeState.READY)
                await store.take_stored(row.id, ready.key, video(), now)

    @rule(count=st.integers(1, 3))
    def claim(self, count: int) -> None:
        now, later = self.world.clock.now(), self.world.later(60)
        self.run(self.world.store.claim_for_submit("runware", now, later, 3, count))

    @rule(number=ROWS)
    def send(self, number: int) -> None:
        self.attempt(self.world.store.sending(self.row(number), self.world.clock.now()))

    @rule(number=ROWS)
    def recognise(self, number: int) -> None:
        self.attempt(self.world.store.recognised(self.row(number), self.row(number)))

    @rule(number=ROWS, name=KEYS, later=st.booleans())
    def bring_a_webhook(self, number: int, name: str, later: bool) -> None:
        store, now = self.world.store, self.world.clock.now()
        brought = Letter(f"{name} {number}", "runware", (name, self.row(number)), now)
        new = self.run(store.receive(brought, now))
        due = self.run(store.letters_due(now, 99))
        assert not new or brought in due
        for letter in due:
            if later or not self.run(store.apply(letter, now)):
                self.run(store.postpone_letter(letter.key, self.world.later(60) if later else None))
        assert self.run(store.letters_due(now, 99)) == []

    @rule()
    def retire(self) -> None:
        now = self.world.clock.now()
        for old in self.run(self.world.store.to_retire(now, 9)):
            assert old.ended
            self.run(self.world.store.retired(old.id, now))

    @rule(number=ROWS)
    def submit(self, number: int) -> None:
        now, id_ = self.world.clock.now(), self.row(number)
        self.attempt(self.world.store.submitted(id_, id_, now, now))

    @rule(number=ROWS, verb=st.sampled_from(["submit_postponed", "submit_unanswered", "submit_refused"]))
    def fail_to_submit(self, number: int, verb: str) -> None:
        arguments = {
            "submit_postponed": (self.world.later(5), self.world.clock.now()),
            "submit_unanswered": (self.world.later(5),),
            "submit_refused": (BROKEN, self.world.clock.now()),
        }
        self.attempt(getattr(self.world.store, verb)(self.row(number), *arguments[verb]))

    @rule(number=ROWS, key=KEYS, cost=COSTS, good=st.booleans(), over=st.booleans())
    def observe(self, number: int, key: str, cost: int | None, good: bool, over: bool) -> None:
        micros = None if cost is None else Micros(cost)
        done = (TakeDone(key, "https://cdn.test/a.mp4", cost_micros=micros),) if good else ()
        failed = () if good else (TakeFailed(key, BROKEN, micros),)
        update = Update(self.row(number), done, failed, BROKEN if over else None)
        once = self.run(self.world.store.observe(update, self.world.clock.now()))
        assert self.run(self.world.store.observe(update, self.world.clock.now())) == once

    @rule(number=ROWS, key=KEYS, how=st.sampled_from(["stored", "later", "lost"]))
    def fetch(self, number: int, key: str, how: str) -> None:
        store, now = self.world.store, self.world.clock.now()
        if how == "stored":
            self.attempt(store.take_stored(self.row(number), key, video(), now))
        else:
            again = self.world.later(5) if how == "later" else None
            self.attempt(store.take_missed(self.row(number), key, again, now))

    @rule(number=ROWS, verb=st.sampled_from(["delivered", "withheld", "cancel", "discard", "expire"]))
    def finish(self, number: int, verb: str) -> None:
        arguments = ([1],) if verb == "delivered" else ()
        method = getattr(self.world.store, verb)
        self.attempt(method(self.row(number), *arguments, self.world.clock.now()))

    @rule(seconds=st.sampled_from([1, 61, 3600]))
    def wait_and_wake(self, seconds: int) -> None:
        self.run(self.world.clock.sleep(seconds))
        self.run(self.world.store.wake(self.world.clock.now()))

    @invariant()
    def the_books_agree(self) -> None:
        if hasattr(self, "world"):
            assert self.run(self.world.store.check()) == []

    @invariant()
    def no_limit_is_passed_but_by_results_nobody_asked_for(self) -> None:
        if hasattr(self, "world"):
            for use in self.run(self.world.store.usage(self.world.limits[:1])):
                assert use.held_micros >= 0
                assert use.spent_micros >= 0
                assert use.held_micros + use.spent_micros <= ROOM

    @invariant()
    def an_end_is_an_end(self) -> None:
        for row in self.rows:
            now = self.run(self.world.now(row))
            if now.ended:
                end = (now.state, now.charged_micros, now.settled_at, now.ended_at, now.failure)
                assert self.ends.setdefault(row.id, end) == end


Steps.TestCase.settings = settings(max_examples=40, stateful_step_count=50, deadline=None)
TestSteps = Steps.TestCase
