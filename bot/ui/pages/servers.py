"""The servers that the bot is in, a page at a time, for those who operate it."""

import re
from collections.abc import Iterator
from typing import Any, Final, Self

import discord
from discord import ui

from bot.domain.overviews import OverviewPage, ServerOverview
from bot.domain.quota import LimitUsage
from bot.ui.answer import Reply, answer
from bot.ui.host import services
from bot.ui.language import n, t
from bot.ui.layout import View, page, row, small, text
from bot.ui.outcomes import failure
from bot.ui.pauses import BRIEF, paused
from bot.ui.safe_text import Room, code, escaped
from bot.ui.servers import servers_entered
from bot.ui.texts import ago, money, money_left

_NAME_ROOM: Final = Room(units=100, size_bytes=300)


class ServersPageButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"gl:servers:(?P<page>\d{1,6})"):
    """Turns to a page; whether it is an operator who does is looked at anew."""

    def __init__(self, number: int, label: str = "") -> None:
        self.number = number
        super().__init__(ui.Button(label=label, custom_id=f"gl:servers:{number}"))

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        _item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(int(match["page"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page in place of the one that the button is on."""
        await answer(interaction, lambda: servers_at(interaction, self.number), in_place=True)


async def servers_at(interaction: discord.Interaction[Any], number: int) -> Reply:
    """Give one page of the servers; raises `OperatorsOnly`."""
    overviews = services(interaction).overviews
    found = await overviews.page(interaction.user.id, servers_entered(interaction), number)
    return Reply(servers_page(found))


def servers_page(found: OverviewPage) -> View:
    """Show a page, with buttons to the ones before and behind it."""
    turns = [
        ServersPageButton(number, label)
        for number, label in ((found.number - 1, t("Previous")), (found.number + 1, t("Next")))
        if 0 <= number <= found.last
    ]
    return page(
        text(t("**Servers**: {number}", number=found.total)),
        *(text(*_server(server)) for server in found.servers),
        text(small(t("page {number} of {last}", number=found.number + 1, last=found.last + 1))),
        *([row(*turns)] if turns else []),
    )


def _server(server: ServerOverview) -> Iterator[str]:
    yield f"**{escaped(server.name, _NAME_ROOM)}** {code(str(server.guild_id))}"
    yield t(
        "today {day} · this month {month}, at this pace {pace}",
        day=_spent(server.day),
        month=_spent(server.month),
        pace=money(server.pace_micros),
    )
    yield _budget(server)
    if server.pause:
        yield f"⏸️ {paused(server.pause, BRIEF)}"
    blocked = server.standing.blocked
    if blocked:
        yield n("{count} member is blocked", "{count} members are blocked", blocked)
    trouble = server.standing.last_trouble
    if trouble:
        happened, _ = failure(trouble.reason)
        yield t("last trouble {when}: {happened}", when=ago(trouble.since), happened=happened)


def _spent(usage: LimitUsage) -> str:
    return money(usage.held_micros + usage.spent_micros)


def _budget(server: ServerOverview) -> str:
    pool = money_left(server.day.purse_micros)
    if not server.served:
        return t("no budget but its pool: {pool}", pool=pool)
    daily = money_left(server.day.limit.limit_micros)
    if not server.month.limit.is_real:
        return t("budget {daily} a day · pool {pool}", daily=daily, pool=pool)
    monthly = money_left(server.month.limit.limit_micros)
    return t("budget {daily} a day, {monthly} a month · pool {pool}", daily=daily, monthly=monthly, pool=pool)
