import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.generation import State
from bot.domain.news import Letter
from bot.storage.sqlite import DatabaseUnusable, open_store
from bot.storage.sqlite.backup import backup, restore
from tests.storage.world import START, SetClock, World


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "greenlit.db"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "saved" / "greenlit.backup"


async def make(path: Path, saved: Path) -> str:
    """A database with a settled and a running generation, and its backup."""
    async with open_store(path, SetClock()) as store:
        world = World(store)
        await world.settled("a")
        generation = await world.running()
        await store.backup(saved)
    return generation.id


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS ledger_entries_never_change")
        connection.execute(statement)
        connection.commit()


async def test_a_copy_made_while_the_store_is_busy_is_consistent(path: Path, saved: Path) -> None:
    async with open_store(path, SetClock()) as store:
        world = World(store)
        busy = asyncio.gather(*(world.accepted() for _ in range(50)))
        for number in range(3):
            await store.backup(saved.with_name(f"{number}.db"))
        await busy

    for number in range(3):
        async with open_store(saved.with_name(f"{number}.db"), SetClock()) as copied:
            assert await copied.check() == []


async def test_a_backup_is_one_file_and_replaces_the_last_one(path: Path, saved: Path) -> None:
    for _ in range(2):
        await make(path, saved)

    assert [file.name for file in saved.parent.iterdir()] == ["greenlit.backup"]


async def test_another_process_may_back_up_what_the_bot_has_open(path: Path, saved: Path) -> None:
    async with open_store(path, SetClock()) as store:
        generation = await World(store).running()
        backup(path, saved)
        await store.ping()

    async with open_store(saved, SetClock()) as copied:
        found = await copied.get(generation.id)
        assert found is not None
        assert found.state is State.RUNNING


async def test_what_is_restored_is_what_was_backed_up(path: Path, saved: Path) -> None:
    generation_id = await make(path, saved)
    async with open_store(path, SetClock()) as store:
        await World(store).accepted(request_key="after the backup")

    restore(saved, path)

    async with open_store(path, SetClock()) as store:
        assert await store.check() == []
        assert await store.get(generation_id) is not None
        assert await store.by_request("after the backup") is None
    async with open_store(path.with_name("greenlit.db.before-restore"), SetClock()) as old:
        assert await old.by_request("after the backup") is not None


async def test_webhooks_and_keys_are_restored_so_that_addresses_hold_and_nothing_is_applied_twice(
    path: Path, saved: Path
) -> None:
    waiting, applied = Letter("waiting", "runware", ("task",), START), Letter("applied", "runware", (), START)
    async with open_store(path, SetClock()) as store:
        for letter in (waiting, applied):
            await store.receive(letter, START)
        await store.postpone_letter("applied", None)
        key = await store.secret("links", b"made once")
        await store.backup(saved)
        await store.postpone_letter("waiting", None)

    restore(saved, path)

    async with open_store(path, SetClock()) as store:
        assert await store.letters_due(START, 9) == [waiting]
        assert not await store.receive(applied, START)
        assert await store.secret("links", b"another") == key


async def test_a_lost_database_is_restored(path: Path, saved: Path) -> None:
    generation_id = await make(path, saved)
    path.unlink()

    restore(saved, path)

    async with open_store(path, SetClock()) as store:
        assert await store.get(generation_id) is not None


async def test_a_ruined_database_is_restored_and_kept_beside(path: Path, saved: Path) -> None:
    await make(path, saved)
    path.write_bytes(b"ruined" * 1000)

    restore(saved, path)

    assert path.with_name("greenlit.db.before-restore").read_bytes().startswith(b"ruined")
    async with open_store(path, SetClock()) as store:
        assert await store.check() == []


async def test_a_database_in_use_is_not_replaced(path: Path, saved: Path) -> None:
    await make(path, saved)

    async with open_store(path, SetClock()) as store:
        await store.ping()
        with pytest.raises(DatabaseUnusable, match="in use: stop the bot"):
            restore(saved, path)
        await store.ping()


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (
            "UPDATE ledger_entries SET amount_micros = amount_micros + 1 WHERE entry_id = 1",
            "transfer 1 sums to 1",
        ),
        ("DELETE FROM members", "damaged: ok, 2 orphaned rows"),
    ],
)
async def test_a_spoilt_backup_is_refused_and_nothing_is_touched(
    path: Path, saved: Path, damage: str, complaint: str
) -> None:
    await make(path, saved)
    before = path.read_bytes()
    change(saved, damage)

    with pytest.raises(DatabaseUnusable, match=complaint):
        restore(saved, path)

    assert path.read_bytes() == before


def test_what_is_no_backup_is_refused(path: Path, saved: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="no backup at"):
        restore(saved, path)
    with pytest.raises(DatabaseUnusable, match="no database at"):
        backup(path, saved)
    saved.parent.mkdir()
    saved.write_text("Dear diary, " * 500)
    with pytest.raises(DatabaseUnusable, match="no SQLite database"):
        restore(saved, path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE cats (name TEXT)")
    with pytest.raises(DatabaseUnusable, match="no backup of a Greenlit database"):
        restore(path, saved)
