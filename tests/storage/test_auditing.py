"""Reading the audit log: newest first, one server's, one person's."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.moderation.audit import Action, Decision
from bot.domain.servers import SettingValue
from bot.storage.sqlite import SqliteStore, serving
from tests.storage.world import CheckedStore, SetClock

MIRA, JONAS, EVE = 5, 6, 7

Decided = Callable[..., Awaitable[None]]


@pytest.fixture
def decided(store: CheckedStore, clock: SetClock) -> Decided:
    assert isinstance(store, SqliteStore)
    writer = store.writer

    async def log(guild_id: int, actor: int, subject: int | None = None, **details: SettingValue) -> None:
        action = Action.SETTINGS_CHANGED if subject is None else Action.APPROVED
        decision = Decision(guild_id, actor, action, subject, "a" if subject else None, "why", details)
        await writer.do(lambda db: serving.log(db, decision, clock.now()))

    return log


async def test_a_page_has_the_newest_first_and_counts_all(store: CheckedStore, decided: Decided) -> None:
    for number in range(5):
        await decided(10, MIRA, concurrent=number)

    page = await store.audit_page(10, None, 1, 2)

    assert [entry.details["concurrent"] for entry in page.entries] == [2, 1]
    assert (page.number, page.total) == (1, 5)


async def test_beyond_the_last_page_there_is_the_first(store: CheckedStore, decided: Decided) -> None:
    await decided(10, MIRA, concurrent=1)

    page = await store.audit_page(10, None, 7, 2)

    assert (page.number, len(page.entries)) == (0, 1)
    assert (await store.audit_page(12, None, 7, 2)).total == 0


async def test_another_server_has_a_log_of_its_own(store: CheckedStore, decided: Decided) -> None:
    await decided(10, MIRA, JONAS)
    await decided(11, MIRA, JONAS)

    for asked in (None, MIRA, JONAS):
        page = await store.audit_page(10, asked, 0, 9)
        assert {entry.guild_id for entry in page.entries} == {10}
        assert page.total == 1


async def test_of_one_person_there_is_what_they_did_and_what_was_about_them(
    store: CheckedStore, decided: Decided
) -> None:
    await decided(10, MIRA, JONAS)
    await decided(10, JONAS, EVE)
    await decided(10, EVE, EVE)
    await decided(10, MIRA, concurrent=1)

    page = await store.audit_page(10, JONAS, 0, 9)

    found = [(entry.actor_discord_id, entry.subject_discord_id) for entry in page.entries]
    assert found == [(JONAS, EVE), (MIRA, JONAS)]
    assert (await store.audit_page(10, EVE, 0, 9)).total == 2
    assert (await store.audit_page(10, 99, 0, 9)).total == 0


async def test_an_entry_is_read_as_it_was_written(
    store: CheckedStore, decided: Decided, clock: SetClock
) -> None:
    await decided(10, MIRA, allowed_channel_ids=(1, 2))

    (entry,) = (await store.audit_page(10, None, 0, 9)).entries

    assert entry == await store.audit_entry(entry.id)
    assert entry.action is Action.SETTINGS_CHANGED
    assert entry.details == {"allowed_channel_ids": (1, 2)}
    assert (entry.reason, entry.generation_id, entry.created_at) == ("why", None, clock.now())
    assert await store.audit_entry(entry.id + 1) is None
