"""Servers' lists of words: each its own, changed whole or not at all, and every change in the log."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.domain.words.reading import fit, typed
from bot.domain.words.refusals import PatternsFull, WordsFull
from bot.domain.words.wordlist import MOST_ENTRIES
from bot.ports.wording import KeptWords, WordsChange
from tests.storage.world import CheckedStore, SetClock

Sql = Callable[..., Awaitable[list[tuple[Any, ...]]]]
GUILD, ACTOR = 10, 5
DECISIONS = "SELECT action, details FROM audit_entries WHERE guild_id = 10 ORDER BY entry_id"


async def added(store: CheckedStore, clock: SetClock, words: str, **how: Any) -> WordsChange:
    guild = how.pop("guild", GUILD)
    return await store.add_words(guild, fit(typed(words)), ACTOR, clock.now(), **how)


async def test_a_server_that_never_had_a_list_has_none(store: CheckedStore) -> None:
    assert await store.words(GUILD) == KeptWords(0, ())
    assert (await store.server(GUILD)).own_words == 0


async def test_entries_are_kept_as_typed_once_each_and_for_their_server_alone(
    store: CheckedStore, clock: SetClock
) -> None:
    first = await added(store, clock, "Phooey, blue whale")
    second = await added(store, clock, "PHOOEY, crêpe")

    assert first == WordsChange(added=2, removed=0, known=0, count=2)
    assert second == WordsChange(added=1, removed=0, known=1, count=3)
    assert (await store.words(GUILD)).entries == ("blue whale", "crêpe", "Phooey")
    assert (await store.server(GUILD)).own_words == 3
    assert (await store.words(11)).entries == ()


async def test_every_change_of_any_list_is_another_revision(store: CheckedStore, clock: SetClock) -> None:
    await added(store, clock, "one")
    revisions = [await store.words_revision(GUILD)]
    await added(store, clock, "two", guild=11)
    revisions.append(await store.words_revision(11))
    await store.remove_word(GUILD, "one", ACTOR, clock.now())
    revisions.append(await store.words_revision(GUILD))

    assert revisions == sorted(set(revisions))
    assert (await store.words(GUILD)).revision == revisions[-1]


async def test_what_changes_nothing_is_neither_a_revision_nor_logged(
    store: CheckedStore, clock: SetClock, sql: Sql
) -> None:
    await added(store, clock, "one")
    before = await store.words_revision(GUILD)

    assert await added(store, clock, "ONE", instead=True) == WordsChange(0, 0, 1, 1)
    assert await store.remove_word(GUILD, "two", ACTOR, clock.now()) is None

    assert await store.words_revision(GUILD) == before
    assert len(await sql(DECISIONS)) == 1


async def test_a_removed_entry_is_given_as_it_was_typed(store: CheckedStore, clock: SetClock) -> None:
    await added(store, clock, "Crêpe, tart")

    assert await store.remove_word(11, "crepe", ACTOR, clock.now()) is None
    assert await store.remove_word(GUILD, "crepe", ACTOR, clock.now()) == "Crêpe"
    assert (await store.words(GUILD)).entries == ("tart",)
    assert (await store.server(GUILD)).own_words == 1


async def test_a_list_may_come_instead_of_what_there_is(store: CheckedStore, clock: SetClock) -> None:
    await added(store, clock, "one, two, three")

    change = await added(store, clock, "two, four", instead=True)

    assert change == WordsChange(added=1, removed=2, known=1, count=2)
    assert (await store.words(GUILD)).entries == ("four", "two")


async def test_the_log_names_some_entries_and_counts_them_all(
    store: CheckedStore, clock: SetClock, sql: Sql
) -> None:
    await added(store, clock, ", ".join(f"word {number}" for number in range(30)))
    await added(store, clock, "word 1, other", instead=True)
    await added(store, clock, "other", instead=True)
    await store.remove_word(GUILD, "other", ACTOR, clock.now())

    logged = [(action, json.loads(details)) for action, details in await sql(DECISIONS)]

    assert [action for action, _ in logged] == [
        "words_added",
        "words_added",
        "words_removed",
        "words_removed",
    ]
    assert (len(logged[0][1]["words"]), logged[0][1]["count"]) == (25, 30)
    assert logged[1][1] == {"words": ["other"], "count": 1, "removed": 29}
    assert [details for _, details in logged[2:]] == [
        {"words": ["word 1"], "count": 1},
        {"words": ["other"], "count": 1},
    ]


async def test_a_list_that_is_full_takes_no_more_and_stays_as_it_was(
    store: CheckedStore, clock: SetClock
) -> None:
    await added(store, clock, ", ".join(f"word {number}" for number in range(MOST_ENTRIES)))

    with pytest.raises(WordsFull) as full:
        await added(store, clock, "more")
    with pytest.raises(PatternsFull):
        await added(
            store, clock, ", ".join(f"*{'pattern' * 7}{number}*" for number in range(300)), instead=True
        )

    assert full.value.count == MOST_ENTRIES + 1
    assert (await store.server(GUILD)).own_words == MOST_ENTRIES
    assert (await added(store, clock, "only", instead=True)).count == 1
