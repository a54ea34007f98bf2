"""Crowded evenings in virtual time: who waits for whom, and by how much the place that is shown is wrong.

`python -m tests.services.fairness --evenings 20` prints the numbers.
"""

import argparse
import asyncio
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from random import Random
from statistics import median
from typing import Final

from bot.domain.generation import Generation
from bot.services import Pace
from bot.storage.sqlite import SqliteStore
from tests.support.fake_clock import ManualClock
from tests.support.studio import Studio, open_inline_store

MEMBERS: Final = {1: 30, 2: 15, 3: 5}
"""By server."""
BURST: Final = 20
_BURSTS_AT_ONCE: Final = 3
"""Members of each server who ask for so many at the start."""
_STEPS: Final = 300
"""In which more requests come; what waits then is made to the end."""
_STEP_SECONDS: Final = 2.0

Who = tuple[int, int]
"""Server and member."""


class WatchedStore(SqliteStore):
    """The real store; the order in which rows are claimed can be seen."""

    def __init__(self, store: SqliteStore) -> None:
        super().__init__(store.writer)
        self.claimed: list[str] = []

    async def claim_for_submit(
        self, provider: str, now: datetime, retry_at: datetime, max_running: int, count: int
    ) -> Sequence[Generation]:
        rows = await super().claim_for_submit(provider, now, retry_at, max_running, count)
        self.claimed += [row.id for row in rows]
        return rows


@dataclass
class Request:
    """One request; times are counted in submits made before."""

    who: Who
    came: int
    told: int
    """Its place in line, as shown when it came."""
    others: int
    """Requests of others that waited when it came: in one line for all, it would have waited for each."""
    oldest: int | None
    """When it was its member's oldest."""


@dataclass
class Evening:
    """Members of three servers ask, some for twenty at once; a provider makes a few at a time."""

    studio: Studio
    store: WatchedStore
    rng: Random
    requests: dict[str, Request] = field(default_factory=dict)
    waiting: dict[Who, list[str]] = field(default_factory=lambda: defaultdict(list))
    ends: dict[str, datetime] = field(default_factory=dict)

    async def run(self) -> None:
        """Let everybody ask, and all be made."""
        for server, number in product(MEMBERS, range(_BURSTS_AT_ONCE)):
            await self._ask((server, 100 * server + number), BURST)
        for _ in range(_STEPS):
            if self.rng.random() < 0.3:
                await self._ask(self._somebody(), self.rng.choice((1, 1, 1, 1, 1, 1, 2, 3, BURST)))
            await self._step()
        while len(self.store.claimed) < len(self.requests):
            await self._step()

    def _somebody(self) -> Who:
        return self.rng.choice(
            [(server, 100 * server + n) for server in MEMBERS for n in range(MEMBERS[server])]
        )

    async def _ask(self, who: Who, count: int) -> None:
        for _ in range(count):
            others = sum(len(line) for member, line in self.waiting.items() if member != who)
            row = await self.studio.request(guild=who[0], author=who[1])
            came = len(self.store.claimed)
            told = await self.store.place_in_line(row.id)
            assert told
            self.requests[row.id] = Request(who, came, told, others, None if self.waiting[who] else came)
            self.waiting[who].append(row.id)

    async def _step(self) -> None:
        before = len(self.store.claimed)
        self.studio.clock.advance(_STEP_SECONDS)
        now = self.studio.clock.now()
        for id_ in [id_ for id_, end in self.ends.items() if end <= now]:
            self.studio.provider.finish(id_)
            del self.ends[id_]
        await self.studio.worker.tick()
        for number, id_ in enumerate(self.store.claimed[before:], before):
            self._left(id_, number)
            self.ends[id_] = now + timedelta(seconds=self.rng.uniform(5, 15))

    def _left(self, id_: str, number: int) -> None:
        """Note that the next one of its member is the oldest from now on."""
        line = self.waiting[self.requests[id_].who]
        assert line.pop(0) == id_, "a member's oldest goes first"
        if line:
            self.requests[line[0]].oldest = number + 1


