"""Money beyond quotas and budgets: grants, gifts, refunds, and a server's pool."""

from dataclasses import dataclass
from typing import Final

from bot.domain.errors import GenerationUnknown, ServerNotServed
from bot.domain.generation import Generation
from bot.domain.giving import (
    AmountTooSmall,
    CannotReceive,
    GiftsNotWanted,
    NoReceiver,
    NothingCharged,
)
from bot.domain.moderation.audit import Action, Decision
from bot.domain.money import Micros
from bot.domain.prompts import clean
from bot.domain.purses import MovementKind, Refund, member_purse, server_purse
from bot.domain.references import typed_id
from bot.domain.request import Requester
from bot.domain.rights import OperatorsOnly, require_moderator
from bot.ports.store import Store
from bot.services.money.limits import Limits

LEAST: Final = Micros(10_000)
"""A cent: less is shown to nobody."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is to have money."""

    discord_id: int
    is_bot: bool
    is_member: bool = True
    """Of the server where the money is to be; elsewhere nobody can spend it."""


@dataclass(frozen=True, slots=True)
class Purses:
    """The use cases around money that somebody decided about."""

    store: Store
    limits: Limits

    async def grant(
        self, requester: Requester, receiver: Receiver, amount_micros: Micros, reason: str = ""
    ) -> Micros:
        """Give a member money beyond the quota; give what is in the purse then.

        Raises `ModeratorsOnly`, `AmountTooSmall` or `CannotReceive`.
        """
        require_moderator(requester)
        _require_amount(amount_micros)
        _require_reachable(receiver)
        member_id = await self.store.member_id(receiver.discord_id)
        decision = Decision(
            requester.guild_id,
            requester.discord_id,
            Action.GRANTED,
            subject_discord_id=receiver.discord_id,
            reason=clean(reason),
            details={"amount_micros": amount_micros},
        )
        filled = member_purse(requester.guild_id, member_id)
        now = self.limits.clock.now()
        return await self.store.fill_purse(filled, amount_micros, MovementKind.GRANT, decision, None, now)

    async def grant_pool(
        self, requester: Requester, guild_owner_id: int | None, amount_micros: Micros, reason: str = ""
    ) -> Micros:
        """Put money into the server's pool; give what is in it then.

        Moderators at most a day's budget in a day, who manages the server any amount
        (docs/decisions/0020). Raises `ModeratorsOnly`, `AmountTooSmall`, `ServerNotServed` or
        `BeyondPoolGrant`.
        """
        require_moderator(requester)
        _require_amount(amount_micros)
        if not self.limits.policy.serves(requester.guild_id, guild_owner_id):
            raise ServerNotServed(requester.guild_id)
        now = self.limits.clock.now()
        settings = await self.store.server(requester.guild_id)
        bound = self.limits.policy.of_pool(requester.guild_id, settings, now)
        decision = _into_pool(requester.guild_id, requester.discord_id, amount_micros, reason)
        return await self.store.fill_purse(
            server_purse(requester.guild_id),
            amount_micros,
            MovementKind.GRANT,
            decision,
            None if requester.is_manager else bound,
            now,
        )

    async def pool(self, guild_id: int) -> Micros:
        """Give what is in a server's pool."""
        return await self.store.purse(server_purse(guild_id))

    async def fund(
        self, operator_discord_id: int, guild_id: int, amount_micros: Micros, reason: str = ""
    ) -> Micros:
        """Put the operator's money into any server's pool; give what is in it then.

        Raises `OperatorsOnly` or `AmountTooSmall`.
        """
        if operator_discord_id not in self.limits.policy.operator_ids:
            raise OperatorsOnly
        _require_amount(amount_micros)
        decision = _into_pool(guild_id, operator_discord_id, amount_micros, reason)
        now = self.limits.clock.now()
        return await self.store.fill_purse(
            server_purse(guild_id), amount_micros, MovementKind.FUND, decision, None, now
        )

    async def gift(
        self, requester: Requester, guild_owner_id: int | None, receiver: Receiver, amount_micros: Micros
    ) -> Micros:
        """Give another member money of one's own: from the purse, then from what is left of today's quota.

        Gives what the giver has left. Raises `GiftsNotWanted`, `AmountTooSmall`, `CannotReceive`,
        `NotEnoughToGive` or `ServerNotServed`.
        """
        if not (await self.store.server(requester.guild_id)).gifts:
            raise GiftsNotWanted
        _require_amount(amount_micros)
        if receiver.discord_id == requester.discord_id:
            raise CannotReceive(NoReceiver.ONESELF)
        _require_reachable(receiver)
        guild_id = requester.guild_id
        giver_id = await self.store.member_id(requester.discord_id)
        receiver_id = await self.store.member_id(receiver.discord_id)
        own, *_ = await self.limits.of(giver_id, guild_id, guild_owner_id, requester.role_ids)
        return await self.store.give(
            requester.discord_id,
            own,
            member_purse(guild_id, receiver_id),
            amount_micros,
            self.limits.clock.now(),
        )

    async def refund(self, requester: Requester, typed: str, reason: str = "") -> Refund:
        """Give back to its author what a generation was charged, once.

        Raises `ModeratorsOnly`, `GenerationUnknown`, `NothingCharged` or `AlreadyRefunded`.
        """
        require_moderator(requester)
        generation = await self._of_own_server(requester, typed_id(typed))
        if not generation.charged_micros:
            raise NothingCharged(generation.id)
        decision = Decision(
            requester.guild_id,
            requester.discord_id,
            Action.REFUNDED,
            subject_discord_id=generation.author_discord_id,
            generation_id=generation.id,
            reason=clean(reason),
            details={"amount_micros": generation.charged_micros},
        )
        return await self.store.refund(decision, self.limits.clock.now())

    async def _of_own_server(self, requester: Requester, generation_id: str) -> Generation:
        generation = await self.store.get(generation_id)
        if generation is None or generation.place.guild_id != requester.guild_id:
            raise GenerationUnknown(generation_id)
        return generation


def _require_reachable(receiver: Receiver) -> None:
    if receiver.is_bot:
        raise CannotReceive(NoReceiver.BOT)
    if not receiver.is_member:
        raise CannotReceive(NoReceiver.STRANGER)


def _require_amount(amount_micros: Micros) -> None:
    if amount_micros < LEAST:
        raise AmountTooSmall


def _into_pool(guild_id: int, actor_id: int, amount_micros: Micros, reason: str) -> Decision:
    details = {"amount_micros": amount_micros}
    return Decision(guild_id, actor_id, Action.POOL_FILLED, reason=clean(reason), details=details)
