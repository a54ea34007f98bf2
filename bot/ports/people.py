"""What moderators decided about people."""

from datetime import datetime
from typing import Protocol

from bot.domain.moderation.audit import Decision
from bot.domain.moderation.blocks import Block, NewBlock, Stopped
from bot.domain.moderation.strikes import NewStrike, Strike, Tally


class People(Protocol):
    """The part of the store that knows who may make no videos."""

    async def block(self, new: NewBlock, decision: Decision, now: datetime) -> Stopped:
        """Block somebody in place of the block that they have, and tell them.

        What of theirs waits in line or for a moderator is CANCELLED, what is submitted is discarded.
        """
        ...

    async def block_of(self, guild_id: int, discord_id: int, now: datetime) -> Block | None:
        """Give the block that is in force."""
        ...

    async def block_by_id(self, block_id: int) -> Block | None:
        """Read one block, whatever became of it."""
        ...

    async def lift_block(self, block_id: int, decision: Decision, now: datetime) -> Block | None:
        """End a block that is in force and tell the member; None when it is in force no more."""
        ...

    async def appeal(self, block_id: int, words: str, channel_id: int, now: datetime) -> bool:
        """Keep the appeal and have moderators read it; False when there was one, or the block has ended."""
        ...

    async def keep_block(self, block_id: int, decision: Decision, now: datetime) -> Block | None:
        """Let a block stand after its appeal and tell the member; None when that is decided already."""
        ...

    async def strike(self, new: NewStrike, decision: Decision, now: datetime) -> Tally | None:
        """Hold something against a member, once, and block them if that is one too many.

        None where the server wants no strikes.
        """
        ...

    async def strike_by_id(self, strike_id: int) -> Strike | None:
        """Read one strike."""
        ...
