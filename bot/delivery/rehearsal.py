"""Posting a clip as a result is posted, and taking it away again."""

from collections.abc import Iterator
from io import BytesIO

import discord

from bot.delivery.troubles import translated
from bot.domain.errors import DeliveryError
from bot.domain.rehearsals import Rehearsed
from bot.ui.moderation.checkup import CLIP, rehearsal_view


async def rehearse(channel: discord.PartialMessageable, clip: bytes) -> Rehearsed:
    """Post the clip, look at what Discord makes of it, and delete the message; raises `DeliveryError`."""
    with translated():
        message = await channel.send(
            view=rehearsal_view(),
            file=discord.File(BytesIO(clip), CLIP),
            allowed_mentions=discord.AllowedMentions.none(),
        )
    width, height = next(_sizes(message), (None, None))
    return Rehearsed(len(clip), width, height, await _removed(message))


def _sizes(message: discord.Message) -> Iterator[tuple[int, int]]:
    """Give the sizes of the videos that Discord recognised."""
    for attachment in message.attachments:
        if attachment.width and attachment.height:
            yield attachment.width, attachment.height


async def _removed(message: discord.Message) -> bool:
    try:
        with translated():
            await message.delete()
    except DeliveryError:
        return False
    return True
