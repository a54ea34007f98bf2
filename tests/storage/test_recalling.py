from collections.abc import Sequence

import pytest

from bot.domain.generation import Generation, Place, State
from bot.domain.news import TakeDone
from bot.domain.sight import Load, Viewer
from tests.storage.world import PRICE, START, World


async def found(world: World, text: str, *, active_only: bool = False, author: int = 5) -> list[str]:
    rows = await world.store.find(author, 10, text, 25, active_only=active_only)
    return [generation.prompt for generation in rows]


async def test_what_waits_is_cancelled_and_nothing_is_charged(world: World) -> None:
    generation = await world.accepted()

    cancelled = await world.store.cancel(generation.id, START)

    assert cancelled is not None
    assert (cancelled.state, cancelled.charged_micros, cancelled.ended_at) == (State.CANCELLED, 0, START)
    assert await world.held_and_spent() == [(0, 0)] * 4
    assert await world.store.claim_for_submit("runware", START, START, 9, 9) == []


async def test_what_is_submitted_can_only_be_discarded(world: World) -> None:
    waiting, submitted = await world.claimed(), await world.accepted()

    assert await world.store.cancel(waiting.id, START) is None
    assert await world.store.discard(submitted.id, START) is None
    assert await world.store.discard("nobody", START) is None
    assert await world.store.cancel("nobody", START) is None

    discarded = await world.store.discard(waiting.id, START)
    assert discarded is not None
    assert discarded.discarded
    assert await world.store.discard(waiting.id, START) == discarded


@pytest.mark.parametrize("step", ["claimed", "running"])
async def test_discarding_moves_no_money(world: World, step: str) -> None:
    generation: Generation = await getattr(world, step)()
    before = await world.held_and_spent()

    await world.store.discard(generation.id, START)

    assert await world.held_and_spent() == before


async def test_own_generations_are_found_newest_first(world: World) -> None:
    await world.accepted(prompt="first")
    await world.accepted(prompt="second")
    await world.accepted(prompt="somebody else's", discord_id=6)

    assert await found(world, "") == ["second", "first"]
    assert await found(world, "", author=6) == ["somebody else's"]
    assert await found(world, "", author=404) == []
    assert await world.store.find(5, 11, "", 25, active_only=False) == []
    assert [row.prompt for row in await world.store.find(5, 10, "", 1, active_only=False)] == ["second"]


async def test_words_are_found_in_any_order_and_case(world: World) -> None:
    await world.accepted(prompt="Ein GRÜNER Leuchtturm, 100% neon_pink")

    assert await found(world, "leuchtTURM grüner")
    assert await found(world, "100%")
    assert not await found(world, "leuchtturm rot")
    assert not await found(world, "neon%pink")


@pytest.mark.parametrize(
    ("prompt", "typed"),
    [
        ("un café ÉLÉGANT", "elegant cafe"),
        ("un cafe elegant", "CAFÉ"),
        ("eine STRASSE", "straße"),
        ("雨の中の灯台", "灯台 雨"),
        ("ネオンの街", "ネオン"),
        ("\uff2eeon", "neon"),
        ("불꽃놀이", "불꽃"),
        ("Ёлка в снегу", "елка"),
    ],
)
async def test_words_are_found_with_other_accents_and_letters_and_in_scripts_without_spaces(
    world: World, prompt: str, typed: str
) -> None:
    await world.accepted(prompt=prompt)
    await world.accepted(prompt="something else")

    assert await found(world, typed) == [prompt]


@pytest.mark.parametrize(("prompt", "typed"), [("がぎ", "か"), ("각", "가")])
async def test_marks_that_make_another_letter_are_no_accents(world: World, prompt: str, typed: str) -> None:
    await world.accepted(prompt=prompt)

    assert await found(world, typed) == []


async def test_the_start_of_an_id_is_found(world: World) -> None:
    generation = await world.accepted(prompt="A")
    await world.accepted(prompt="B")

    assert await found(world, generation.id[:8].upper()) == ["A"]
    assert await found(world, "_" * 8) == []


async def test_only_what_is_not_ended_is_active(world: World) -> None:
    await world.delivered("a", prompt="done")
    await world.settled("b", prompt="nearly")
    await world.accepted(prompt="waiting")

    assert await found(world, "", active_only=True) == ["waiting", "nearly"]


async def test_results_to_go_on_with_are_those_of_which_a_video_is_kept(world: World) -> None:
    await world.delivered("a", prompt="done")
    await world.settled("b", prompt="nearly")
    await world.running(prompt="rendering")
    retired = await world.delivered("c", prompt="long ago")
    await world.store.retired(retired.id, START)

    rows = await world.store.find(5, 10, "", 25, with_video=True)

    assert [row.prompt for row in rows] == ["done"], "what is on its way may still be for moderators to see"


AUTHOR = Viewer(5, 10, frozenset())
MEMBER = Viewer(6, 10, frozenset({20}))
MODERATOR = Viewer(7, 10, frozenset({20}), is_moderator=True)
STRANGER = Viewer(6, 11, frozenset({20}))
"""Somebody in another server."""


async def one_of_each_kind(world: World) -> None:
    """A member's generations, called by who else may see them."""
    await world.delivered("a", prompt="everybody")
    await world.delivered("b", prompt="nobody: private", private=True)
    await world.delivered("c", prompt="nobody: elsewhere", place=Place(guild_id=10, channel_id=21))
    await world.running(prompt="moderators: rendering")
    await world.accepted(prompt="moderators: waiting")


