"""What must never happen, judged by the books of the providers, of Discord and of the auditor."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.domain.generation import TERMINAL, FailureReason, Generation, State, TakeState
from bot.domain.money import Micros
from tests.services.couriers import Couriers
from tests.services.far import FarDelivery
from tests.services.fates import Fates
from tests.services.reckoning import Reckoning, Violation
from tests.support.fake_delivery import Purpose
from tests.support.studio import Studio

RECENTLY: Final = timedelta(seconds=500)
"""A webhook that came so long ago is looked at again within the fair time."""
_OF_ITS_TASK: Final = frozenset({FailureReason.PROVIDER_FAILED, FailureReason.RESULT_UNUSABLE})


@dataclass
class Oracle:
    """Looks at everything from outside."""

    studio: Studio
    fates: tuple[Fates, ...]
    couriers: Couriers
    limits: Mapping[str, Micros]
    doomed: set[str] = field(default_factory=set)
    """Addresses of results that may never be fetched."""
    discarded_late: set[str] = field(default_factory=set)
    """Discarded while the worker was at work, and so perhaps just being posted."""
    doubled: set[str] = field(default_factory=set)
    """Keys of commands that came twice."""
    reckoning: Reckoning = field(init=False)

    def __post_init__(self) -> None:
        self.reckoning = Reckoning(self.studio, self.fates, self.couriers)

    # After every step

    async def require_order(self) -> None:
        """What is held and charged fits every limit, and what has not ended has its files."""
        used = await self.studio.rows(
            "SELECT scope, owner, SUM(money.held_micros + money.charged_micros) FROM usage_counters"
            " JOIN generation_counters USING (counter_id)"
            " JOIN generation_money AS money USING (generation_id) GROUP BY counter_id"
        )
        for scope, owner, micros in used:
            self._require_within(scope, owner, micros)
        at_work = await self.studio.rows(
            "SELECT guild_id, member_id, COUNT(*) FROM generations WHERE state IN ('submitting', 'running')"
            " GROUP BY guild_id, member_id"
        )
        for guild, member, count in at_work:
            if count > await self._at_once(guild):
                raise Violation(f"{count} of member {member} are at work in server {guild}")
        needed = await self.studio.rows(
            "SELECT path FROM inputs JOIN generations ON id = generation_id WHERE ended_at IS NULL"
            " UNION ALL SELECT path FROM takes JOIN generations ON id = generation_id"
            " WHERE ended_at IS NULL AND path IS NOT NULL"
        )
        if lost := [path for (path,) in needed if path not in self.studio.media.files]:
            raise Violation(f"files are gone before the end: {lost}")

    async def require_room(self) -> None:
        """What was just accepted fits with all that is held, and all that was charged or cost before."""
        used: Counter[tuple[str, object]] = Counter()
        rows = await self.studio.rows(
            "SELECT money.created_at, money.guild_id, money.member_id,"
            " held_micros, money.charged_micros, provider_cost_micros"
            " FROM generation_money AS money JOIN generations ON id = generation_id ORDER BY number"
        )
        now = self.studio.clock.now().isoformat()
        for created_at, guild, member, held, charged, cost in rows:
            if created_at[:7] == now[:7]:
                used["operator_month", ""] += held + cost
            if created_at[:10] == now[:10]:
                used["operator_day", ""] += held + cost
                used["guild_day", guild] += held + cost
                used["member_day", (guild, member)] += held + charged
        for (scope, owner), micros in used.items():
            # Another server's or member's may be overrun by costs that came late.
            if owner in {"", rows[-1][1], rows[-1][1:3]}:
                self._require_within(scope, owner, micros)

    def _require_within(self, scope: str, owner: object, micros: int) -> None:
        if micros > self.limits[scope]:
            raise Violation(f"{scope} of {owner} is overrun: {micros}")

    def require_as_asked(self, generation: Generation, model_id: str) -> None:
        """No other model was taken; and what a question for the price began is what was wanted."""
        if generation.request_key in self.doubled:
            return
        if generation.model_id != model_id:
            raise Violation(f"{generation.id} is made by {generation.model_id}, not {model_id}")
        provider = self._fates_of(generation).provider
        asked = {order.task_id for order in provider.priced if order.prompt == generation.prompt}
        begun = asked & provider.begun_by_questions if self.reckoning.recognisable(generation) else set()
        if begun and generation.id not in begun:
            raise Violation(f"{generation.id} is not what the question for its price began: {begun}")

    # While everything works

    async def owed(self, now: datetime, seconds: float) -> list[str]:
        """Name what is under way, not in doubt, and has so much time left."""
        self.reckoning.fair_since = now
        least = now + timedelta(seconds=seconds)
        generations = await self._generations()
        in_doubt = Counter(each.provider for each in generations if _is_in_doubt(each))
        held_back = await self._held_back([each for each in generations if self._may_stay(each)])
        return [
            each.id
            for each in generations
            if self._is_owed(each, least, now, in_doubt[each.provider])
            and not (each.state is State.QUEUED and _author(each) in held_back)
        ]

    async def _held_back(self, staying: Sequence[Generation]) -> set[tuple[int, int]]:
        """Find members, by server, whose limit is used up by what may stay at a provider."""
        used = Counter(_author(each) for each in staying)
        return {who for who, count in used.items() if count >= await self._at_once(who[0])}

    async def _at_once(self, guild: int) -> float:
        """Give how many of one member's a server lets be at work at once."""
        return (await self.studio.store.server(guild)).concurrent or math.inf

    def _may_stay(self, generation: Generation) -> bool:
        """Tell whether it may be at its provider until its deadline."""
        fates = self._fates_of(generation)
        # One that was put back in line may be there already, its submit having been answered late.
        under_way = generation.state in {State.QUEUED, State.SUBMITTING, State.RUNNING}
        if under_way and not self.reckoning.tasks_of(generation).isdisjoint(fates.stuck):
            return True
        return _is_in_doubt(generation) and not fates.provider.idempotent

    def _is_owed(self, generation: Generation, least: datetime, now: datetime, in_doubt: int) -> bool:
        fates = self._fates_of(generation)
        tasks = self.reckoning.tasks_of(generation)
        if generation.ended or generation.discarded or generation.deadline_at is None:
            return False
        if generation.state is State.PENDING_APPROVAL:
            # Nobody has to answer.
            return False
        if generation.deadline_at < least or not tasks.isdisjoint(fates.contradicted | fates.stuck):
            return False
        # What may be running counts as running, until its deadline.
        occupied = len(fates.stuck) + (0 if fates.provider.idempotent else in_doubt)
        if generation.state is State.QUEUED and occupied >= self.studio.pace.max_running:
            return False
        if fates.provider.idempotent or not _is_in_doubt(generation):
            return True
        told = any(self.couriers.will_tell_of(task, now - RECENTLY) for task in tasks)
        return told and self.reckoning.recognisable(generation)

    async def still_owed(self, owed: Iterable[str]) -> list[str]:
        """Name what of it has not come to its good end."""
        found = [each for each in await self._generations() if each.id in set(owed)]
        return [f"{each.id} is {each.state}" for each in found if not self._is_well_ended(each)]

    def _is_well_ended(self, generation: Generation) -> bool:
        if generation.state is State.FAILED:
            return not self._fetchable(generation)
        return generation.state is State.DELIVERED or (
            generation.state is State.REJECTED and generation.withheld
        )

    def _fetchable(self, generation: Generation) -> set[str]:
        """The takes that were made and can be had."""
        good = self.reckoning.good_takes(generation)
        return {key for key, url in good.items() if url not in self.doomed}

    # At the end

    async def leaks(self) -> list[str]:
        """Name the costs that are in a provider's books and not in ours."""
        return self.reckoning.leaks(await self._generations(), await self._costs())

    async def require_a_good_end(self) -> None:
        """Judge by the books of the providers, of Discord and of the auditor."""
        generations = await self._generations()
        self.reckoning.require_one_payment_each(generations)
        for generation in generations:
            self._require_one_end(generation)
            self._require_its_own_video(generation)
        self.reckoning.require_honest_costs(generations, await self._costs())
        if leaks := await self.leaks():
            raise Violation(f"leaks: {leaks}")
        if open_holds := await self.studio.rows("SELECT * FROM generation_money WHERE held_micros <> 0"):
            raise Violation(f"open holds: {open_holds}")
        (total,) = await self.studio.rows("SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries")
        if total != (0,):
            raise Violation(f"the ledger sums to {total}")
        if contradictions := await self.studio.store.check():
            raise Violation(f"contradictions: {contradictions}")
        assert isinstance(self.studio.delivery, FarDelivery)
        if self.studio.delivery.gone:
            raise Violation(f"posted without their files: {self.studio.delivery.gone}")

    async def require_no_files(self) -> None:
        """After the retention nothing is left, but what a crash kept from being noted before it got lost."""
        lost = {
            f"results/{generation.id}-{number}.mp4"
            for generation in await self._generations()
            for number, take in enumerate(generation.takes)
            if take.state is TakeState.LOST
        }
        if left := self.studio.media.files.keys() - lost:
            raise Violation(f"kept for ever: {left}")

    def _require_one_end(self, generation: Generation) -> None:
        if generation.state not in TERMINAL or generation.ended_at is None:
            raise Violation(f"{generation.id} is lost in {generation.state}")
        counts = {p: len(self.studio.delivery.messages(generation, p)) for p in Purpose}
        if max(counts.values()) > 1:
            raise Violation(f"{generation.id} was posted more than once: {counts}")
        told = counts[Purpose.NOTICE] + len(self.studio.delivery.letters.get(generation.id, ()))
        if generation.state is State.DELIVERED and not told + counts[Purpose.RESULT]:
            raise Violation(f"{generation.id} was delivered in silence")
        if generation.state in (State.FAILED, State.EXPIRED, State.REJECTED) and not told:
            raise Violation(f"{generation.id} ended as {generation.state} in silence")
        late = generation.discarded and generation.id not in self.discarded_late
        if generation.state is State.DELIVERED and late:
            raise Violation(f"{generation.id} was discarded and posted")
        patience = timedelta(seconds=self.studio.deadline_seconds)
        if generation.state is State.EXPIRED and generation.ended_at < generation.created_at + patience:
            raise Violation(f"{generation.id} was given up early")

    def _require_its_own_video(self, generation: Generation) -> None:
        """Every take that was made in time is posted, and nothing else."""
        posted = {
            clip.take.key
            for message in self.studio.delivery.messages(generation, Purpose.RESULT)
            for clip in message.clips
        }
        stored = {take.key for take in generation.stored_takes}
        if strange := (posted | stored) - self.reckoning.every_good_key(generation):
            raise Violation(f"{generation.id} has takes that were not made for it: {strange}")
        if posted and posted != stored:
            raise Violation(f"{generation.id} has {stored}, but {posted} were posted")
        if self._took_its_time(generation):
            return
        if missing := self._fetchable(generation) - stored:
            raise Violation(f"{generation.id} is {generation.state} without {missing}")

    def _took_its_time(self, generation: Generation) -> bool:
        """Tell whether some of its takes may rightly be missing."""
        fates, tasks = self._fates_of(generation), self.reckoning.tasks_of(generation)
        settled, deadline = generation.settled_at, generation.deadline_at
        late = settled is None or deadline is None or settled >= deadline
        taken_back = generation.state is State.CANCELLED and not generation.discarded
        never_ran = taken_back or (generation.state is State.REJECTED and not generation.withheld)
        refused = generation.failure is not None and generation.failure.reason not in _OF_ITS_TASK
        begun = not tasks.isdisjoint(fates.provider.begun_by_questions)
        return late or not tasks.isdisjoint(fates.contradicted) or (begun and (never_ran or refused))

    async def _generations(self) -> list[Generation]:
        rows = await self.studio.rows("SELECT id FROM generations ORDER BY number")
        return [found for (id_,) in rows if (found := await self.studio.store.get(id_))]

    async def _costs(self) -> dict[str, int]:
        return dict(
            await self.studio.rows("SELECT generation_id, provider_cost_micros FROM generation_money")
        )

    def _fates_of(self, generation: Generation) -> Fates:
        return next(fates for fates in self.fates if fates.provider.name == generation.provider)


def _author(generation: Generation) -> tuple[int, int]:
    return generation.place.guild_id, generation.member_id


def _is_in_doubt(generation: Generation) -> bool:
    return generation.state is State.SUBMITTING and generation.task_id is None
