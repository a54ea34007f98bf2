"""A server's audit log, a page at a time."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.domain.moderation.audit import LogPage
from bot.ui.answer import Reply, answer
from bot.ui.askers import requester
from bot.ui.decisions import decision_lines
from bot.ui.host import services
from bot.ui.language import t
from bot.ui.layout import View, page, row, small, text

_ANYBODY: Final = 0
_LARGEST_ID: Final = 2**63 - 1
"""Beyond it no number fits into a column; a forged id may be."""
_SIZE: Final = 5
"""Decisions on a page, each of which may have much to say."""


class AuditPageButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"gl:audit:(?P<user>\d{1,20}):(?P<page>\d{1,6})",
):
    """Turns to a page; who may see the log is decided anew."""

    def __init__(self, discord_id: int, number: int, label: str = "") -> None:
        self.discord_id = discord_id
        self.number = number
        super().__init__(ui.Button(label=label, custom_id=f"gl:audit:{discord_id}:{number}"))

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        _item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(min(int(match["user"]), _LARGEST_ID), int(match["page"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page in place of the one that the button is on."""
        await answer(
            interaction, lambda: log_page(interaction, self.discord_id or None, self.number), in_place=True
        )


async def log_page(interaction: discord.Interaction[Any], discord_id: int | None, number: int) -> Reply:
    """Give one page of the server's decisions; raises `ModeratorsOnly`."""
    audit = services(interaction).audit
    found = await audit.page(await requester(interaction), discord_id, number, _SIZE)
    return Reply(audit_page(found, discord_id))


def audit_page(found: LogPage, discord_id: int | None) -> View:
    """Show a page, with buttons to the ones before and behind it."""
    heading = text(_heading(found.total, discord_id))
    if not found.total:
        return page(heading)
    last = (found.total - 1) // _SIZE
    turns = [
        AuditPageButton(discord_id or _ANYBODY, number, label)
        for number, label in ((found.number - 1, t("Previous")), (found.number + 1, t("Next")))
        if 0 <= number <= last
    ]
    return page(
        heading,
        *(text(*decision_lines(entry)) for entry in found.entries),
        text(small(t("page {number} of {last}", number=found.number + 1, last=last + 1))),
        *([row(*turns)] if turns else []),
    )


def _heading(total: int, discord_id: int | None) -> str:
    found = str(total) if total else t("none yet in this server.")
    if discord_id is None:
        return t("**Decisions**: {found}", found=found)
    return t("**Decisions by or about {member}**: {found}", member=f"<@{discord_id}>", found=found)
