"""The one place where commands, buttons and forms end: whatever happens, the member gets a word."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import discord

from bot.domain.errors import Rejection
from bot.ui.errors import sentence
from bot.ui.layout import View, page, text

_log = logging.getLogger(__name__)

_ACKNOWLEDGED = 40060
"""Discord's code for an interaction that has been responded to before (docs/facts/discord.md §1)."""
_TOO_LARGE = 40005
"""Discord's code for a file that is too large, sent with HTTP 413 (docs/facts/discord.md §2)."""
_CONTENT_CHARACTERS = 2_000
"""The longest plain message (docs/facts/discord.md §2)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is more than words."""

    view: View
    files: Sequence[tuple[Path, str]] = ()
    """Where each file lies, and its name as the view knows it."""
    without_files: View | None = None
    """What to show when Discord refuses the files, or one is no longer there."""


Outcome = str | Reply | None
Work = Callable[[], Awaitable[Outcome]]
"""What a command does; it gives what to answer with, or None when it has shown its answer itself."""


async def answer(interaction: discord.Interaction[Any], work: Work, *, in_place: bool = False) -> None:
    """Say at once that the bot is at it, do the work, and show what came of it, to the member alone.

    A `Rejection` becomes its sentence. Anything else becomes an apology with a reference, under which the
    log has the traceback. `in_place`: a button changes the message that it is on.
    """
    outcome: Outcome
    try:
        await _acknowledge(interaction, in_place=in_place)
        outcome = await work()
    except Rejection as rejection:
        outcome = sentence(rejection)
    except Exception:  # noqa: BLE001 - a broken command must still answer its member
        reference = f"{interaction.id:x}"
        _log.exception("interaction failed, reference %s", reference)
        outcome = (
            "Sorry, something went wrong on my side. Please try again; if it stays so, tell the operator "
            f"this reference: `{reference}`."
        )
    if isinstance(outcome, str) and in_place:
        # A message made of components takes no plain words.
        outcome = Reply(page(text(outcome)))
    if outcome is not None:
        await _show(interaction, outcome)


async def _acknowledge(interaction: discord.Interaction[Any], *, in_place: bool) -> None:
    """Say that the bot is at it.

    Discord may have heard it already: events come twice after a resumption, and discord.py repeats a request
    whose answer was a 502. The work is then done all the same, for it gives the same words again.
    """
    if interaction.response.is_done():
        return
    try:
        await _insisting(lambda: interaction.response.defer(ephemeral=True, thinking=not in_place))
    except discord.HTTPException as error:
        if error.code != _ACKNOWLEDGED:
            raise


async def _insisting(request: Callable[[], Awaitable[object]]) -> None:
    """Send a request once more when its connection breaks; discord.py does so on macOS and Windows only."""
    try:
        await request()
    except (aiohttp.ClientError, OSError):
        await request()


async def _show(interaction: discord.Interaction[Any], outcome: str | Reply) -> None:
    """Edit the answer; a member who cannot be answered any more has seen or lost it already."""
    try:
        await _insisting(lambda: _edit(interaction, outcome))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        if isinstance(outcome, Reply) and outcome.without_files and _is_about_files(error):
            await _show(interaction, Reply(outcome.without_files))
            return
        _log.warning("interaction %x could not be answered: %s", interaction.id, error)


async def _edit(interaction: discord.Interaction[Any], outcome: str | Reply) -> None:
    nobody = discord.AllowedMentions.none()
    if isinstance(outcome, str):
        words = outcome[:_CONTENT_CHARACTERS]
        await interaction.edit_original_response(content=words, allowed_mentions=nobody)
        return
    with ExitStack() as stack:
        files = []
        for path, name in outcome.files:
            files.append(discord.File(path, name))
            stack.callback(files[-1].close)
        await interaction.edit_original_response(
            content=None, view=outcome.view, attachments=files, allowed_mentions=nobody
        )


def _is_about_files(error: Exception) -> bool:
    if isinstance(error, discord.HTTPException):
        return error.status == 413 or error.code == _TOO_LARGE
    return isinstance(error, FileNotFoundError)
