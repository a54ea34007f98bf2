"""The one place where commands, buttons and forms end: whatever happens, the member gets a word."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord import ui

from bot.domain.errors import Rejection
from bot.ui.errors import sentence, ways_on
from bot.ui.host import language_of
from bot.ui.language import speaking, t
from bot.ui.layout import Tone, View, page, text
from bot.ui.safe_text import MESSAGE_BYTES, MESSAGE_UNITS, Room, fitting

_log = logging.getLogger(__name__)

_ACKNOWLEDGED = 40060
"""Discord's code for an interaction that has been responded to before (docs/facts/discord.md §1)."""
_TOO_LARGE = 40005
"""Discord's code for a file that is too large, sent with HTTP 413 (docs/facts/discord.md §2)."""
_ROOM = Room(MESSAGE_UNITS, MESSAGE_BYTES)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is more than words."""

    view: View
    files: Sequence[tuple[Path | bytes, str]] = ()
    """Where each file lies, or what is in it, and its name as the view knows it."""
    without_files: View | None = None
    """What to show when Discord refuses the files, or one is no longer there."""


Outcome = str | Reply | None
Work = Callable[[], Awaitable[Outcome]]
"""What a command does; it gives what to answer with, or None when it has shown its answer itself."""


async def answer(
    interaction: discord.Interaction[Any], work: Work, *, in_place: bool = False, opens_form: bool = False
) -> None:
    """Say at once that the bot is at it, do the work, and show what came of it, to the member alone.

    All of it in the member's own language. A `Rejection` becomes its sentence. Anything else becomes an
    apology with a reference, under which the log has the traceback. `in_place`: a button changes the message
    that it is on. `opens_form`: the work itself answers first, with a form; what it gives instead is shown.
    """
    outcome: Outcome
    in_place = in_place and _may_change(interaction)
    with speaking(str(interaction.locale)), ExitStack() as stack:
        try:
            if not opens_form:
                await _acknowledge(interaction, in_place=in_place)
            stack.enter_context(speaking(await language_of(interaction)))
            outcome = await work()
        except Rejection as rejection:
            outcome = refused(rejection)
        except Exception:  # noqa: BLE001 - a broken command must still answer its member
            _log.exception("interaction failed, reference %x", interaction.id)
            outcome = _apology(f"{interaction.id:x}")
    if outcome is not None:
        await _show(interaction, paged(outcome), in_place=in_place)


def _may_change(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether an answer may take the place of the message that it came from, if it came from one.

    Not if everybody reads it. No button or form of ours asks for either, but a forged id can.
    """
    pressed = interaction.message
    return pressed is not None and (pressed.guild is None or pressed.flags.ephemeral)


async def respond(interaction: discord.Interaction[Any], request: Callable[[], Awaitable[object]]) -> None:
    """Give an interaction its first answer, which it takes only once.

    Discord may have had one already: events come twice after a resumption, and discord.py repeats a request
    whose answer was a 502.
    """
    if interaction.response.is_done():
        return
    try:
        await _insisting(request)
    except discord.HTTPException as error:
        if error.code != _ACKNOWLEDGED:
            raise


def paged(outcome: str | Reply) -> Reply:
    """Put plain words on a page of their own."""
    return Reply(page(text(fitting(outcome, _ROOM)))) if isinstance(outcome, str) else outcome


def refused(rejection: Rejection) -> str | Reply:
    """Say why not, with what can be done about it."""
    words, ways = sentence(rejection), ways_on(rejection)
    return Reply(page(text(words), ui.ActionRow(*ways), tone=Tone.ENDED)) if ways else words


def _apology(reference: str) -> str:
    return t(
        "Sorry, something went wrong on my side. Please try again; if it stays so, tell the operator this "
        "reference: `{reference}`.",
        reference=reference,
    )


async def _acknowledge(interaction: discord.Interaction[Any], *, in_place: bool) -> None:
    """Say that the bot is at it; where that was said before, the work is done all the same."""
    await respond(interaction, lambda: interaction.response.defer(ephemeral=True, thinking=not in_place))


async def _insisting(request: Callable[[], Awaitable[object]]) -> None:
    """Send a request once more when its connection breaks; discord.py does so on macOS and Windows only."""
    try:
        await request()
    except (aiohttp.ClientError, OSError):
        await request()


async def _show(interaction: discord.Interaction[Any], reply: Reply, *, in_place: bool) -> None:
    """Edit the answer; a member who cannot be answered any more has seen or lost it already."""
    try:
        await _acknowledge(interaction, in_place=in_place)
        await _insisting(lambda: _edit(interaction, reply))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        if reply.without_files and _is_about_files(error):
            await _show(interaction, Reply(reply.without_files), in_place=in_place)
            return
        _log.warning("interaction %x could not be answered: %s", interaction.id, error)


async def _edit(interaction: discord.Interaction[Any], reply: Reply) -> None:
    with ExitStack() as stack:
        files = []
        for content, name in reply.files:
            files.append(discord.File(BytesIO(content) if isinstance(content, bytes) else content, name))
            stack.callback(files[-1].close)
        await interaction.edit_original_response(
            content=None,
            view=reply.view,
            attachments=files,
            allowed_mentions=discord.AllowedMentions.none(),
        )


def _is_about_files(error: Exception) -> bool:
    if isinstance(error, discord.HTTPException):
        return error.status == 413 or error.code == _TOO_LARGE
    return isinstance(error, FileNotFoundError)
