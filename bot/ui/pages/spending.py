"""What a server spent, by member and model, as a page with a picture and a table."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import discord
from discord import ui

from bot.domain.quota import NO_LIMIT
from bot.domain.spending import Spending, Sums
from bot.ui.answer import Reply
from bot.ui.askers import requester
from bot.ui.chart import alt_text, chart
from bot.ui.decisions import person
from bot.ui.host import services
from bot.ui.language import decimal, n, t
from bot.ui.layout import View, page, small, text
from bot.ui.safe_text import code
from bot.ui.tables import table, usd

PICTURE: Final = "spending.png"
TABLE: Final = "spending.csv"
_NAMED: Final = 10
"""So many members are named; the table has them all."""
_HEADING: Final = (
    "day",
    "member",
    "model",
    "requests",
    "charged_usd",
    "refunded_usd",
    "provider_cost_usd",
    "held_usd",
)


async def spent(interaction: discord.Interaction[Any], days: int) -> Reply:
    """Report what the server spent in the last days; raises `ModeratorsOnly`."""
    found = await services(interaction).spending.of_server(await requester(interaction), days)
    if not found.lines:
        return Reply(spending_page(found))
    drawn = await asyncio.to_thread(chart, found.by_day(), NO_LIMIT)
    files = [(drawn, PICTURE), (spending_table(found), TABLE)]
    return Reply(spending_page(found, attached=True), files, spending_page(found))


def spending_page(found: Spending, *, attached: bool = False) -> View:
    """Show totals, then who and what they came of; `attached`: with the picture and the table."""
    heading = n("**The last {count} day**", "**The last {count} days**", len(found.days))
    if not found.lines:
        return page(text(heading, t("Nobody has asked for a video.")))
    picture = ui.MediaGallery[View]()
    picture.add_item(media=f"attachment://{PICTURE}", description=alt_text(found.by_day()))
    pieces = [
        text(heading, _sums(found.total)),
        text(t("**By member**"), *_first(_members(found))),
        text(t("**By model**"), *_first(_models(found))),
        text(small(_explained())),
    ]
    files: list[ui.Item[View]] = [picture, ui.File(f"attachment://{TABLE}")] if attached else []
    return page(*pieces, *files)


def spending_table(found: Spending) -> bytes:
    """Write one row for each day, member and model; amounts to the last micro-dollar."""
    return table(_HEADING, (_row(found, number) for number in range(len(found.lines))))


def _row(found: Spending, number: int) -> tuple[str | int, ...]:
    line = found.lines[number]
    day = found.days[line.day].starts_at.astimezone(found.zone).date().isoformat()
    # Not as a bare number, of which spreadsheets keep fifteen digits only.
    member = "" if line.member_discord_id is None else f"<@{line.member_discord_id}>"
    sums = line.sums
    amounts = (sums.charged_micros, sums.refunded_micros, sums.cost_micros, sums.held_micros)
    return (day, member, line.model_id, sums.number, *map(usd, amounts))


def _members(found: Spending) -> Mapping[str, Sums]:
    return {person(discord_id): sums for discord_id, sums in found.by_member().items()}


def _models(found: Spending) -> Mapping[str, Sums]:
    return {code(model_id): sums for model_id, sums in found.by_model().items()}


def _first(found: Mapping[str, Sums]) -> Iterator[str]:
    items = list(found.items())
    for name, sums in items[:_NAMED]:
        yield t("{who}: {sums}", who=name, sums=_sums(sums))
    if others := items[_NAMED:]:
        together = _added(sums for _, sums in others)
        yield n("{count} more: {sums}", "{count} more: {sums}", len(others), sums=_sums(together))


def _added(sums: Iterable[Sums]) -> Sums:
    return sum(sums, Sums())


def _sums(sums: Sums) -> str:
    parts = [
        n("{count} request", "{count} requests", sums.number),
        t("charged {amount}", amount=_exact(sums.charged_micros)),
        t("refunded {amount}", amount=_exact(sums.refunded_micros)) if sums.refunded_micros else "",
        t("cost {amount}", amount=_exact(sums.cost_micros)),
        t("held {amount}", amount=_exact(sums.held_micros)) if sums.held_micros else "",
    ]
    return " · ".join(filter(None, parts))


def _exact(micros: int) -> str:
    """Give an amount to the last micro-dollar, without the zeros that say nothing."""
    whole, fraction = usd(micros).split(".")
    return t("${amount}", amount=decimal(f"{whole}.{fraction[:2]}{fraction[2:].rstrip('0')}"))


def _explained() -> str:
    return t(
        "Charged: what members paid. Cost: what providers earned, which counts against the server's budgets. "
        "Every request counts on the day on which it was made, in the server's time zone. Bars: charged; "
        "outlined: held for videos under way."
    )
