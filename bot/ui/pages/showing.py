"""Everything about one generation, and its videos, for those who may see them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import discord
from discord import ui

from bot.domain.generation import Generation
from bot.domain.lineage import Kin
from bot.domain.onward import ways_on
from bot.services.looking import Shown
from bot.ui.answer import Reply
from bot.ui.askers import upload_limit, viewer
from bot.ui.cards import cautions, price, stage, tone
from bot.ui.host import file_of, services
from bot.ui.language import m, t
from bot.ui.layout import Piece, View, id_line, mention, page, prompt_line, rule, small, text
from bot.ui.lineage import lineage_line
from bot.ui.safe_text import Room
from bot.ui.texts import ago, money, settings_line
from bot.ui.videos.results import (
    CLIPS_PER_MESSAGE,
    Part,
    button_rows,
    filename,
    gallery,
    links,
    lost_takes,
    seeds,
    time_taken,
)

_PROMPT_ROOM: Final = Room(units=500, size_bytes=1_500)
_NOT_ATTACHED: Final = m("Not attached here, because of the size or number of the files:")
_GONE: Final = m("The files are gone: copies are removed after a while.")


async def shown(interaction: discord.Interaction[Any], typed: str) -> Reply:
    """Give everything about one generation; raises `GenerationUnknown` or `IdAmbiguous`."""
    looking = services(interaction).looking
    found = await looking.show(await viewer(interaction), typed, upload_limit(interaction), CLIPS_PER_MESSAGE)
    part = _part(found)
    files = [
        (file_of(interaction, clip.file), filename(found.generation, part, place))
        for place, clip in enumerate(part.clips)
        if clip.file
    ]
    linked = replace(found, clips=[replace(clip, file=None) for clip in found.clips])
    ways = ways_on(services(interaction).catalogue, found.generation)
    return Reply(show_page(found, ways), files, show_page(linked, ways) if files else None)


def show_page(found: Shown, ways: Sequence[Kin] = ()) -> View:
    """Show how it stands, what was asked for, and the videos there are."""
    generation, part = found.generation, _part(found)
    return page(
        text(stage(generation, found.place_in_line), prompt_line(generation, _PROMPT_ROOM)),
        *gallery(generation, part),
        *links(part, t(_NOT_ATTACHED)),
        *([text(t(_GONE))] if found.gone and not generation.removed_at else []),
        *cautions(generation),
        rule(),
        text(*_facts(found), id_line(generation.id)),
        *_buttons(found, ways),
        tone=tone(generation),
    )


def _buttons(found: Shown, ways: Sequence[Kin]) -> list[Piece]:
    """Offer what its message in the channel does, as far as there is a video to watch, or was."""
    if found.generation.removed_at or not (found.clips or found.gone):
        return []
    return [ui.ActionRow(*row) for row in button_rows(found.generation, _part(found), ways)]


def _part(found: Shown) -> Part:
    return Part(number=0, of=1, first=found.first, clips=tuple(found.clips))


def _facts(found: Shown) -> list[str]:
    generation = found.generation
    lines = [
        settings_line(generation),
        _for_whom(generation),
        t("{price} · the price was {quoted}", price=price(generation), quoted=_quoted(generation)),
        " · ".join(filter(None, (*_times(generation), time_taken(generation)))),
        # Without its files it can still be made again.
        seeds(generation.stored_takes if found.gone else [clip.take for clip in found.clips]),
        t("AI-generated") if found.clips else "",
    ]
    return [*(small(line) for line in lines if line), lineage_line(generation), lost_takes(generation)]


def _for_whom(generation: Generation) -> str:
    author = mention(generation)
    if generation.private:
        return t("for {author} · private", author=author)
    return t("for {author} · public", author=author)


def _quoted(generation: Generation) -> str:
    return money(generation.quoted_micros, approximate=generation.approximate_quote)


def _times(generation: Generation) -> list[str]:
    submitted, ended = generation.submitted_at, generation.ended_at
    return [
        t("asked for {when}", when=ago(generation.created_at)),
        *([t("submitted {when}", when=ago(submitted))] if submitted else []),
        *([t("ended {when}", when=ago(ended))] if ended else []),
    ]
