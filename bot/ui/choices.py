"""What is suggested while a member types, in their own language."""

import asyncio
import itertools
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final, TypeVar

import discord
from discord.app_commands import Choice

from bot.domain import calendars
from bot.domain.catalogue import Catalogue, Model
from bot.domain.folding import fold
from bot.domain.generation import Generation
from bot.ui.host import language_of
from bot.ui.language import m, speaking, t
from bot.ui.options import explained
from bot.ui.pages.listing import standing
from bot.ui.safe_text import plain
from bot.ui.texts import age, money

_log = logging.getLogger(__name__)

SHOWN: Final = 25
_CHARACTERS: Final = 100
"""Discord's limits on suggestions (docs/facts/discord.md §3)."""
_PATIENCE_SECONDS: Final = 2.0
"""Discord waits three."""
_WORDS: Final = re.compile(r"[^\W_]+")

_BLOCK_ENDS: Final[Mapping[str, str]] = {
    "1 hour": m("an hour"),
    "1 day": m("a day"),
    "1 week": m("a week"),
    "30 days": m("30 days"),
    "for good": m("for good"),
}
"""By how they are typed."""

FoundT = TypeVar("FoundT")


@asynccontextmanager
async def spoken_to(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Speak the member's language within the block."""
    with speaking(await language_of(interaction)):
        yield


async def in_time(search: Awaitable[Sequence[FoundT]]) -> Sequence[FoundT]:
    """Give what a search finds; nothing when it is too slow or fails, for members can type on without it."""
    task = asyncio.ensure_future(search)
    done, _ = await asyncio.wait({task}, timeout=_PATIENCE_SECONDS)
    if not done:
        task.cancel()
        return ()
    if error := task.exception():
        _log.warning("nothing to suggest: %s", error, exc_info=error)
        return ()
    return task.result()


def models(catalogue: Catalogue, typed: str) -> list[Choice[str]]:
    """Suggest models: name, what it can do, and the price of the clip it makes when nothing else is said."""
    return _choices(((_described(model), model.id) for model in catalogue.models), typed)


def values(catalogue: Catalogue, option: str, typed: str) -> list[Choice[str]]:
    """Suggest values of an option, found by any word of their name or description."""
    return _choices(((explained(value), value.name) for value in catalogue.values(option)), typed)


def servers(names: Mapping[int, str], typed: str) -> list[Choice[str]]:
    """Suggest servers by any part of their names, or by their id."""
    return _choices(((f"{named} ({guild_id})", str(guild_id)) for guild_id, named in names.items()), typed)


def timezones(typed: str) -> list[Choice[str]]:
    """Suggest zones by any part of their names."""
    return _choices(((name, name) for name in calendars.timezones()), typed)


def block_ends(typed: str) -> list[Choice[str]]:
    """Suggest how long a block lasts; any other length or day can be typed."""
    return _choices(((t(said), value) for value, said in _BLOCK_ENDS.items()), typed)


def words(entries: Iterable[str], typed: str) -> list[Choice[str]]:
    """Suggest entries of a list by any part of them."""
    return _choices(((entry, entry) for entry in entries), typed)


def generations(found: Iterable[Generation]) -> list[Choice[str]]:
    """Suggest generations by the start of their id, where they stand, and their prompt."""
    return [
        Choice(name=plain(f"{one.id[:8]} · {standing(one)} · {one.prompt}", _CHARACTERS), value=one.id)
        for one in found
    ][:SHOWN]


def results(found: Iterable[Generation], now: datetime) -> list[Choice[str]]:
    """Suggest videos to go on with, each take by itself: a second one is `/2` behind the id."""
    takes = ((one, number) for one in found for number in range(1, len(one.stored_takes) + 1))
    return [_result(one, number, now) for one, number in itertools.islice(takes, SHOWN)]


def _result(generation: Generation, number: int, now: datetime) -> Choice[str]:
    several = len(generation.stored_takes) > 1
    facts = [t("take {number}", number=number)] if several else []
    about = "".join(f" · {fact}" for fact in (*facts, age(now - generation.created_at)))
    prompt = plain(generation.prompt, _CHARACTERS - len(about))
    value = f"{generation.id}/{number}" if number > 1 else generation.id
    return Choice(name=f"{prompt}{about}", value=value)


def _described(model: Model) -> str:
    quote = model.prices.quote(model.defaults(), 1)
    price = money(quote.total_micros, approximate=quote.approximate)
    name = t("{model} (coming soon)", model=model.name) if model.coming_soon else model.name
    room = _CHARACTERS - len(f"{name} ·  · {price}")
    return f"{name} · {plain(t(model.summary), room)} · {price}"


def _choices(named: Iterable[tuple[str, str]], typed: str) -> list[Choice[str]]:
    words = _WORDS.findall(fold(typed))
    matching = [
        Choice(name=plain(name, _CHARACTERS), value=value)
        for name, value in named
        if all(word in fold(f"{name} {value}") for word in words)
    ]
    return matching[:SHOWN]
