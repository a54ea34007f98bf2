"""Appeals: one against each block, read and decided once by moderators of its server."""

from dataclasses import dataclass

from bot.domain.moderation.audit import Action, Decision
from bot.domain.moderation.blocks import (
    AppealDecided,
    AppealedAlready,
    Block,
    BlockUnknown,
    NobodyReadsAppeals,
    NotBlocked,
    OwnBlock,
    appeals_channel_id,
)
from bot.domain.prompts import clean
from bot.domain.request import Requester
from bot.domain.rights import require_moderator
from bot.ports.clock import Clock
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class Appeals:
    """The use cases of who is blocked, and of those who decide whether that stays."""

    store: Store
    clock: Clock

    async def open(self, block_id: int, discord_id: int) -> Block:
        """Give the block that its member may appeal against, from wherever they ask.

        Raises `BlockUnknown`, `NotBlocked`, `AppealedAlready` or `NobodyReadsAppeals`.
        """
        block = await self.store.block_by_id(block_id)
        if block is None or block.discord_id != discord_id:
            raise BlockUnknown
        if not block.holds(self.clock.now()):
            raise NotBlocked(None)
        if block.appealed_at is not None:
            raise AppealedAlready(kept=block.kept_at is not None)
        if appeals_channel_id(await self.store.server(block.guild_id)) is None:
            raise NobodyReadsAppeals
        return block

    async def send(self, block_id: int, discord_id: int, words: str) -> Block:
        """Have moderators read an appeal; raises what `open` raises."""
        block = await self.open(block_id, discord_id)
        channel_id = appeals_channel_id(await self.store.server(block.guild_id)) or 0
        if not await self.store.appeal(block_id, clean(words), channel_id, self.clock.now()):
            # Another press was first, or the block has just ended.
            return await self.open(block_id, discord_id)
        return block

    async def lift(self, requester: Requester, block_id: int) -> Block:
        """Let them make videos again.

        Raises `ModeratorsOnly`, `OwnBlock`, `BlockUnknown`, `NotBlocked` or `AppealDecided`.
        """
        decision = await self._decision(requester, block_id, Action.UNBLOCKED)
        lifted = await self.store.lift_block(block_id, decision, self.clock.now())
        return lifted or await self._too_late(block_id)

    async def keep(self, requester: Requester, block_id: int) -> Block:
        """Let the block stand; raises what `lift` raises."""
        decision = await self._decision(requester, block_id, Action.BLOCK_KEPT)
        kept = await self.store.keep_block(block_id, decision, self.clock.now())
        return kept or await self._too_late(block_id)

    async def _decision(self, requester: Requester, block_id: int, action: Action) -> Decision:
        require_moderator(requester)
        block = await self.store.block_by_id(block_id)
        if block is None or block.guild_id != requester.guild_id:
            raise BlockUnknown
        if block.discord_id == requester.discord_id:
            raise OwnBlock
        return Decision(requester.guild_id, requester.discord_id, action, subject_discord_id=block.discord_id)

    async def _too_late(self, block_id: int) -> Block:
        block = await self.store.block_by_id(block_id)
        if block is None or (block.lifted_at is None and block.kept_at is None):
            raise NotBlocked(block.discord_id if block else None)
        raise AppealDecided(block.decided_by_discord_id, lifted=block.lifted_at is not None)
