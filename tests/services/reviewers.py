"""Moderators who see videos before they are published: they decide as fate has it, and are judged."""

from collections.abc import Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from bot.domain.errors import GenerationUnknown
from bot.domain.generation import State
from bot.domain.moderation.reviewing import AlreadyReviewed, ReviewFacts
from bot.domain.postings import PostingKind
from bot.domain.request import Requester
from bot.domain.servers import SettingValue
from tests.services.reckoning import Violation
from tests.support.fake_delivery import Purpose
from tests.support.studio import GUILD, Studio

DESK: Final = 78
_WAITING = "SELECT generation_id, guild_id FROM reviews WHERE ends_at IS NOT NULL ORDER BY began_at, 1"
_REVIEWED = (
    "SELECT id, state, generations.guild_id, (SELECT group_concat(action) FROM audit_entries"
    " WHERE generation_id = generations.id AND action IN ('published', 'discarded'))"
    " FROM generations LEFT JOIN reviews ON reviews.generation_id = id"
    " WHERE generations.guild_id = ? OR reviews.reason IS NOT NULL"
)
_KEPT_UNSEEN = (
    "SELECT generation_id, charged_micros FROM generation_money WHERE state = 'EXPIRED'"
    " AND charged_micros <> (SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries AS entry WHERE"
    " entry.generation_id = generation_money.generation_id AND kind = 'refund' AND account <> 'operator')"
)


@dataclass
class Reviewers:
    """In the first server they see every video, in the other one what is flagged."""

    studio: Studio
    rng: Random
    confirmed: dict[str, str] = field(default_factory=dict)
    """By generation, what one of them was told that they had decided."""

    async def take_office(self) -> None:
        """Have every video wait for them."""
        terms: dict[str, SettingValue] = {"review_mode": "all", "review_channel_id": DESK}
        await self.studio.store.change_server(GUILD, terms, 91, self.studio.clock.now())

    async def decide(self) -> None:
        """Decide about something that waits, if anything does."""
        for press in self.presses():
            await press

    def presses(self) -> list[Coroutine[Any, Any, None]]:
        """Do so while others work, and at times both at once."""
        return [self._press() for _ in range(self.rng.choice((1, 1, 2)))]

    async def decide_all(self) -> None:
        """Leave nothing that waits."""
        for generation_id, guild in await self.studio.rows(_WAITING):
            await self._decide(generation_id, guild)

    async def _press(self) -> None:
        waiting = await self.studio.rows(_WAITING)
        if waiting:
            await self._decide(*self.rng.choice(waiting[:2]))

    async def _decide(self, generation_id: str, guild: int) -> None:
        reviews = self.studio.services.reviews
        verb = self.rng.choice(("published", "published", "discarded"))
        decide = reviews.publish if verb == "published" else reviews.discard
        stranger = Requester(93, guild + 1, is_moderator=True)
        try:
            await decide(stranger, generation_id)
        except GenerationUnknown:
            pass
        else:
            raise Violation(f"{generation_id} was decided from elsewhere")
        try:
            await decide(Requester(self.rng.choice((91, 92)), guild, is_moderator=True), generation_id)
        except AlreadyReviewed:
            return
        if generation_id in self.confirmed:
            raise Violation(f"{generation_id} was decided twice")
        self.confirmed[generation_id] = verb

    # What may come of it

    async def require_order(self) -> None:
        """Nothing is posted that moderators are to see first and have not let be published."""
        for generation_id, _, _, said in await self.studio.rows(_REVIEWED, GUILD):
            generation = await self.studio.store.get(generation_id)
            assert generation
            if self.studio.delivery.messages(generation, Purpose.RESULT) and said != "published":
                raise Violation(f"{generation_id} was posted unseen: {said}")

    async def require_nothing_paid_for_silence(self) -> None:
        """What none of them looked at has cost its author nothing."""
        if unpaid := await self.studio.rows(_KEPT_UNSEEN):
            raise Violation(f"charged, and seen by nobody: {unpaid}")

    async def require_a_good_end(self) -> None:
        """The log, the states and the cards agree, and nobody is asked any more."""
        for generation_id, state, guild, said in await self.studio.rows(_REVIEWED, GUILD):
            if said not in (None, "published", "discarded"):
                raise Violation(f"{generation_id} was decided more than once: {said}")
            if guild == GUILD and (state == State.REJECTED) != (said == "discarded"):
                raise Violation(f"{generation_id} is {state}, though {said}")
            if state == State.DELIVERED and said != "published":
                raise Violation(f"{generation_id} was delivered unseen")
            if self.confirmed.get(generation_id, said) != said:
                raise Violation(f"{generation_id} is {said}, and a moderator was told otherwise")
        await self.require_nothing_paid_for_silence()
        for notice in self.studio.board.of(PostingKind.REVIEW):
            facts = notice.shown[-1]
            if isinstance(facts, ReviewFacts) and (facts.generation.awaits_review or facts.files):
                raise Violation(f"the card of {facts.generation.id} still asks, or still shows it")
