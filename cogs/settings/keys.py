"""`/settings key`: a server that pays for its videos by itself."""

from typing import Literal

from discord import Interaction, app_commands

from bot.client import GreenlitBot
from bot.ui.answer import answer
from bot.ui.keys import open_key_form, remove_key
from cogs.settings.group import settings


@settings.command(name="key")
@app_commands.describe(
    provider="Where this server has an account of its own",
    remove="Forget the key: the bot's operator pays again, if they do",
)
async def bring_key(
    interaction: Interaction[GreenlitBot],
    provider: Literal["runware", "skills.video"],
    remove: bool = False,
) -> None:
    """Pay for this server's videos with a key of its own."""
    name = provider.replace(".", "_")
    if remove:
        await answer(interaction, lambda: remove_key(interaction, name))
    else:
        await answer(interaction, lambda: open_key_form(interaction, name), opens_form=True)
