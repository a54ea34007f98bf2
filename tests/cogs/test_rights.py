"""Who may do what: every command, menu, button and form, tried by everybody, judged by answer and state."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.cogs.rights_commands import COMMANDS
from tests.cogs.rights_deed import tried, wrongs
from tests.cogs.rights_memory import Memory, lived
from tests.cogs.rights_product import commands_of
from tests.cogs.rights_table import ALLOWED, REFUSED, cells

_ONE_EVENING = pytest.mark.asyncio(loop_scope="module")
DEEDS = {**COMMANDS}
CELLS = cells()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def memory(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Memory]:
    async with lived(tmp_path_factory.mktemp("evening")) as ready:
        yield ready


@_ONE_EVENING
@pytest.mark.parametrize("name", sorted(DEEDS))
async def test_everybody_may_do_what_the_table_says_and_nothing_else(memory: Memory, name: str) -> None:
    row, deed = CELLS[name], DEEDS[name]
    refused_first = sorted(row, key=lambda who: row[who] in ALLOWED)

    found = {
        who: wrong
        for who in refused_first
        if (wrong := list(wrongs(memory, deed, row[who], await tried(memory, deed, who))))
    }

    assert found == {}


@_ONE_EVENING
async def test_the_table_knows_every_command_and_menu_and_no_others(memory: Memory) -> None:
    offered = commands_of(memory.stage.bot)
    assert {command for name in DEEDS if (command := _command(name, offered))} == offered
    assert [name for name in COMMANDS if not _command(name, offered)] == []


def _command(name: str, offered: set[str]) -> str:
    """Give the command that a row is about: the longest one that its name begins with."""
    return max((each for each in offered if f"{name} ".startswith(f"{each} ")), key=len, default="")


def test_the_table_has_a_deed_for_each_row_and_a_meaning_for_each_mark() -> None:
    assert set(CELLS) == set(DEEDS)
    marks = {mark for row in CELLS.values() for mark in row.values()}
    assert marks <= ALLOWED.keys() | REFUSED.keys()
