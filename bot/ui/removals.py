"""What moderators are told of a removal."""

from typing import Any

import discord

from bot.ui.askers import requester
from bot.ui.host import services
from bot.ui.language import t


async def removed(interaction: discord.Interaction[Any], generation_id: str, reason: str) -> str:
    """Remove a video for good and say so; raises a `Rejection`."""
    removal, who = services(interaction).removal, await requester(interaction)
    generation = await removal.moderate(generation_id, who, reason)
    await services(interaction).cards.show(generation.id)
    return removed_for_good()


def removed_for_good() -> str:
    """Say what a removal leaves, and what it cannot reach."""
    return t(
        "Removed: its messages, my copies and its prompt. The audit log keeps who did it, and why. What it "
        "cost stays charged. The provider may keep a copy of its own for a while: it offers no way to "
        "delete one."
    )
