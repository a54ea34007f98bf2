"""`/mod`: for a server's moderators."""

from bot.client import GreenlitBot
from cogs.mod import approvals, audit, money, pausing, people, removal, reviews, spending
from cogs.mod.group import mod

__all__ = ["approvals", "audit", "money", "pausing", "people", "removal", "reviews", "spending"]


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    bot.tree.add_command(mod)
