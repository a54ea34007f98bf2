"""`/mod`: for a server's moderators."""

from bot.client import GreenlitBot
from cogs.mod import audit, pausing, people, removal
from cogs.mod.group import mod

__all__ = ["audit", "pausing", "people", "removal"]


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    bot.tree.add_command(mod)
