"""Editing messages of ours whenever there is a reason to, wherever they are."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Final

import discord

from bot.delivery.troubles import translated
from bot.ui.attached import Attached
from bot.ui.layout import View

_ARCHIVED: Final = 50083
"""Nothing but deleting goes on in an archived thread (docs/facts/discord.md, threads)."""


async def redraw(
    message: discord.PartialMessage, shown: View | Attached, files: Sequence[discord.File]
) -> None:
    """Let a message show something else, with these files and no others."""
    nobody = discord.AllowedMentions.none()
    match shown:
        case Attached(content, buttons):
            await message.edit(
                content=content, view=buttons, attachments=list(files), allowed_mentions=nobody
            )
        case view:
            await message.edit(content=None, view=view, attachments=list(files), allowed_mentions=nobody)


async def even_if_archived(
    client: discord.Client, channel_id: int, work: Callable[[], Awaitable[None]]
) -> None:
    """Do the work, in an archived thread with the thread woken up for so long; raises `DeliveryError`."""
    with translated():
        try:
            await work()
        except discord.HTTPException as error:
            if error.code != _ARCHIVED:
                raise
            await client.http.edit_channel(channel_id, archived=False)
            try:
                await work()
            finally:
                # That takes the right to manage threads; without it Discord archives it again in its time.
                with suppress(discord.HTTPException):
                    await client.http.edit_channel(channel_id, archived=True)
