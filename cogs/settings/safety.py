"""`/settings` about what is checked, seen by moderators first, and hidden until somebody looks."""

from typing import Literal

from discord import (
    Interaction,
    app_commands,
)

from bot.client import GreenlitBot
from bot.domain.servers import SettingValue
from bot.ui.answer import answer
from cogs.settings.group import changed, decided, settings


@settings.command()
@app_commands.describe(
    minimum="The least that Runware checks of a video: none, some frames (fast), or every frame (full)",
    checks="Whether pictures and videos may pass while the operator's own check does not answer",
    lift="Undo a decision",
)
async def safety(
    interaction: Interaction[GreenlitBot],
    minimum: Literal["none", "fast", "full"] | None = None,
    checks: Literal["when_available", "required"] | None = None,
    lift: Literal["minimum", "checks"] | None = None,
) -> None:
    """Decide how much videos are checked."""
    said: dict[str, SettingValue] = {"safety_minimum": minimum, "safety_checks": checks}
    undone = f"safety_{lift}" if lift else None
    await answer(interaction, lambda: changed(interaction, decided(said, undone)))


@settings.command()
@app_commands.describe(on="Whether videos are hidden until somebody clicks on them")
async def spoiler(interaction: Interaction[GreenlitBot], on: bool = True) -> None:
    """Have all videos of this server posted as spoilers."""
    await answer(interaction, lambda: changed(interaction, {"spoiler": on}))
