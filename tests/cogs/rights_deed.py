"""What a row of the matrix stands for, and trying it as somebody."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.discord.driver import Asked
from tests.cogs.rights_acting import Way
from tests.cogs.rights_evening import SECRET, Who
from tests.cogs.rights_memory import Memory, Rows
from tests.cogs.rights_table import REFUSED

_EVERYBODYS = ("operator_day", "operator_month")
_EVERYBODYS_TABLES = {"turns"}
_APOLOGY = "Sorry, something went wrong on my side"


@dataclass(frozen=True)
class Deed:
    """One thing to do; `says` is in the answer to who may, `writes` names the tables that it changes.

    `given`: what is done before, by the server's owner if nobody else is named.
    """

    way: Way
    says: str = ""
    writes: str = ""
    given: Way | None = None
    given_by: Who | None = None


@dataclass(frozen=True)
class Tried:
    """What came of it."""

    said: str
    before: Rows
    after: Rows

    @property
    def changed(self) -> set[str]:
        """Name the tables in which anything is different."""
        return {name for name in self.before if self.before[name] != self.after[name]}


async def tried(memory: Memory, deed: Deed, who: Who) -> Tried:
    """Try something on the evening as it was."""
    await memory.rewind()
    channel = memory.place(who)
    if deed.given:
        await _given(memory, deed.given, deed.given_by, channel)
    before = await memory.rows()
    asked = await deed.way.act(memory, memory.person(who), channel)
    return Tried(await _answer(asked), before, await memory.rows())


async def _given(memory: Memory, way: Way, by: Who | None, channel: int) -> None:
    user, where = (memory.person(by), memory.place(by)) if by else (memory.owner_of(channel), channel)
    await _answer(await way.act(memory, user, where))


async def _answer(asked: Asked) -> str:
    seen = await asked.view(10, answered=True)
    return str(seen["form"]["title"]) if seen["form"] else (await asked.answer()).text


def wrongs(memory: Memory, deed: Deed, mark: str, tried: Tried) -> Iterator[str]:
    """Say what is not as the table's mark means it."""
    if _APOLOGY in tried.said:
        yield "apologised"
    if mark in REFUSED:
        if REFUSED[mark] not in tried.said:
            yield f"not refused in these words: {tried.said!r}"
    elif mark != "blind" and deed.says not in tried.said:
        yield f"not answered in these words: {tried.said!r}"
    yield from _not_written(set() if mark in REFUSED else set(deed.writes.split()), mark, tried.changed)
    if mark != "yes" and SECRET in tried.said:
        yield "told what is the author's"
    if mark == "home":
        yield from _touched(memory, tried)


def _not_written(meant: set[str], mark: str, changed: set[str]) -> Iterator[str]:
    """In the other server there is less that could change along."""
    if changed != meant and not (mark == "home" and set() < changed <= meant):
        yield f"changed {sorted(changed)} instead of {sorted(meant)}"


def _touched(memory: Memory, tried: Tried) -> Iterator[str]:
    """Say what a deed in the other server did to this one; the operator's caps are everybody's."""
    here, home = memory.stage.guild, memory.there["home_guild"]
    for table in tried.changed - _EVERYBODYS_TABLES:
        for row in tried.before[table] - tried.after[table]:
            if not {home, str(home), *_EVERYBODYS} & set(row):
                yield f"took from {table}: {row}"
        for row in tried.after[table] - tried.before[table]:
            if {here, str(here)} & set(row):
                yield f"put into {table}: {row}"