def kinds(found: Sequence[Generation]) -> list[str]:
    return [generation.prompt.partition(":")[0] for generation in found]


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (AUTHOR, ["moderators", "moderators", "nobody", "nobody", "everybody"]),
        (MEMBER, ["everybody"]),
        (MODERATOR, ["moderators", "moderators", "everybody"]),
        (STRANGER, []),
    ],
    ids=["author", "member", "moderator", "stranger"],
)
async def test_history_and_ids_show_the_same_and_to_others_only_what_is_theirs_to_see(
    world: World, viewer: Viewer, expected: list[str]
) -> None:
    await one_of_each_kind(world)

    page = await world.store.history(viewer, 5, "", 0, 10)
    every = [await world.store.find(5, 10, "", 25)]
    by_id = [found for row in every[0] for found in await world.store.visible(viewer, row.id, 2)]

    assert kinds(page.generations) == kinds(by_id) == expected
    assert page.total == len(expected)


async def test_history_comes_in_pages_and_begins_anew_behind_the_last(world: World) -> None:
    for number in range(5):
        await world.accepted(prompt=f"clip {number}")

    first, last, beyond = [await world.store.history(AUTHOR, 5, "", number, 2) for number in (0, 2, 9)]

    assert [row.prompt for row in first.generations] == ["clip 4", "clip 3"]
    assert [row.prompt for row in last.generations] == ["clip 0"]
    assert [(page.number, page.total) for page in (first, last, beyond)] == [(0, 5), (2, 5), (0, 5)]
    assert beyond.generations == first.generations


async def test_history_is_searched_by_words_and_by_ids(world: World) -> None:
    owl = await world.accepted(prompt="An OWL at night")
    await world.accepted(prompt="a fox")

    async def search(text: str) -> list[str]:
        return [row.prompt for row in (await world.store.history(AUTHOR, 5, text, 0, 10)).generations]

    assert await search("night owl") == ["An OWL at night"]
    assert await search(f"ID: {owl.id[:9].upper()}") == ["An OWL at night"]
    assert await search("owl fox") == []
    assert (await world.store.history(AUTHOR, 404, "", 0, 10)).total == 0


async def test_an_id_is_found_by_its_start_and_all_that_share_it(world: World) -> None:
    generation = await world.accepted()

    assert await world.store.visible(AUTHOR, generation.id[:4], 2) == [generation]
    assert await world.store.visible(AUTHOR, f"{generation.id}0", 2) == []
    await world.accepted()
    assert len(await world.store.visible(AUTHOR, "", 5)) == 2


async def test_a_queue_counts_everything_and_lists_what_may_be_seen_in_the_order_of_the_line(
    world: World,
) -> None:
    await world.running(prompt="first")
    await world.delivered("a", prompt="done")
    await world.accepted(prompt="second")
    await world.accepted(prompt="private", private=True)
    await world.accepted(prompt="elsewhere", place=Place(guild_id=10, channel_id=21))
    await world.accepted(prompt="own", discord_id=6)
    await world.accepted(prompt="another server", place=Place(guild_id=11, channel_id=20))

    queue = await world.store.server_queue(MEMBER, 10)

    assert sorted((count.state, count.number) for count in queue.counts) == [
        (State.QUEUED, 4),
        (State.RUNNING, 1),
    ]
    assert {(count.provider, count.model_id) for count in queue.counts} == {("runware", "pixverse-v4")}
    assert [(line.generation.prompt, line.place_in_line) for line in queue.lines] == [
        ("first", None),
        ("second", 1),
        ("own", 3),
    ]
    assert [line.generation.prompt for line in queue.own] == ["own"]
    assert [line.generation.prompt for line in (await world.store.server_queue(MEMBER, 1)).lines] == ["first"]


async def test_ones_own_private_requests_are_in_the_queue(world: World) -> None:
    await world.accepted(prompt="private", private=True)

    queue = await world.store.server_queue(AUTHOR, 10)

    assert [line.generation.prompt for line in queue.lines] == ["private"]
    assert queue.own == queue.lines


async def test_a_providers_load_counts_submits_it_never_answered_and_what_they_may_have_cost(
    world: World,
) -> None:
    await world.running()
    doubtful = await world.claimed()
    await world.store.sending(doubtful.id, world.clock.now())
    await world.store.submit_unanswered(doubtful.id, world.later(60))
    await world.accepted()

    assert await world.store.load("runware") == Load(1, 2, 1, PRICE)
    assert await world.store.load("another") == Load()

    # Given up, it may have cost something still; once its cost is known, it is no riddle any more.
    assert await world.store.expire(doubtful.id, world.later(9_999))
    assert (await world.store.load("runware")).unanswered == 1
    await world.observed(doubtful, TakeDone("late", "https://cdn.test/late.mp4", 7, PRICE))
    assert (await world.store.load("runware")).unanswered == 0


async def test_a_submit_that_expires_before_its_answer_counts_as_unanswered_until_it_comes(
    world: World,
) -> None:
    doubtful = await world.claimed()
    await world.store.sending(doubtful.id, world.clock.now())
    unsent = await world.claimed()
    for generation in (doubtful, unsent):
        assert await world.store.expire(generation.id, world.later(9_999))

    assert await world.store.load("runware") == Load(0, 0, 1, PRICE)
    await world.store.submitted(doubtful.id, "task", world.later(9_999), world.later(9_999))
    assert (await world.store.load("runware")).unanswered == 0
