"""Editing messages of ours long after they were posted, wherever they are."""

from contextlib import ExitStack, suppress
from typing import Final, Protocol

import discord

from bot.delivery.troubles import translated
from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.generation import Generation
from bot.ui.layout import View
from bot.ui.videos.attached import Attached
from bot.ui.videos.hidden import stand_in

_ARCHIVED: Final = 50083
"""Nothing but deleting goes on in an archived thread (Discord's documentation, "Threads")."""
_OUT_OF_REACH: Final = frozenset(
    {DeliveryTrouble.MESSAGE_GONE, DeliveryTrouble.CHANNEL_GONE, DeliveryTrouble.FORBIDDEN}
)


class Drawn(Protocol):
    """Draws a message anew for each attempt, with files that close with the stack."""

    def __call__(self, stack: ExitStack, /, *, plain: bool) -> tuple[View | Attached, list[discord.File]]:
        """`plain`: as a message with attachments, not with a gallery."""
        ...


def standing_in(
    generation: Generation, part: int, _stack: ExitStack, /, *, plain: bool
) -> tuple[View | Attached, list[discord.File]]:
    """Draw what stands in the place of one message's videos."""
    return stand_in(generation, part, plain=plain), []


async def redraw(
    client: discord.Client, message: discord.PartialMessage, drawn: Drawn, *, plain: bool
) -> None:
    """Let a message show something else; one that is gone or out of reach is let be.

    Raises `DeliveryError` for any other trouble.
    """
    try:
        await _even_if_archived(client, message, drawn, plain=plain)
    except DeliveryError as error:
        if error.trouble in _OUT_OF_REACH:
            return
        if error.trouble is not DeliveryTrouble.REFUSED or not plain:
            raise
        # It was posted before the operator chose attachments, and cannot become plain any more.
        await redraw(client, message, drawn, plain=False)


async def _even_if_archived(
    client: discord.Client, message: discord.PartialMessage, drawn: Drawn, *, plain: bool
) -> None:
    """Edit, in an archived thread with the thread woken up for so long; raises `DeliveryError`."""
    with translated():
        try:
            await _edit(message, drawn, plain=plain)
        except discord.HTTPException as error:
            if error.code != _ARCHIVED:
                raise
            await client.http.edit_channel(message.channel.id, archived=False)
            try:
                await _edit(message, drawn, plain=plain)
            finally:
                # That takes the right to manage threads; without it Discord archives it again in its time.
                with suppress(discord.HTTPException):
                    await client.http.edit_channel(message.channel.id, archived=True)


async def _edit(message: discord.PartialMessage, drawn: Drawn, *, plain: bool) -> None:
    nobody = discord.AllowedMentions.none()
    with ExitStack() as stack:
        shown, files = drawn(stack, plain=plain)
        match shown:
            case Attached(content, buttons):
                await message.edit(content=content, view=buttons, attachments=files, allowed_mentions=nobody)
            case view:
                await message.edit(content=None, view=view, attachments=files, allowed_mentions=nobody)
