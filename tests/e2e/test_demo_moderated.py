"""The moderated half of `make demo`: what its searches and comparisons notice."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Row

import pytest

from sandbox.demo.accounts import call_to_account
from sandbox.demo.arrival import arrive
from sandbox.demo.house_rules import set_house_rules
from sandbox.demo.making import QUICK as CHEAP
from sandbox.demo.parting import part
from sandbox.demo.steps import Play
from sandbox.demo.tour import FINN
from sandbox.demo.traces import found, traces_of
from sandbox.demo.watching import StepFailed
from sandbox.demo.wishes import Wish
from tests.e2e.both import both

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


@pytest.mark.parametrize("place", ["greenlit.db", "greenlit.db-wal", "bot.log", "media/ab/take.mp4"])
def test_a_trace_is_found_wherever_the_bot_keeps_things(tmp_path: Path, place: str) -> None:
    hashed = {"their file": hashlib.sha256(b"a film").hexdigest()}
    traces = traces_of(1_441_330_203, {"what they said": "A fox"}, hashed)
    kept = tmp_path / place
    kept.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "discord.log").write_text("a fox by 1441330203")
    kept.write_bytes(b"a film")
    assert found(tmp_path, traces) == [f"their file in {kept.name}"]

    for written in (
        b"it says a FOX here",
        (1_441_330_203).to_bytes(8),
        b"by 1441330203",
        hashed["their file"].encode(),
    ):
        kept.write_bytes(b"..." + written)
        assert len(found(tmp_path, traces)) == 1
    kept.write_bytes(b"nothing of them")
    assert found(tmp_path, traces) == []


async def test_a_trace_that_an_erasure_leaves_is_noticed(tmp_path: Path) -> None:
    async with both(tmp_path) as stage:
        play = Play(stage)
        await arrive(play)
        await play.create(Wish("theirs", FINN, {**CHEAP, "prompt": "a violet heron"}))
        await play.all_told()
        forgotten = tmp_path / "media" / "elsewhere" / "notes.txt"
        forgotten.parent.mkdir()
        forgotten.write_text("A Violet Heron")
        with pytest.raises(StepFailed, match=re.escape("there is still ['“a violet heron” in notes.txt']")):
            await part(play)
    assert play.wish("theirs").erased


async def test_accounts_that_are_not_what_ledger_and_log_say_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with both(tmp_path) as stage:
        play = Play(stage)
        await arrive(play)
        await set_house_rules(play)
        await play.create(Wish("one", "jonas", {**CHEAP, "prompt": "a kite"}))
        await play.all_told()
        await call_to_account(play)
        truth = stage.rows

        def silent_about(what: str) -> Callable[..., list[Row]]:
            return lambda query, **values: [] if what in query else truth(query, **values)

        monkeypatch.setattr(stage, "rows", silent_about("generation_money"))
        with pytest.raises(StepFailed, match=r"/mod report says .*, the ledger \{\}"):
            await call_to_account(play)
        monkeypatch.setattr(stage, "rows", silent_about("audit_entries"))
        with pytest.raises(StepFailed, match="there are 0 decisions, and /mod audit says"):
            await call_to_account(play)
