"""Posting what moderators, logs and people are to see besides results, each once, and keeping it true."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.moderation.desks import next_desk
from bot.domain.pace import backoff
from bot.domain.postings import Facts, Posting, PostingKind
from bot.ports.board import Board, Gatherer
from bot.ports.clock import Clock
from bot.ports.store import Store

_log = logging.getLogger(__name__)

_SHUT: Final = frozenset({DeliveryTrouble.CHANNEL_GONE, DeliveryTrouble.FORBIDDEN})
"""What is wrong with a channel, not with what is posted."""


@dataclass(frozen=True, slots=True)
class PostingStage:
    """The stage that shows postings; where nobody can be reached it gives up, until there is news."""

    store: Store
    board: Board
    gatherers: Mapping[PostingKind, Gatherer]
    clock: Clock

    async def pick(self, count: int) -> Sequence[Posting]:
        """Find what is to be posted or edited."""
        return await self.store.postings_due(self.clock.now(), count)

    async def act(self, posting: Posting) -> bool:
        """Show one posting as things stand."""
        facts = await self.gatherers[posting.kind].gather(posting)
        if facts is None:
            await self.store.posting_given_up(posting.id)
            return False
        retry_at = self.clock.now() + backoff(posting.attempts)
        again = await self.store.posting_begun(posting.id, retry_at) > 0
        try:
            message_id = await self._shown(posting, facts, again=again)
        except DeliveryError as error:
            _log.warning("%s %s: %s %s", posting.kind, posting.key, error.trouble, error.detail)
            if error.trouble is not DeliveryTrouble.UNAVAILABLE:
                await self._leave(posting, error.trouble)
            return False
        await self.store.posting_shown(posting.id, message_id, posting.revision)
        return True

    async def _leave(self, posting: Posting, trouble: DeliveryTrouble) -> None:
        """Ask moderators elsewhere where they could not be asked yet, or give up."""
        elsewhere = None
        if posting.message_id is None and trouble in _SHUT:
            elsewhere = next_desk(posting, await self.store.server(posting.guild_id))
        if elsewhere is None:
            await self.store.posting_given_up(posting.id)
        else:
            await self.store.posting_moved(posting.id, elsewhere, self.clock.now())

    async def _shown(self, posting: Posting, facts: Facts, *, again: bool) -> int:
        """Show it with its files, or without those that the place does not take."""
        try:
            return await self.board.show(posting, facts, again=again)
        except DeliveryError as error:
            if error.trouble is not DeliveryTrouble.TOO_LARGE or not facts.files:
                raise
            return await self.board.show(posting, replace(facts, files={}), again=again)
