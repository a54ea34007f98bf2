"""Past and present generations of a member, a page at a time."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.domain.generation import Generation
from bot.domain.sight import Page
from bot.ui.answer import Reply, answer
from bot.ui.askers import viewer
from bot.ui.cards import price
from bot.ui.host import services
from bot.ui.language import t
from bot.ui.layout import View, page, row, small, text
from bot.ui.lineage import lineage_line
from bot.ui.pages.listing import excerpt, id_and_link, standing
from bot.ui.safe_text import code, visible
from bot.ui.texts import ago

SEARCH_CHARACTERS: Final = 50
"""All of a search fits into a button's id, so that pages can be turned for ever."""
_LARGEST_ID: Final = 2**63 - 1
"""Beyond it no number fits into a column; a forged id may be."""
_SIZE: Final = 8
"""Generations on a page."""


class PageButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"(?s)gl:history:(?P<author>\d{1,20}):(?P<page>\d{1,6}):(?P<search>.*)",
):
    """Turns to a page; who may see what on it is decided anew."""

    def __init__(self, author_discord_id: int, number: int, search: str, label: str = "") -> None:
        self.author_discord_id = author_discord_id
        self.number = number
        self.search = search
        custom_id = f"gl:history:{author_discord_id}:{number}:{search}"
        super().__init__(ui.Button(label=label, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        _item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(min(int(match["author"]), _LARGEST_ID), int(match["page"]), match["search"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page in place of the one that the button is on."""
        await answer(
            interaction,
            lambda: turned_to(interaction, self.author_discord_id, self.search, self.number),
            in_place=True,
        )


async def turned_to(
    interaction: discord.Interaction[Any], author_discord_id: int, search: str, number: int
) -> Reply:
    """Give one page of somebody's generations, as far as the reader may see them."""
    fitting = visible(search)[:SEARCH_CHARACTERS]
    looking = services(interaction).looking
    found = await looking.history(await viewer(interaction), author_discord_id, fitting, number, _SIZE)
    own = author_discord_id == interaction.user.id
    return Reply(history_page(found, author_discord_id, fitting, own=own))


def history_page(found: Page, author_discord_id: int, search: str, *, own: bool) -> View:
    """Show a page, with buttons to the ones before and behind it."""
    heading = _heading(found.total, author_discord_id, search, own=own)
    if not found.total:
        return page(text(heading))
    last = (found.total - 1) // _SIZE
    turns = [
        PageButton(author_discord_id, number, search, label)
        for number, label in ((found.number - 1, t("Previous")), (found.number + 1, t("Next")))
        if 0 <= number <= last
    ]
    return page(
        text(heading),
        *(text(*_entry(generation)) for generation in found.generations),
        text(small(t("page {number} of {last}", number=found.number + 1, last=last + 1))),
        *([row(*turns)] if turns else []),
    )


def _heading(total: int, author_discord_id: int, search: str, *, own: bool) -> str:
    found = str(total) if total else t("none yet in this server.")
    words, member = code(search, SEARCH_CHARACTERS), f"<@{author_discord_id}>"
    if own and search:
        return t("**Your videos with {words}**: {found}", words=words, found=found)
    if own:
        return t("**Your videos**: {found}", found=found)
    if search:
        return t(
            "**What you can see of {member}'s videos with {words}**: {found}",
            member=member,
            words=words,
            found=found,
        )
    return t("**What you can see of {member}'s videos**: {found}", member=member, found=found)


def _entry(generation: Generation) -> tuple[str, ...]:
    facts = [
        f"**{standing(generation)}**",
        code(generation.model_id),
        ago(generation.created_at),
        price(generation),
        t("private") if generation.private else "",
    ]
    about = " · ".join(filter(None, facts))
    return about, f"> {excerpt(generation)}", lineage_line(generation), id_and_link(generation)
