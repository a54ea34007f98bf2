"""Who may do what: every command, menu, button and form, tried by everybody, judged by answer and state."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from tests.cogs.rights_buttons import BUTTONS
from tests.cogs.rights_commands import COMMANDS
from tests.cogs.rights_deed import tried
from tests.cogs.rights_evening import SECRET, Who
from tests.cogs.rights_forms import FORMS
from tests.cogs.rights_judging import APOLOGY, wrongs
from tests.cogs.rights_memory import Memory, lived
from tests.cogs.rights_product import buttons_of, commands_of, forms_of, suggestions_of
from tests.cogs.rights_suggestions import SUGGESTIONS
from tests.cogs.rights_table import ALLOWED, REFUSED, cells

_ONE_EVENING = pytest.mark.asyncio(loop_scope="module")
DEEDS = {**COMMANDS, **SUGGESTIONS, **BUTTONS, **FORMS}
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
@pytest.mark.parametrize("name", sorted(BUTTONS))
async def test_in_direct_messages_everybody_has_a_right_to_their_own_alone(memory: Memory, name: str) -> None:
    for who in (Who.OUTSIDER, Who.MODERATOR):
        direct = await memory.stage.people.direct_channel(memory.person(who))

        pressed = await tried(memory, BUTTONS[name], who, direct)

        assert pressed.changed <= {"preferences", "erasures"}
        assert pressed.form == ""
        assert SECRET not in pressed.said
        assert APOLOGY not in pressed.said


@_ONE_EVENING
async def test_what_is_not_as_the_table_says_is_noticed(memory: Memory) -> None:
    deed = DEEDS["/mod pause"]
    paused = await tried(memory, deed, Who.MODERATOR)
    shown = await tried(memory, DEEDS["/show"], Who.MEMBER)

    assert list(wrongs(memory, deed, "yes", paused)) == []
    assert [wrong.split()[0] for wrong in wrongs(memory, deed, "mods", paused)] == ["answered", "changed"]
    assert [wrong.split()[0] for wrong in wrongs(memory, deed, "home", paused)] == ["put"] * 3
    assert list(wrongs(memory, DEEDS["/show"], "blind", shown)) == ["told what is the author's"]
    assert list(wrongs(memory, deed, "yes", replace(paused, form="gl:pay"))) != []


@_ONE_EVENING
async def test_nothing_is_in_the_product_that_is_not_in_the_table_and_the_reverse(memory: Memory) -> None:
    bot = memory.stage.bot
    offered = commands_of(bot)

    assert {_command(name, offered) for name in COMMANDS} == offered
    assert set(SUGGESTIONS) == suggestions_of(bot)
    assert set(BUTTONS) == buttons_of(bot)
    assert set(FORMS) == forms_of(bot)


def _command(name: str, offered: set[str]) -> str:
    """Give the command that a row is about: the longest one that its name begins with."""
    return max((each for each in offered if f"{name} ".startswith(f"{each} ")), key=len, default=name)


def test_each_row_has_a_deed_and_each_mark_a_meaning() -> None:
    assert set(CELLS) == set(DEEDS)
    assert {mark for row in CELLS.values() for mark in row.values()} == ALLOWED.keys() | REFUSED.keys()


def test_each_button_and_form_is_tried_by_an_id_of_its_own() -> None:
    ways = {name: str(vars(deed.way)["custom_id"]) for name, deed in {**BUTTONS, **FORMS}.items()}

    assert [name for name, custom_id in ways.items() if not f"{custom_id}:".startswith(f"{name}:")] == []
