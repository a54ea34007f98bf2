"""Strikes for what no moderator has to decide about, and what members are told of any."""

from dataclasses import dataclass

from bot.domain.moderation.audit import Action, Decision
from bot.domain.moderation.strikes import Cause, NewStrike, StrikeFacts, Struck
from bot.domain.postings import Posting
from bot.domain.request import GenerationRequest
from bot.domain.words.refusals import UnwantedWords
from bot.ports.clock import Clock
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class Strikes:
    """Holds things against members where their server wants that; never against those who moderate."""

    store: Store
    clock: Clock

    async def hold_against(self, request: GenerationRequest, refusal: UnwantedWords) -> None:
        """Raise `Struck` where words are a strike; what is asked for twice is one."""
        asking = request.requester
        if asking.is_moderator or asking.is_manager:
            return
        new = NewStrike(
            asking.guild_id, asking.discord_id, Cause.WORDS, request.request_key, request.place.locale
        )
        # Nobody but the member did anything: the log has them as the one who acted, too.
        decision = Decision(asking.guild_id, asking.discord_id, Action.STRUCK, asking.discord_id)
        tally = await self.store.strike(new, decision, self.clock.now())
        if tally:
            raise Struck(refusal, tally) from refusal


@dataclass(frozen=True, slots=True)
class StrikeNews:
    """Knows what a member is told of a strike."""

    store: Store

    async def gather(self, posting: Posting) -> StrikeFacts | None:
        """Read the strike."""
        strike = await self.store.strike_by_id(int(posting.key))
        return None if strike is None else StrikeFacts(strike=strike)
