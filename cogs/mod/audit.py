"""`/mod audit`: who decided what in this server."""

from discord import Interaction, User, app_commands

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.pages.audit import log_page
from cogs.mod.group import mod


@mod.command()
@app_commands.describe(user="Only what they decided, and what was decided about them")
async def audit(interaction: Interaction[GreenlitBot], user: User | None = None) -> None:
    """See who decided what here, when and why."""
    await answer(interaction, lambda: log_page(interaction, user.id if user else None, 0))
