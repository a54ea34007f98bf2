"""`/settings`: what a server decides for itself; each change shows all of it."""

from bot.client import GreenlitBot
from cogs.settings import card, money, people, requests
from cogs.settings.group import settings

__all__ = ["card", "money", "people", "requests"]


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    bot.tree.add_command(settings)
