"""The one place where commands, buttons and forms end: whatever happens, the member gets a word."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord

from bot.domain.errors import Rejection
from bot.ui.errors import sentence

_log = logging.getLogger(__name__)

_ACKNOWLEDGED = 40060
"""Discord's code for an interaction that has been responded to before (docs/facts/discord.md §1)."""
_CONTENT_CHARACTERS = 2_000
"""The longest plain message (docs/facts/discord.md §2)."""

Work = Callable[[], Awaitable[str | None]]
"""What a command does; it gives the words to answer with, or None when it has shown its answer itself."""


async def answer(interaction: discord.Interaction[Any], work: Work) -> None:
    """Say at once that the bot is at it, do the work, and show what came of it, to the member alone.

    A `Rejection` becomes its sentence. Anything else becomes an apology with a reference, under which the
    log has the traceback.
    """
    try:
        await _acknowledge(interaction)
        words = await work()
    except Rejection as rejection:
        words = sentence(rejection)
    except Exception:  # noqa: BLE001 - a broken command must still answer its member
        reference = f"{interaction.id:x}"
        _log.exception("interaction failed, reference %s", reference)
        words = (
            "Sorry, something went wrong on my side. Please try again; if it stays so, tell the operator "
            f"this reference: `{reference}`."
        )
    if words is not None:
        await _show(interaction, words)


async def _acknowledge(interaction: discord.Interaction[Any]) -> None:
    """Say that the bot is at it.

    Discord may have heard it already: events come twice after a resumption, and discord.py repeats a request
    whose answer was a 502. The work is then done all the same, for it gives the same words again.
    """
    if interaction.response.is_done():
        return
    try:
        await _insisting(lambda: interaction.response.defer(ephemeral=True, thinking=True))
    except discord.HTTPException as error:
        if error.code != _ACKNOWLEDGED:
            raise


async def _insisting(request: Callable[[], Awaitable[object]]) -> None:
    """Send a request once more when its connection breaks; discord.py does so on macOS and Windows only."""
    try:
        await request()
    except (aiohttp.ClientError, OSError):
        await request()


async def _show(interaction: discord.Interaction[Any], words: str) -> None:
    """Edit the answer; a member who cannot be answered any more has seen or lost it already."""
    try:
        await _insisting(
            lambda: interaction.edit_original_response(
                content=words[:_CONTENT_CHARACTERS], allowed_mentions=discord.AllowedMentions.none()
            )
        )
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _log.warning("interaction %x could not be answered: %s", interaction.id, error)
