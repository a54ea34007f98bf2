"""`/settings`: what a server decides for itself; each change shows all of it."""

from bot.client import GreenlitBot
from cogs.settings import (
    approvals,
    card,
    channels,
    check,
    keys,
    money,
    people,
    reports,
    requests,
    retention,
    safety,
    words,
)
from cogs.settings.group import settings

__all__ = [
    "approvals",
    "card",
    "channels",
    "check",
    "keys",
    "money",
    "people",
    "reports",
    "requests",
    "retention",
    "safety",
    "words",
]


async def setup(bot: GreenlitBot) -> None:
    """Add the commands."""
    bot.tree.add_command(settings)
