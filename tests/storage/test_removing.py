"""Marking what somebody had deleted: at once, once, and without a word to the ledger."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.generation import MediaRole, State
from bot.domain.lineage import Kin, Origin
from bot.domain.moderation.audit import Action, Decision
from bot.domain.postings import PostingKind
from tests.storage.world import START, World, video


async def due(world: World, seconds: float) -> list[str]:
    return [each.id for each in await world.store.to_remove(world.later(seconds), 9)]


async def test_what_is_marked_is_due_until_it_is_cleared_away(world: World) -> None:
    generation = await world.delivered("a")
    other = await world.delivered("b")

    marked = await world.store.remove(generation.id, START, world.later(60))

    assert marked is not None
    assert marked.removed_at == START
    assert await due(world, 59) == []
    assert await due(world, 60) == [generation.id]
    await world.store.removal_postponed(generation.id, world.later(90))
    assert await due(world, 89) == []
    await world.store.removed(generation.id)
    await world.store.removal_postponed(generation.id, START)
    assert await due(world, 999) == []
    assert (await world.now(other)).removed_at is None


async def test_a_second_time_changes_nothing(world: World) -> None:
    generation = await world.delivered("a")
    await world.store.remove(generation.id, START, world.later(60))
    await world.store.removed(generation.id)
    first = await world.now(generation)

    assert await world.store.remove(generation.id, world.later(5), world.later(65)) == first
    assert await due(world, 999) == []


async def test_once_cleared_away_nothing_says_where_it_was_and_the_books_still_know_of_it(
    world: World, sql: Any
) -> None:
    inputs = {MediaRole.FIRST_FRAME: video("first.png")}
    generation = await world.delivered("a", inputs=inputs)

    await world.store.remove(generation.id, START, world.later(60))
    assert await sql("SELECT path FROM inputs") == [("first.png",)]
    await world.store.removed(generation.id)

    assert await sql("SELECT state, url, path, sha256 FROM takes") == [("stored", "", "", "")]
    assert await sql("SELECT * FROM inputs") == []
    assert (await world.now(generation)).prompt == generation.prompt


async def test_a_decision_blanks_the_prompt_and_is_logged_and_told_once(world: World, sql: Any) -> None:
    generation = await world.delivered("a")
    first = Decision(10, 91, Action.REMOVED, 5, generation.id, "spam")

    for decision in (first, replace(first, actor_discord_id=92, reason="too late")):
        await world.store.remove(generation.id, START, world.later(60), decision)

    assert (await world.now(generation)).prompt == ""
    assert await sql("SELECT prompt_folded FROM generations") == [("",)]
    assert await sql("SELECT action, reason FROM audit_entries") == [("removed", "spam")]
    assert await world.store.removal_reason(generation.id) == "spam"
    (posting,) = await world.store.postings_due(START, 9)
    assert (posting.kind, posting.recipient_discord_id) == (PostingKind.REMOVAL, 5)


async def test_a_decision_counts_for_what_its_author_has_deleted_already(world: World) -> None:
    generation = await world.delivered("a")
    await world.store.remove(generation.id, START, world.later(60))
    await world.store.removed(generation.id)
    assert await world.store.removal_reason(generation.id) is None

    await world.store.remove(
        generation.id, START, START, Decision(10, 91, Action.REMOVED, 5, generation.id, "spam")
    )

    assert (await world.now(generation)).prompt == ""
    assert await due(world, 999) == []


@pytest.mark.parametrize("actor", [5, 91])
async def test_only_an_author_who_did_not_decide_it_is_told(world: World, actor: int) -> None:
    generation = await world.delivered("a")

    await world.store.remove(
        generation.id, START, START, Decision(10, actor, Action.REMOVED, 5, generation.id)
    )

    assert len(await world.store.postings_due(START, 9)) == (actor != 5)


async def test_an_author_who_is_not_known_any_more_cannot_be_told(world: World, sql: Any) -> None:
    generation = await world.delivered("a")
    await sql("UPDATE members SET discord_id = NULL")

    await world.store.remove(
        generation.id, START, START, Decision(10, 91, Action.REMOVED, None, generation.id)
    )

    assert await world.store.removal_reason(generation.id) == ""
    assert await world.store.postings_due(START, 9) == []


async def test_the_latest_of_a_server_are_found_by_words_or_id_but_no_private_or_removed_ones(
    world: World,
) -> None:
    fox = await world.delivered("a", prompt="a fox")
    owl = await world.delivered("b", prompt="an owl")
    removed = await world.delivered("c", prompt="a fox too")
    await world.store.remove(removed.id, START, START)
    await world.delivered("d", prompt="a secret fox", private=True)
    await world.accepted(prompt="a fox to come")

    async def found(typed: str, guild_id: int = 10) -> list[str]:
        return [each.id for each in await world.store.latest(guild_id, typed, 9)]

    assert await found("") == [owl.id, fox.id]
    assert await found("FOX") == [fox.id]
    assert await found(owl.id[:8]) == [owl.id]
    assert await found("", 11) == []


async def test_its_files_count_as_retired_from_then_on_and_nobody_begins_with_it(world: World) -> None:
    generation = await world.delivered("a")

    await world.store.remove(generation.id, START, world.later(60))

    assert (await world.now(generation)).retired_at == START
    assert await world.store.to_retire(world.later(999), 9) == []
    assert await world.store.find(5, 10, "", 9, with_video=True) == []


async def test_what_was_retired_before_stays_retired_since_then(world: World) -> None:
    generation = await world.delivered("a")
    await world.store.retired(generation.id, START)

    await world.store.remove(generation.id, world.later(5), world.later(65))

    assert (await world.now(generation)).retired_at == START


async def test_its_card_is_due_at_once(world: World) -> None:
    generation = await world.delivered("a")
    before = generation.revision
    await world.store.card_shown(generation.id, 777, "face", before, world.later(600))

    await world.store.remove(generation.id, START, world.later(60))

    assert [each.revision for each in await world.store.cards_due(START, 9)] == [before + 1]


@pytest.mark.parametrize("stage", ["accepted", "running", "succeeded", "settled"])
async def test_what_is_under_way_is_not_marked(world: World, stage: str) -> None:
    keys = () if stage in {"accepted", "running"} else ("a",)
    generation = await getattr(world, stage)(*keys)

    assert await world.store.remove(generation.id, START, world.later(60)) is None
    assert (await world.now(generation)).removed_at is None


async def test_what_nobody_knows_is_a_bug(world: World) -> None:
    with pytest.raises(LookupError):
        await world.store.remove("00000000-0000-4000-8000-000000000000", START, START)


async def test_state_and_books_are_as_before(world: World, sql: Any) -> None:
    generation = await world.delivered("a")
    entries, spent = await sql("SELECT * FROM ledger_entries"), await world.held_and_spent()

    await world.store.remove(generation.id, START, world.later(60))
    await world.store.removed(generation.id)

    assert await sql("SELECT * FROM ledger_entries") == entries
    assert await world.held_and_spent() == spent
    assert (await world.now(generation)).state is State.DELIVERED


async def test_an_origin_leads_to_its_message_while_that_is_there_for_all(world: World) -> None:
    earlier = await world.delivered("a")
    later = await world.accepted(origin=Origin(Kin.AGAIN, earlier.id, 1))
    assert later.origin is not None
    assert (later.origin.channel_id, later.origin.message_id) == (20, 901)

    await world.store.remove(earlier.id, START, world.later(60))

    unlinked = (await world.now(later)).origin
    assert unlinked is not None
    assert (unlinked.generation_id, unlinked.message_id) == (earlier.id, None)


async def test_a_private_or_unposted_origin_has_no_message(world: World) -> None:
    private = await world.delivered("a", private=True)
    waiting = await world.accepted()

    for earlier in (private, waiting):
        later = await world.accepted(origin=Origin(Kin.AGAIN, earlier.id))
        assert later.origin is not None
        assert later.origin.message_id is None
