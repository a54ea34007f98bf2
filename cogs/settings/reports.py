"""`/settings reports`: when reported videos are hidden until moderators have looked."""

from typing import Literal

from discord import Interaction, app_commands

from bot.client import GreenlitBot
from bot.domain.servers import SettingValue
from bot.ui.answer import answer
from cogs.settings.group import changed, decided, settings


@settings.command()
@app_commands.describe(
    threshold="So many members hide a video by reporting it; a moderator alone always does",
    lift="Undo a decision",
)
async def reports(
    interaction: Interaction[GreenlitBot],
    threshold: app_commands.Range[int, 1, 100] | None = None,
    lift: Literal["threshold"] | None = None,
) -> None:
    """Decide when reported videos are hidden until moderators have looked."""
    said: dict[str, SettingValue] = {"report_threshold": threshold}
    await answer(
        interaction, lambda: changed(interaction, decided(said, "report_threshold" if lift else None))
    )