@dataclass(frozen=True)
class Numbers:
    """What was measured in one evening."""

    requests: int
    turns_of_another: int
    """At most, of one member of the same server, while somebody's oldest request waited."""
    ahead: int
    """By how many turns another server got ahead at most, while somebody's oldest request waited."""
    waited_for: Sequence[int]
    """Others' submits between the request of a member who had nothing else waiting, and its own."""
    one_line: Sequence[int]
    """What the same requests would have waited for in one line for all."""
    later_than_told: Sequence[int]
    """How many places later than was shown it was their turn, because of those who came meanwhile."""
    jain: float
    """Jain's index of the turns of servers, and of members who kept waiting, whichever is less; 1 is even."""


def measured(evening: Evening) -> Numbers:
    """Look at who was served between whose request and its submit."""
    requests, order = evening.requests, evening.store.claimed
    turns_of_another = ahead = 0
    for number, id_ in enumerate(order):
        server, _ = requests[id_].who
        between = [requests[other].who for other in order[requests[id_].oldest : number]]
        members = Counter(who for who in between if who[0] == server)
        servers = Counter(each for each, _ in between)
        turns_of_another = max(turns_of_another, *members.values(), 0)
        ahead = max(ahead, *(servers[other] - servers[server] for other in MEMBERS))
    alone = [
        (number, requests[id_])
        for number, id_ in enumerate(order)
        if requests[id_].oldest == requests[id_].came
    ]
    return Numbers(
        len(order),
        turns_of_another,
        ahead,
        [number - request.came for number, request in alone],
        [request.others for _, request in alone],
        [number - request.came + 1 - request.told for number, request in alone],
        _evenness([requests[id_].who for id_ in order]),
    )


def _evenness(order: Sequence[Who]) -> float:
    """Look at the stretch in which all who asked for many at the start still wait."""
    heavy = [(server, 100 * server + number) for server, number in product(MEMBERS, range(_BURSTS_AT_ONCE))]
    turns: Counter[Who] = Counter()
    for who in order:
        turns[who] += 1
        if turns[who] == BURST and who in heavy:
            break
    by_server = [sum(turns[who] for who in turns if who[0] == server) for server in MEMBERS]
    by_member = [[turns[who] for who in heavy if who[0] == server] for server in MEMBERS]
    return min(jain(shares) for shares in (by_server, *by_member))


def jain(shares: Sequence[int]) -> float:
    """Give Jain's index: 1 when all have the same, 1/n when one has everything."""
    return sum(shares) ** 2 / (len(shares) * sum(share**2 for share in shares))


def spend(seed: int) -> Numbers:
    """Spend one evening."""
    return asyncio.run(_spend(Random(seed)))


async def _spend(rng: Random) -> Numbers:
    clock = ManualClock()
    async with open_inline_store(clock) as opened:
        store = WatchedStore(opened)
        evening = Evening(Studio(store, clock, pace=Pace(max_running=4)), store, rng)
        await evening.run()
    return measured(evening)


def report(evenings: Iterable[Numbers]) -> str:
    """Tell the numbers of some evenings together."""
    found = list(evenings)
    waited_for = [each for one in found for each in one.waited_for]
    one_line = [each for one in found for each in one.one_line]
    later = [each for one in found for each in one.later_than_told]
    return (
        f"{len(found)} evenings, {sum(one.requests for one in found)} requests"
        f" of {sum(MEMBERS.values())} members in {len(MEMBERS)} servers.\n"
        f"While somebody's oldest request waited, another member of the server had at most"
        f" {max(one.turns_of_another for one in found)} turn, another server at most"
        f" {max(one.ahead for one in found)} more than theirs.\n"
        f"Who had nothing else waiting waited for {median(waited_for):.0f} submits of others (median),"
        f" {max(waited_for)} at most; in one line for all {median(one_line):.0f}, {max(one_line)}.\n"
        f"Their turn came {median(later):.0f} places later than was shown at first (median),"
        f" {max(later)} at most.\n"
        f"Jain's index of turns while all wait: {min(one.jain for one in found):.4f} at least."
    )


def main() -> int:
    """Print the numbers."""
    parser = argparse.ArgumentParser(prog="python -m tests.services.fairness", description=__doc__)
    parser.add_argument("--evenings", type=int, default=10)
    sys.stdout.write(report(spend(seed) for seed in range(parser.parse_args().evenings)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
