"""`/operator`: for the people who operate the bot."""

from bot.client import GreenlitBot
from cogs.operator import fund, pausing, servers, status
from cogs.operator.group import operator

__all__ = ["fund", "pausing", "servers", "status"]


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    bot.tree.add_command(operator)
