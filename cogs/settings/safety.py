"""`/settings` about what is checked, seen by moderators first, and hidden until somebody looks."""

from typing import Literal

from discord import Interaction, TextChannel, app_commands

from bot.client import GreenlitBot
from bot.domain.moderation.reviewing import require_review_channel
from bot.domain.servers import SettingValue
from bot.ui.answer import Reply, answer
from bot.ui.askers import requester, require_rights
from cogs.settings.group import changed, decided, settings


@settings.command()
@app_commands.describe(
    mode="Which videos moderators see before they are published; flagged ones always",
    channel="Where they see them; left out: where they are asked for approvals",
    lift="Undo a decision",
)
async def review(
    interaction: Interaction[GreenlitBot],
    mode: Literal["off", "all"] | None = None,
    channel: TextChannel | None = None,
    lift: Literal["channel"] | None = None,
) -> None:
    """Let moderators see videos before they are published."""
    said: dict[str, SettingValue] = {
        "review_mode": mode,
        "review_channel_id": channel.id if channel else None,
        "review_locale": str(interaction.guild_locale or interaction.locale) if channel else None,
    }
    decisions = decided(said, "review_channel_id" if lift else None)

    async def work() -> Reply:
        servers, asking = interaction.client.services.servers, await requester(interaction)
        require_review_channel(await servers.shown_to(asking), decisions)
        if channel:
            require_rights(channel)
        return await changed(interaction, decisions)

    await answer(interaction, work)


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
