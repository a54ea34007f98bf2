"""The look of postings: one function for each kind of facts, registered in `bot/ui/faces`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Final

import discord
from discord import ui

from bot.domain.postings import Facts, Posting
from bot.ui.layout import Piece, Tone, View

_MARKS_FROM: Final = 100_000
"""The component ids of postings begin beyond those of cards, results and notices."""


@dataclass(frozen=True, slots=True)
class Face:
    """The colour at its edge, and what it says."""

    tone: Tone
    pieces: Sequence[Piece]


@singledispatch
def face(facts: Facts, _posting: Posting, /) -> Face:
    """Draw what a posting shows."""
    raise NotImplementedError(f"nobody draws {type(facts).__name__}")


def posting_view(posting: Posting, facts: Facts) -> View:
    """Build the message; its container's component id makes it recognisable later."""
    drawn = face(facts, posting)
    view = View(timeout=None)
    view.add_item(ui.Container(*drawn.pieces, accent_colour=int(drawn.tone), id=_mark(posting)))
    return view


def is_posting(found: discord.Message, posting: Posting) -> bool:
    """Tell whether a message of ours in a channel is the one of this posting."""
    return any(
        isinstance(component, discord.Container) and component.id == _mark(posting)
        for component in found.components
    )


def _mark(posting: Posting) -> int:
    return _MARKS_FROM + posting.id
