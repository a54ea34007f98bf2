"""The test clip of `/settings check`: its button, its message, and what it proved."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.domain.rehearsals import Rehearsed
from bot.ui.answer import Reply, answer
from bot.ui.askers import requester
from bot.ui.host import services
from bot.ui.language import decimal, t
from bot.ui.layout import Tone, View, page, small, text

CLIP: Final = "greenlit-test.mp4"


class RehearsalButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template="gl:rehearse"):
    """Posts a test clip where it is pressed; who may is decided anew."""

    def __init__(self, label: str = "") -> None:
        super().__init__(ui.Button(label=label, custom_id="gl:rehearse"))

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        _item: ui.Item[Any],
        _match: re.Match[str],
        /,
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Post the clip, and tell what that proved."""
        await answer(interaction, lambda: rehearsed(interaction))


async def rehearsed(interaction: discord.Interaction[Any]) -> Reply:
    """Rehearse in this channel; raises `ManagersOnly` or `RehearsalFailed`."""
    asking, channel_id = await requester(interaction), interaction.channel_id or 0
    locale = str(interaction.guild_locale or interaction.locale)
    found, clip = await services(interaction).rehearsing.rehearse(asking, channel_id, locale)
    return Reply(proof_page(found, channel_id, with_clip=True), [(clip, CLIP)], proof_page(found, channel_id))


def rehearsal_view() -> View:
    """Show the clip as a result is shown."""
    return page(text(t("A test clip. It goes away by itself.")), _gallery(), tone=Tone.DONE)


def proof_page(found: Rehearsed, channel_id: int, *, with_clip: bool = False) -> View:
    """Say what the rehearsal proved; `with_clip`: to be watched, too."""
    size = t("{number} kB", number=decimal(f"{found.size_bytes / 1000:.1f}"))
    lines = [t("I can post videos in {channel}: {size} arrived.", channel=f"<#{channel_id}>", size=size)]
    if found.width:
        lines.append(
            t(
                "Discord took the file for a video of {width}×{height}, so it plays where it stands.",
                width=found.width,
                height=found.height,
            )
        )
    else:
        lines.append(t("Discord did not say whether it plays where it stands."))
    if found.removed:
        lines.append(t("I have deleted the message again."))
    else:
        lines.append(t("I could not delete the message; please do."))
    free = small(t("It was made here, without any provider, and cost nothing."))
    if not with_clip:
        return page(text(*lines, free), tone=Tone.DONE)
    return page(
        text(*lines), text(t("Here it is, to be watched by you:")), _gallery(), text(free), tone=Tone.DONE
    )


def _gallery() -> ui.MediaGallery[View]:
    gallery = ui.MediaGallery[View]()
    gallery.add_item(
        media=f"attachment://{CLIP}", description=t("Colour bars, with a dark square moving across")
    )
    return gallery
