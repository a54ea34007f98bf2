"""Drafts are kept word by word, and used in one revision by one."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from bot.domain.drafts import DRAFT_LIFE, Draft
from bot.domain.errors import DraftGone, LimitReached
from bot.domain.generation import MediaRole
from bot.domain.lineage import Kin, Origin
from bot.domain.request import Attachment, DraftRef
from tests.storage.world import START, World, limits, video

FIRST, LAST, VIDEO = MediaRole.FIRST_FRAME, MediaRole.LAST_FRAME, MediaRole.SOURCE_VIDEO
PICTURE = replace(video("inputs/1.png"), mime="image/png", duration_seconds=None, has_audio=False)
SAID = Draft(
    id="8a4d0d3e-0000-4000-8000-000000000001",
    author_discord_id=5,
    guild_id=10,
    created_at=START,
    expires_at=START + DRAFT_LIFE,
    prompt="Ein Leuchtturm, 灯台 🗼",
    model_id="pixverse-v6",
    options={"duration": 5, "audio": True, "style": "anime"},
    attachments={FIRST: Attachment("image", "a.png", "https://cdn.test/a.png", 7)},
    sources={VIDEO: "0b6f/2"},
    inputs={FIRST: PICTURE, LAST: video("inputs/2.mp4")},
    origin=Origin(Kin.EDITED, "0b6f", 2),
    private=True,
)
BARE = Draft("8a4d0d3e-0000-4000-8000-000000000002", 6, 10, START, START + DRAFT_LIFE)


async def begun(world: World, author: int = 5, minutes: int = 0) -> Draft:
    created_at = START + timedelta(minutes=minutes)
    draft = replace(BARE, id=str(uuid4()), author_discord_id=author, created_at=created_at)
    await world.store.add_draft(draft, 9)
    return draft


def ref(draft: Draft) -> DraftRef:
    return DraftRef(draft.id, draft.revision)


@pytest.mark.parametrize("draft", [SAID, BARE])
async def test_a_draft_is_read_as_it_was_written(world: World, draft: Draft) -> None:
    await world.store.add_draft(draft, 9)

    assert await world.store.draft(draft.id) == draft


async def test_an_unknown_draft_is_none(world: World) -> None:
    assert await world.store.draft("nothing") is None


async def test_a_change_replaces_the_revision_before_it_and_no_other(world: World) -> None:
    await world.store.add_draft(BARE, 9)
    later = replace(SAID, id=BARE.id, revision=1, expires_at=START + timedelta(days=2))

    assert not await world.store.change_draft(replace(later, revision=2))
    assert not await world.store.change_draft(replace(later, id="nothing"))
    assert await world.store.change_draft(later)
    assert not await world.store.change_draft(later)

    # Whose it is and where it came from never changes.
    kept = replace(later, author_discord_id=BARE.author_discord_id, origin=None)
    assert await world.store.draft(BARE.id) == kept


async def test_a_draft_is_removed_in_the_revision_that_was_seen(world: World) -> None:
    await world.store.add_draft(SAID, 9)
    changed = replace(SAID, revision=1)
    await world.store.change_draft(changed)

    assert not await world.store.remove_draft(SAID)
    assert await world.store.remove_draft(changed)
    assert not await world.store.remove_draft(changed)
    assert await world.store.draft(SAID.id) is None


async def test_drafts_expire_at_their_time_longest_over_first(world: World) -> None:
    second, first = replace(SAID, expires_at=START + timedelta(hours=2)), BARE
    for draft in (second, replace(first, expires_at=START + timedelta(hours=1))):
        await world.store.add_draft(draft, 9)

    assert await world.store.expired_drafts(START + timedelta(minutes=59), 9) == []
    assert [draft.id for draft in await world.store.expired_drafts(START + timedelta(hours=1), 9)] == [
        first.id
    ]
    due = await world.store.expired_drafts(START + timedelta(hours=2), 9)
    assert [draft.id for draft in due] == [first.id, second.id]
    assert len(await world.store.expired_drafts(START + timedelta(hours=2), 1)) == 1


async def test_beyond_so_many_the_members_oldest_make_room(world: World) -> None:
    newer, oldest, older = [await begun(world, minutes=minutes) for minutes in (9, 1, 2)]
    await begun(world, author=6)
    newest = replace(SAID, created_at=START + timedelta(hours=1))

    crowded_out = await world.store.add_draft(newest, 2)

    assert [draft.id for draft in crowded_out] == [older.id, oldest.id]
    assert await world.store.draft(oldest.id) is None
    assert await world.store.draft(newer.id) == newer
    assert await world.store.draft(newest.id) == newest


async def test_files_of_drafts_count_as_kept(world: World) -> None:
    await world.store.add_draft(SAID, 9)
    await world.store.add_draft(BARE, 9)
    await world.accepted(inputs={FIRST: video("inputs/9.png")})

    assert await world.store.input_paths() == {"inputs/1.png", "inputs/2.mp4", "inputs/9.png"}


async def test_an_accepted_draft_is_none_any_more_and_its_files_are_the_generations(world: World) -> None:
    await world.store.add_draft(SAID, 9)

    generation = await world.accepted(draft=ref(SAID), inputs=SAID.inputs, request_key="draft:1")

    assert await world.store.draft(SAID.id) is None
    assert generation.inputs == SAID.inputs
    again = await world.accepted(draft=ref(SAID), inputs=SAID.inputs, request_key="draft:1")
    assert again.id == generation.id


async def test_what_was_changed_or_cancelled_meanwhile_is_not_accepted_and_nothing_is_held(
    world: World,
) -> None:
    await world.store.add_draft(SAID, 9)
    await world.store.change_draft(replace(SAID, revision=1, inputs={}))

    with pytest.raises(DraftGone):
        await world.accepted(draft=ref(SAID), inputs=SAID.inputs, request_key="draft:1")

    assert await world.store.by_request("draft:1") is None
    assert {held for held, _ in await world.held_and_spent()} == {0}
    assert await world.store.draft(SAID.id) is not None


async def test_without_room_the_draft_stays(world: World) -> None:
    await world.store.add_draft(SAID, 9)

    with pytest.raises(LimitReached):
        await world.accepted(draft=ref(SAID), inputs=SAID.inputs, limits=limits(member=1))

    assert await world.store.draft(SAID.id) == SAID
