"""The finished video as a plain message with attachments, for clients that play no media gallery."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from discord import ui

from bot.domain.generation import Generation
from bot.domain.lineage import Kin
from bot.ui.language import t
from bot.ui.layout import id_line, prompt_line
from bot.ui.safe_text import Room, fitting, utf16_units
from bot.ui.videos.onward import Buttons
from bot.ui.videos.results import PROMPT_ROOM, TOO_LARGE, Part, button_rows, facts, heading, link_lines

_CONTENT: Final = Room(units=2_000, size_bytes=8_000)
"""The longest plain message (docs/facts/discord.md §2)."""
_LINK_CHARACTERS: Final = 700


@dataclass(frozen=True, slots=True)
class Attached:
    """Words and buttons of a message whose videos are attached."""

    content: str
    buttons: ui.View


def attached(
    generation: Generation, part: Part, ways: Sequence[Kin] = (), heading_line: str | None = None
) -> Attached:
    """Say and offer what `result` does, without components of the second version."""
    lines = [
        heading_line or heading(generation, part),
        prompt_line(generation, PROMPT_ROOM),
        *link_lines(part, t(TOO_LARGE), _LINK_CHARACTERS),
        *facts(generation, part, ways),
    ]
    # The last line makes the message recognisable: whatever else is cut, it stays.
    last = f"\n{id_line(generation.id)}"
    room = Room(_CONTENT.units - utf16_units(last), _CONTENT.size_bytes - len(last.encode()))
    content = fitting("\n".join(filter(None, lines)), room) + last
    return Attached(content, plain_view(button_rows(generation, part, ways)))


def plain_view(rows: Sequence[Buttons]) -> ui.View:
    """Put rows of buttons below a plain message."""
    view = ui.View(timeout=None)
    for number, row in enumerate(rows):
        for item in row:
            item.row = number
            view.add_item(cast("ui.Item[ui.View]", item))
    return view
