"""The videos that wait for a server's moderators, wherever they are asked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import discord

from bot.domain.moderation.reviewing import ReviewFacts
from bot.ui.answer import Reply
from bot.ui.askers import requester
from bot.ui.faces.review import review_pieces
from bot.ui.host import file_of, services
from bot.ui.language import n, name, t
from bot.ui.layout import Piece, View, page, rule, text
from bot.ui.safe_text import Room, code

Interaction = discord.Interaction[Any]

LISTED: Final = 2
"""So many fit into one message with their prompts, videos and buttons (docs/facts/discord.md §2)."""

_PROMPT_ROOM: Final = Room(units=300, size_bytes=900)


async def reviews_hint(interaction: Interaction) -> list[str]:
    """Say how many videos wait, and where to see them; raises `ModeratorsOnly`."""
    total = await services(interaction).reviews.number_waiting(await requester(interaction))
    if not total:
        return []
    command = code(f"/{name('mod')} {name('reviews')}")
    return [
        n(
            "{count} video waits for a review: {command}",
            "{count} videos wait for a review: {command}",
            total,
            command=command,
        )
    ]


async def waiting_reviews(interaction: Interaction) -> Reply:
    """Show what waits longest, with the ways to decide; raises `ModeratorsOnly`."""
    found, total = await services(interaction).reviews.shown(await requester(interaction), LISTED)
    files = [(file_of(interaction, media), name) for facts in found for name, media in facts.files.items()]
    bare = reviews_page([replace(facts, files={}) for facts in found], total) if files else None
    return Reply(reviews_page(found, total), files, bare)


def reviews_page(found: Sequence[ReviewFacts], total: int) -> View:
    """Show videos with whose they are, and how many wait in all."""
    pieces: list[Piece] = [text(_title(total))]
    for facts in found:
        pieces += [rule(), *review_pieces(facts, _PROMPT_ROOM)]
    return page(*pieces)


def _title(total: int) -> str:
    if not total:
        return t("**No video waits for a review.**")
    return n(
        "**{count} video waits for a review**, the longest waiting first",
        "**{count} videos wait for a review**, the longest waiting first",
        total,
    )
