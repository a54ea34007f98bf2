"""What waits for a server's moderators, and deciding it there and then."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final, Self

import discord
from discord import ui

from bot.domain.errors import Rejection
from bot.domain.generation import MediaRole, StoredMedia
from bot.domain.moderation.approvals import Asked, Awaiting, shown_files
from bot.domain.moderation.reports import Case
from bot.ui.answer import Reply, answer
from bot.ui.askers import requester
from bot.ui.buttons import UUID
from bot.ui.errors import sentence
from bot.ui.host import file_of, services
from bot.ui.language import n, t
from bot.ui.layout import Piece, View, id_line, mention, page, prompt_line, row, rule, small, text
from bot.ui.moderation.approving import LABELS, STYLES, VERBS, approve, ask_why, pictures, reject
from bot.ui.pages.reports import COUNTED, reported_pieces
from bot.ui.pages.reviews import reviews_hint
from bot.ui.safe_text import Room
from bot.ui.texts import ago, money, settings_line

Interaction = discord.Interaction[Any]

LISTED: Final = 4
"""So many fit into one message with their prompts, files and buttons (docs/facts/discord.md §2)."""
_PROMPT_ROOM: Final = Room(units=220, size_bytes=660)
DEED: Final = "rejectlisted"
"""What the form for a reason is opened for from the list."""


class ListedButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=rf"gl:listed:(?P<verb>{'|'.join(VERBS)}):(?P<id>{UUID})",
):
    """Decides about a request of the list, which then shows what still waits."""

    def __init__(self, verb: str, generation_id: str) -> None:
        self.verb = verb
        self.generation_id = generation_id
        style = STYLES.get(verb, discord.ButtonStyle.secondary)
        custom_id = f"gl:listed:{verb}:{generation_id}"
        super().__init__(ui.Button(label=t(LABELS[verb]), style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["verb"], match["id"])

    async def callback(self, interaction: Interaction) -> None:
        """Decide, or open the form that asks for a reason."""
        generation_id = self.generation_id
        match self.verb:
            case "approve":
                await answer(interaction, lambda: approved(interaction, generation_id), in_place=True)
            case "reject":
                await answer(interaction, lambda: rejected(interaction, generation_id), in_place=True)
            case _:
                await answer(interaction, lambda: ask_why(interaction, generation_id, DEED), opens_form=True)


async def waiting(interaction: Interaction, *said: str) -> Reply:
    """Show what waits, below what was said of the last decision; raises `ModeratorsOnly`."""
    who = await requester(interaction)
    found = await services(interaction).approvals.waiting(who, LISTED)
    cases = await services(interaction).reports.open(who, COUNTED)
    said = (*said, *await reviews_hint(interaction))
    files = [
        (file_of(interaction, media), name)
        for place, asked in enumerate(found.asked)
        for name, (_, media) in _files(place, asked).items()
    ]
    bare = approvals_page(found, *said, files=False, cases=cases) if files else None
    return Reply(approvals_page(found, *said, cases=cases), files, bare)


async def approved(interaction: Interaction, generation_id: str) -> Reply:
    """Let a request of the list be made; raises `ModeratorsOnly`."""
    try:
        said = await approve(interaction, generation_id)
    except Rejection as refusal:
        said = sentence(refusal)
    return await waiting(interaction, said)


async def rejected(interaction: Interaction, generation_id: str, reason: str = "") -> Reply:
    """Refuse a request of the list; raises `ModeratorsOnly`."""
    try:
        said = await reject(interaction, generation_id, reason)
    except Rejection as refusal:
        said = sentence(refusal)
    return await waiting(interaction, said)


def approvals_page(awaiting: Awaiting, *said: str, files: bool = True, cases: Sequence[Case] = ()) -> View:
    """List requests with their price, author and age, and the ways to decide about each; then reports."""
    pieces: list[Piece] = [text(*said, _title(awaiting))]
    for place, asked in enumerate(awaiting.asked):
        shown = _files(place, asked).items() if files else ()
        buttons = (ListedButton(verb, asked.generation.id) for verb in VERBS)
        pieces += [
            rule(),
            text(*_lines(asked)),
            *pictures((name, role) for name, (role, _) in shown),
            row(*buttons),
        ]
    return page(*pieces, *reported_pieces(cases))


def _files(place: int, asked: Asked) -> Mapping[str, tuple[MediaRole, StoredMedia]]:
    """Name the files of what has no card that shows them."""
    if asked.message_id is not None:
        return {}
    return {
        f"{place}_{role}{PurePosixPath(media.path).suffix}": (role, media)
        for role, media in shown_files(asked.generation).items()
    }


def _title(awaiting: Awaiting) -> str:
    if not awaiting.total:
        return t("**No request waits for an approval.**")
    return n(
        "**{count} request waits for an approval**, the longest waiting first",
        "**{count} requests wait for an approval**, the longest waiting first",
        awaiting.total,
    )


def _lines(asked: Asked) -> Iterator[str]:
    generation = asked.generation
    price = money(generation.quoted_micros, approximate=generation.approximate_quote)
    yield t(
        "**{price}** · {author} · {when}",
        price=price,
        author=mention(generation),
        when=ago(generation.created_at),
    )
    yield prompt_line(generation, _PROMPT_ROOM)
    yield small(settings_line(generation))
    yield small(_card(asked))
    yield id_line(generation.id)


def _card(asked: Asked) -> str:
    if asked.message_id is None:
        return t("its card could not be posted: please decide here")
    guild_id = asked.generation.place.guild_id
    link = f"https://discord.com/channels/{guild_id}/{asked.channel_id}/{asked.message_id}"
    return t("its card: {link}", link=link)
