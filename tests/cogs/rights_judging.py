"""Whether what came of a deed is what a mark of the table means."""

from collections.abc import Iterator
from typing import Final

from tests.cogs.rights_deed import Deed, Tried
from tests.cogs.rights_evening import SECRET
from tests.cogs.rights_forms import FORMS
from tests.cogs.rights_memory import Memory
from tests.cogs.rights_table import REFUSED

APOLOGY: Final = "Sorry, something went wrong on my side"
_EVERYBODYS: Final = {"operator_day", "operator_month"}
"""Counters of the operator's caps, which all servers share."""
_EVERYBODYS_TABLES: Final = {"turns"}


def wrongs(memory: Memory, deed: Deed, mark: str, tried: Tried) -> Iterator[str]:
    """Say what is not as the table's mark means it."""
    if not _is_said(deed, mark, tried.said):
        yield f"answered {tried.said!r}"
    if tried.form and not any(f"{tried.form}:".startswith(f"{known}:") for known in FORMS):
        yield f"opened a form that is in no row: {tried.form}"
    if mark not in {"yes", "more"} and SECRET in tried.said:
        yield "told what is the author's"
    meant = set(_writes(deed, mark).split())
    # In the other server there is less that could change along.
    some_of_it = mark == "home" and set() < tried.changed <= meant
    if tried.changed != meant and not some_of_it:
        yield f"changed {sorted(tried.changed)} instead of {sorted(meant)}"
    if mark == "home":
        yield from _touched(memory, tried)


def _is_said(deed: Deed, mark: str, said: str) -> bool:
    if mark == "nothing":
        return not said
    if mark == "blind":
        return bool(said) and APOLOGY not in said
    return REFUSED.get(mark, deed.says) in said


def _writes(deed: Deed, mark: str) -> str:
    if mark in REFUSED:
        return ""
    return f"{deed.writes} {deed.more}" if mark == "more" else deed.writes


def _touched(memory: Memory, tried: Tried) -> Iterator[str]:
    """Say what a deed in the other server did to this one."""
    here, home = memory.stage.guild, memory.there["home_guild"]
    for table, row in tried.gone():
        if table not in _EVERYBODYS_TABLES and not {home, str(home), *_EVERYBODYS} & row:
            yield f"took from {table}: {row}"
    for table, row in tried.come():
        if {here, str(here)} & row:
            yield f"put into {table}: {row}"
