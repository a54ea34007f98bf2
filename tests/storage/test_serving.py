"""Servers' settings, and the log of who changed them."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.domain.money import Micros
from bot.domain.postings import PostingKind
from bot.domain.servers import ServerSettings
from tests.storage.world import CheckedStore, SetClock

Sql = Callable[..., Awaitable[list[tuple[Any, ...]]]]


async def test_a_server_that_decided_nothing_has_the_defaults(store: CheckedStore) -> None:
    assert await store.server(10) == ServerSettings()


async def test_changes_are_kept_for_their_server_alone(store: CheckedStore, clock: SetClock) -> None:
    await store.change_server(10, {"confirm_above_micros": 500_000}, 5, clock.now())
    await store.change_server(10, {"concurrent": 3}, 5, clock.now())

    assert await store.server(10) == ServerSettings(confirm_above_micros=Micros(500_000), concurrent=3)
    assert await store.server(11) == ServerSettings()


async def test_a_decision_can_be_undone(store: CheckedStore, clock: SetClock) -> None:
    await store.change_server(10, {"concurrent": 3, "default_model_id": "pixverse-v6"}, 5, clock.now())

    after = await store.change_server(10, {"concurrent": None}, 5, clock.now())

    assert after == await store.server(10) == ServerSettings(default_model_id="pixverse-v6")


async def test_what_a_newer_release_has_decided_is_no_trouble_to_this_one(
    store: CheckedStore, clock: SetClock, sql: Sql
) -> None:
    await store.change_server(10, {"concurrent": 3}, 5, clock.now())
    await sql("INSERT INTO server_settings (guild_id, name, value) VALUES (10, 'of_tomorrow', '7')")

    assert await store.server(10) == ServerSettings(concurrent=3)


async def test_the_log_has_what_really_changed_and_who_did_it(
    store: CheckedStore, clock: SetClock, sql: Sql
) -> None:
    await store.change_server(10, {"concurrent": 3, "confirm_above_micros": None}, 5, clock.now())
    await store.change_server(10, {"concurrent": 3}, 6, clock.now())

    (entry,) = await sql(
        "SELECT guild_id, discord_id, action, details FROM audit_entries"
        " JOIN members ON member_id = actor_member_id"
    )
    assert entry[:3] == (10, 5, "settings_changed")
    assert json.loads(entry[3]) == {"concurrent": 3}


@pytest.mark.parametrize("spoiling", ["UPDATE audit_entries SET reason = 'x'", "DELETE FROM audit_entries"])
async def test_the_log_never_changes(store: CheckedStore, clock: SetClock, sql: Sql, spoiling: str) -> None:
    await store.change_server(10, {"concurrent": 3}, 5, clock.now())

    with pytest.raises(Exception, match="append-only"):
        await sql(spoiling)


async def test_lifting_what_nobody_decided_is_no_decision(
    store: CheckedStore, clock: SetClock, sql: Sql
) -> None:
    await store.change_server(10, {"denied_model_ids": None, "concurrent": None}, 5, clock.now())

    assert await sql("SELECT * FROM audit_entries") == []


async def test_the_log_has_what_is_needed_to_understand_a_change(
    store: CheckedStore, clock: SetClock, sql: Sql
) -> None:
    await store.change_server(10, {"max_takes": 2, "concurrent": 1}, 5, clock.now())

    await store.change_server(10, {"max_duration": 8}, 5, clock.now())

    *_, (details,) = await sql("SELECT details FROM audit_entries ORDER BY entry_id")
    assert json.loads(details) == {"max_duration": 8, "max_resolution": None, "max_takes": 2}


async def test_what_is_decided_once_there_is_a_log_channel_is_posted_there(
    store: CheckedStore, clock: SetClock
) -> None:
    await store.change_server(10, {"concurrent": 3}, 5, clock.now())
    assert await store.postings_due(clock.now(), 9) == []

    await store.change_server(10, {"log_channel_id": 77, "log_locale": "de"}, 5, clock.now())
    await store.change_server(11, {"concurrent": 3}, 5, clock.now())
    await store.change_server(10, {"log_channel_id": None}, 5, clock.now())
    await store.change_server(10, {"concurrent": 4}, 5, clock.now())

    (due,) = await store.postings_due(clock.now(), 9)
    assert (due.kind, due.guild_id, due.channel_id, due.locale) == (PostingKind.LOG, 10, 77, "de")
    entry = await store.audit_entry(int(due.key))
    assert entry is not None
    assert entry.details["log_channel_id"] == 77


async def test_a_decision_that_is_not_carried_out_is_not_posted(
    store: CheckedStore, clock: SetClock, sql: Sql
) -> None:
    await store.change_server(10, {"log_channel_id": 77}, 5, clock.now())
    await sql("DELETE FROM postings")
    await sql(
        "CREATE TRIGGER full BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )

    with pytest.raises(Exception, match="disk full"):
        await store.change_server(10, {"concurrent": 4}, 5, clock.now())

    assert (await store.server(10)).concurrent is None
    assert await store.postings_due(clock.now(), 9) == []
