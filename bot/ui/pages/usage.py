"""What was spent of a limit, in words, and day by day as a picture."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.domain.purses import Movement
from bot.domain.quota import DayUsage, LimitUsage, Scope
from bot.ui.answer import Reply
from bot.ui.askers import guild_owner_id, requester, role_ids
from bot.ui.chart import alt_text, chart
from bot.ui.host import services
from bot.ui.language import m, t
from bot.ui.layout import View, page, small, text
from bot.ui.purses import movement_lines, own_purse_line
from bot.ui.texts import money, money_left, reset

_PICTURE: Final = "usage.png"
_WHOSE: Final[Mapping[Scope, str]] = {
    Scope.MEMBER_DAY: m("**Your quota for today**: {left} left of {limit}"),
    Scope.GUILD_DAY: m("**This server's budget for today**: {left} left of {limit}"),
    Scope.GUILD_MONTH: m("**This server's budget for this month**: {left} left of {limit}"),
}


async def usage_of(interaction: discord.Interaction[Any], member: discord.abc.User) -> Reply:
    """Show what a member has used; raises `ServerNotServed` or `UsageOfOthers`."""
    reports, asking = services(interaction).usage, await requester(interaction)
    owner_id, discord_id = guild_owner_id(interaction), member.id
    usages = await reports.of_member(asking, discord_id, owner_id, role_ids(member))
    days = await reports.days_of_member(asking, discord_id, owner_id)
    moved = await reports.movements_of_member(asking, discord_id)
    other_id = None if discord_id == interaction.user.id else discord_id
    plain = usage_page(usages, days, other_id, moved)
    if not any(day.spent_micros or day.held_micros for day in days):
        return Reply(plain)
    drawn = await asyncio.to_thread(chart, days, usages[0].limit.limit_micros)
    return Reply(usage_page(usages, days, other_id, moved, drawn=True), [(drawn, _PICTURE)], plain)


def usage_page(
    usages: Sequence[LimitUsage],
    days: Sequence[DayUsage],
    other_id: int | None = None,
    moved: Sequence[Movement] = (),
    *,
    drawn: bool = False,
) -> View:
    """Report one limit below the other, and the days; `other_id` is the member's, when not the reader."""
    limits = [text(*_lines(usage, other_id)) for usage in usages]
    if moved:
        limits.append(text(t("**Grants, gifts and refunds**"), *movement_lines(moved)))
    if not drawn:
        return page(*limits, text(small(alt_text(days))))
    picture = ui.MediaGallery[View]()
    picture.add_item(media=f"attachment://{_PICTURE}", description=alt_text(days))
    legend = t(
        "The last {count} days, by day of the month. Full bar: spent. Outlined: held for videos under way. "
        "Dashed line: the daily limit, where it is near.",
        count=len(days),
    )
    return page(*limits, picture, text(small(legend)))


def _lines(usage: LimitUsage, other_id: int | None) -> Iterator[str]:
    yield _left(usage, other_id)
    yield _used(usage)
    if usage.limit.limit_count is not None:
        yield t(
            "{made} of {limit} videos of today, failed ones not counted",
            made=usage.made_count,
            limit=usage.limit.limit_count,
        )
    yield own_purse_line(usage, other_id)
    if usage.limit.role_id is not None:
        yield small(t("A quota of {role}", role=f"<@&{usage.limit.role_id}>"))


def _left(usage: LimitUsage, other_id: int | None) -> str:
    left, limit = money_left(usage.window_left_micros), money_left(usage.limit.limit_micros)
    if other_id and usage.limit.scope is Scope.MEMBER_DAY:
        return t(
            "**Today's quota of {member}**: {left} left of {limit}",
            member=f"<@{other_id}>",
            left=left,
            limit=limit,
        )
    return t(_WHOSE[usage.limit.scope], left=left, limit=limit)


def _used(usage: LimitUsage) -> str:
    spent, when = money(usage.spent_micros), reset(usage.limit.window.ends_at)
    if not usage.held_micros:
        return t("spent {spent} · resets {when}", spent=spent, when=when)
    held = money(usage.held_micros)
    return t(
        "spent {spent} · held for videos under way {held} · resets {when}", spent=spent, held=held, when=when
    )
