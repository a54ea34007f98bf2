"""What moderators and members are shown of blocks and appeals."""

from dataclasses import dataclass

from bot.domain.moderation.blocks import BlockFacts, appeals_channel_id
from bot.domain.postings import Posting
from bot.ports.clock import Clock
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class BlockNews:
    """Reads the block that a posting is about; its key begins with the block's id."""

    store: Store
    clock: Clock

    async def gather(self, posting: Posting) -> BlockFacts | None:
        """Give the block as it is now."""
        block = await self.store.block_by_id(int(posting.key.partition("/")[0]))
        if block is None:
            return None
        settings = await self.store.server(block.guild_id)
        may_appeal = block.appealed_at is None and appeals_channel_id(settings) is not None
        return BlockFacts(block=block, now=self.clock.now(), may_appeal=may_appeal)
