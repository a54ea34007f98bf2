"""What a row of the matrix stands for, and trying it as somebody."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.discord.driver import Asked
from tests.cogs.rights_acting import Way
from tests.cogs.rights_evening import Who
from tests.cogs.rights_memory import Memory, Rows


@dataclass(frozen=True)
class Deed:
    """One thing to do; `says` is in the answer to who may."""

    way: Way
    says: str = ""
    writes: str = ""
    """The tables that it changes."""
    more: str = ""
    """Those that it changes besides where the table says so."""
    given: Way | None = None
    """What is done before, by the server's owner if nobody else is named."""
    given_by: Who | None = None


@dataclass(frozen=True)
class Tried:
    """What came of it."""

    said: str
    """The words of the answer, the title of a form, or all that is suggested."""
    form: str
    """The id of the form that it opened, if it did."""
    before: Rows
    after: Rows

    @property
    def changed(self) -> set[str]:
        """Name the tables in which anything is different."""
        return {name for name in self.before if self.before[name] != self.after[name]}

    def gone(self) -> Iterator[tuple[str, set[object]]]:
        """Give the rows that are no more as they were."""
        yield from self._beyond(self.before, self.after)

    def come(self) -> Iterator[tuple[str, set[object]]]:
        """Give the rows that were not there."""
        yield from self._beyond(self.after, self.before)

    def _beyond(self, some: Rows, others: Rows) -> Iterator[tuple[str, set[object]]]:
        for table in sorted(self.changed):
            yield from ((table, set(row)) for row in some[table] - others[table])


async def tried(memory: Memory, deed: Deed, who: Who, elsewhere: int | None = None) -> Tried:
    """Try something on the evening as it was, where somebody acts or elsewhere."""
    await memory.rewind()
    channel = elsewhere or memory.place(who)
    if deed.given:
        await _given(memory, deed.given, deed.given_by, channel)
    before = await memory.rows()
    said, form = await _answer(await deed.way.act(memory, memory.person(who), channel))
    return Tried(said, form, before, await memory.rows())


async def _given(memory: Memory, way: Way, by: Who | None, channel: int) -> None:
    user, where = (memory.person(by), memory.place(by)) if by else (memory.owner_of(channel), channel)
    await _answer(await way.act(memory, user, where))


async def _answer(asked: Asked) -> tuple[str, str]:
    seen = await asked.view(10, answered=True)
    if seen["form"]:
        return seen["form"]["title"], seen["form"]["custom_id"]
    if seen["choices"] is not None:
        return "\n".join(f"{choice['name']} {choice['value']}" for choice in seen["choices"]), ""
    return (await asked.answer()).text, ""
