"""Moderators of a server in which everything waits for them: they decide as fate has it, and are judged."""

from collections.abc import Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import State
from bot.domain.moderation.approvals import AlreadyDecided, ApprovalFacts
from bot.domain.postings import PostingKind
from bot.domain.request import Requester
from bot.domain.servers import SettingValue
from tests.services.far import FarProvider
from tests.services.reckoning import Violation
from tests.support.studio import GUILD, Studio

THEIRS: Final = GUILD + 1
DESK: Final = 77
MODERATORS: Final = tuple(Requester(who, THEIRS, is_moderator=True) for who in (91, 92))
_WAITING = "SELECT id FROM generations WHERE state = 'pending_approval' ORDER BY number"
_UNREVIEWED = "generation_id NOT IN (SELECT generation_id FROM reviews)"
_NOT_MADE = (
    "SELECT generation_id FROM generation_money WHERE state IN ('PENDING_APPROVAL', 'REJECTED')"
    f" AND {_UNREVIEWED}"
)
_HELD_WRONGLY = (
    "SELECT generation_id FROM generation_money"
    " WHERE state = 'PENDING_APPROVAL' AND held_micros <> quoted_micros"
    f" UNION ALL SELECT generation_id FROM generation_money WHERE state = 'REJECTED' AND {_UNREVIEWED}"
    " AND (held_micros <> 0 OR charged_micros <> 0 OR released_micros <> quoted_micros)"
)
_REVIEWED = "SELECT generation_id FROM reviews"
_DECIDED = (
    "SELECT id, state, (SELECT group_concat(action) FROM audit_entries"
    " WHERE generation_id = generations.id AND action IN ('approved', 'rejected'))"
    " FROM generations WHERE guild_id = ?"
)


@dataclass
class Moderators:
    """Two people who may press at once."""

    studio: Studio
    providers: tuple[FarProvider, ...]
    rng: Random
    confirmed: dict[str, str] = field(default_factory=dict)
    """By request, what one of them was told that they had decided."""

    async def take_office(self) -> None:
        """Have everything wait for them."""
        terms: dict[str, SettingValue] = {
            "approval_mode": "all",
            "approval_channel_id": DESK,
            "approval_hours": self.rng.choice((1, 2)),
        }
        await self.studio.store.change_server(THEIRS, terms, 91, self.studio.clock.now())

    async def decide(self) -> None:
        """Decide about something that waits, if anything does."""
        for press in self.presses():
            await press

    def presses(self) -> list[Coroutine[Any, Any, None]]:
        """Do so while others work, and at times both at once."""
        return [self._press() for _ in range(self.rng.choice((1, 1, 2)))]

    async def answer_most(self) -> None:
        """Decide about what waits, but for some that nobody ever answers."""
        for (generation_id,) in await self.studio.rows(_WAITING):
            if self.rng.random() < 0.8:
                await self._decide(generation_id)

    async def trouble_board(self) -> None:
        """Let Discord give no answer about a card, which may be there all the same."""
        self.studio.board.troubles.append((DeliveryTrouble.UNAVAILABLE, self.rng.random() < 0.5))

    async def _press(self) -> None:
        waiting = await self.studio.rows(_WAITING)
        if waiting:
            (generation_id,) = self.rng.choice(waiting[:2])
            await self._decide(generation_id)

    async def _decide(self, generation_id: str) -> None:
        approvals, moderator = self.studio.services.approvals, self.rng.choice(MODERATORS)
        verb = self.rng.choice(("approved", "approved", "rejected"))
        decide = approvals.approve if verb == "approved" else approvals.reject
        try:
            await decide(moderator, generation_id)
        except AlreadyDecided:
            return
        if generation_id in self.confirmed:
            raise Violation(f"{generation_id} was decided twice")
        self.confirmed[generation_id] = verb

    # What may come of it

    async def require_order(self) -> None:
        """What waits holds its price, what was rejected holds nothing, and neither is ever made."""
        if wrong := await self.studio.rows(_HELD_WRONGLY):
            raise Violation(f"hold what they should not: {wrong}")
        not_made = {generation_id for (generation_id,) in await self.studio.rows(_NOT_MADE)}
        for provider in self.providers:
            made = {order.task_id for order in provider.creates.values()} - provider.begun_by_questions
            if unasked := made & not_made:
                raise Violation(f"made without an approval: {unasked}")

    async def require_a_good_end(self) -> None:
        """Nothing was made that nobody approved, and the log and the cards say what was decided."""
        reviewed = {generation_id for (generation_id,) in await self.studio.rows(_REVIEWED)}
        for generation_id, state, said in await self.studio.rows(_DECIDED, THEIRS):
            if said not in (None, "approved", "rejected"):
                raise Violation(f"{generation_id} was decided more than once: {said}")
            if (state == State.REJECTED and generation_id not in reviewed) != (said == "rejected"):
                raise Violation(f"{generation_id} is {state}, though {said}")
            if state in (State.DELIVERED, State.FAILED) and said != "approved":
                raise Violation(f"{generation_id} is {state} without an approval")
            if self.confirmed.get(generation_id, said) != said:
                raise Violation(f"{generation_id} is {said}, and a moderator was told otherwise")
        for notice in self.studio.board.of(PostingKind.APPROVAL):
            facts = notice.shown[-1]
            if isinstance(facts, ApprovalFacts) and facts.generation.state is State.PENDING_APPROVAL:
                raise Violation(f"the card of {facts.generation.id} still asks")
