"""`/operator`: for the people who operate the bot."""

from bot.client import GreenlitBot
from cogs.operator import fund, pausing, status
from cogs.operator.group import operator

__all__ = ["fund", "pausing", "status"]


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    bot.tree.add_command(operator)
