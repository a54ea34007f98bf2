"""`/settings retention`: how long what was said and made is kept."""

from typing import Literal

from discord import Interaction, app_commands

from bot.client import GreenlitBot
from bot.domain.servers import SettingValue
from bot.ui.answer import answer
from cogs.settings.group import changed, decided, settings

Days = app_commands.Range[int, 1, 3_650]


@settings.command()
@app_commands.describe(
    media_days="For how many days videos and pictures are kept; never longer than the operator keeps them",
    prompt_days="For how many days prompts are kept; the history then shows none",
    lift="Undo a decision",
)
async def retention(
    interaction: Interaction[GreenlitBot],
    media_days: Days | None = None,
    prompt_days: Days | None = None,
    lift: Literal["media_days", "prompt_days"] | None = None,
) -> None:
    """Decide how long things are kept here."""
    said: dict[str, SettingValue] = {"media_days": media_days, "prompt_days": prompt_days}
    await answer(interaction, lambda: changed(interaction, decided(said, lift)))
