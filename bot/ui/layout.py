"""What cards, results and notices have in common: Components V2 messages that can be found again."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Final, cast

import discord
from discord import ui

from bot.domain.generation import Generation
from bot.ui.language import t
from bot.ui.safe_text import Room, escaped

_PROMPT_ROOM: Final = Room(units=2_600, size_bytes=6_600)
"""The longest prompt of a message; what else it says needs less than the remaining third."""
_MARKS_APART: Final = 100

View = ui.LayoutView
Piece = ui.Item[View]


class Purpose(IntEnum):
    """What a message is for; its container's component id says so, and makes it recognisable later."""

    CARD = 1
    RESULT = 2
    NOTICE = 3
    POINTER = 4


class Tone(IntEnum):
    """The colour at a message's edge; it never says anything that the words do not."""

    WAITING = 0x95A5A6
    WORKING = 0x3498DB
    DONE = 0x2ECC71
    ENDED = 0xE74C3C


def message(purpose: Purpose, tone: Tone, pieces: Iterable[Piece], part: int = 0) -> View:
    """Build a message out of its pieces; `part` counts the messages of one purpose."""
    # Without a timeout nothing of the view is kept in memory: its buttons are rebuilt from their ids.
    view = View(timeout=None)
    view.add_item(ui.Container(*pieces, accent_colour=int(tone), id=mark(purpose, part)))
    return view


def page(*pieces: Piece, tone: Tone = Tone.WAITING) -> View:
    """Build an answer that is a message of its own: nobody will look for it later."""
    view = View(timeout=None)
    view.add_item(ui.Container(*pieces, accent_colour=int(tone)))
    return view


def mark(purpose: Purpose, part: int = 0) -> int:
    """Give the component id by which a message of ours is recognised."""
    return purpose * _MARKS_APART + part + 1


def is_about(found: discord.Message, generation_id: str, purpose: Purpose, part: int = 0) -> bool:
    """Tell whether a message in a channel is the one of this generation, purpose and part.

    The id has to be a line of its own, as no prompt can be.
    """
    if purpose is Purpose.RESULT and _is_attached(found, generation_id, part):
        return True
    return any(
        isinstance(component, discord.Container)
        and component.id == mark(purpose, part)
        and any(
            isinstance(child, discord.TextDisplay) and id_line(generation_id) in child.content.split("\n")
            for child in component.children
        )
        for component in found.components
    )


def _is_attached(found: discord.Message, generation_id: str, part: int) -> bool:
    """A plain message keeps no ids of components but those of its buttons."""
    return id_line(generation_id) in found.content.split("\n") and any(
        getattr(button, "custom_id", None) == delete_id(generation_id, part)
        for component in found.components
        if isinstance(component, discord.ActionRow)
        for button in component.children
    )


def delete_id(generation_id: str, part: int) -> str:
    """Name the button that every message with videos has; no other message's is called so."""
    return f"gl:delete:{generation_id}:{part}"


def appeal_id(block_id: int) -> str:
    """Name the button that opens an appeal against a block."""
    return f"gl:appeal:{block_id}"


def text(*lines: str) -> ui.TextDisplay[View]:
    """Put lines below each other; empty ones are left out."""
    return ui.TextDisplay("\n".join(filter(None, lines)))


def small(line: str) -> str:
    """Write a line in Discord's small print."""
    return f"-# {line}"


def id_line(generation_id: str) -> str:
    """Write the line by which people and programs know a generation."""
    return small(f"id: {generation_id}")


def prompt_line(generation: Generation, room: Room = _PROMPT_ROOM) -> str:
    """Quote the prompt, harmless and cut to the room; of what moderators removed there is none."""
    return f"> {escaped(generation.prompt, room)}" if generation.prompt else ""


def mention(generation: Generation) -> str:
    """Name the author; whether that pings is decided by whoever sends the message."""
    return person(generation.author_discord_id)


def person(discord_id: int | None) -> str:
    """Name somebody, who may have had what is known of them deleted; no ping comes of that alone."""
    return t("somebody") if discord_id is None else f"<@{discord_id}>"


def row(*buttons: ui.DynamicItem[ui.Button[View]]) -> ui.ActionRow[View]:
    """Put buttons beside each other."""
    return ui.ActionRow(*(cast("ui.Item[View]", button) for button in buttons))


def rule() -> ui.Separator[View]:
    """Draw a line."""
    return ui.Separator()
