"""Videos that moderators see first: kept back, decided once, and never forgotten."""

from datetime import timedelta

import pytest

from bot.domain.errors import IllegalTransition
from bot.domain.generation import FailureReason, Generation, State
from bot.domain.giving import AlreadyRefunded
from bot.domain.moderation.audit import Action, Decision
from bot.domain.purses import MovementKind, Purse, member_purse
from bot.domain.reviews import Review, ReviewReason
from bot.domain.servers import SettingValue
from tests.storage.world import PRICE, World

SERVER, MODERATOR = 10, 91
WEEK = timedelta(days=7)


async def waiting(
    world: World, *keys: str, flagged: tuple[str, ...] = (), channel_id: int | None = 77
) -> Generation:
    """A settled result that moderators are asked about."""
    channel = {"review_channel_id": channel_id}
    await world.store.change_server(SERVER, channel, MODERATOR, world.clock.now())
    generation = await world.settled(*keys or ("a",))
    review = Review(ReviewReason.MODE, world.clock.now() + WEEK)
    assert await world.store.ask_for_review(generation.id, review, flagged, world.clock.now())
    return await world.now(generation)


def decision(generation: Generation, action: Action, reason: str = "", guild_id: int = SERVER) -> Decision:
    return Decision(guild_id, MODERATOR, action, 5, generation.id, reason)


def purse_of(generation: Generation) -> Purse:
    return member_purse(SERVER, generation.member_id)


async def test_what_waits_is_posted_nowhere_and_moderators_are_asked_once(world: World) -> None:
    generation = await waiting(world)
    world.clock.instant += timedelta(hours=1)

    assert generation.awaits_review
    assert await world.store.to_deliver(world.clock.now(), 9) == []
    (asked,) = await world.store.postings_due(world.clock.now(), 9)
    assert (asked.kind, asked.key, asked.channel_id) == ("review", generation.id, 77)
    assert await world.store.awaiting_review(SERVER, 9) == [generation]
    assert await world.store.awaiting_review(SERVER + 1, 9) == []
    assert not await world.store.ask_for_review(
        generation.id, Review(ReviewReason.MODE), (), world.clock.now()
    )


async def test_moderators_are_asked_where_they_approve_requests_else_nowhere(world: World) -> None:
    await waiting(world, channel_id=None)
    assert await world.store.postings_due(world.clock.now(), 9) == []

    await world.store.change_server(SERVER, {"approval_channel_id": 78}, MODERATOR, world.clock.now())
    await waiting(world, "b", channel_id=None)
    (asked,) = await world.store.postings_due(world.clock.now(), 9)
    assert asked.channel_id == 78


async def test_takes_that_a_check_found_unfit_are_flagged(world: World) -> None:
    generation = await waiting(world, "a", "b", flagged=("b",))

    assert [take.flagged for take in generation.takes] == [False, True]


async def test_a_published_video_is_delivered_as_if_there_had_been_no_review(world: World) -> None:
    generation = await waiting(world)
    assert await world.store.publish(decision(generation, Action.PUBLISHED), world.clock.now())

    (due,) = await world.store.to_deliver(world.clock.now(), 9)
    assert due.state is State.PENDING_REVIEW
    assert await world.store.delivering(generation.id, world.later(60)) == 0
    assert await world.store.to_deliver(world.clock.now(), 9) == []
    assert await world.store.wake(world.clock.now()) == 1
    assert len(await world.store.to_deliver(world.clock.now(), 9)) == 1
    await world.store.delivered(generation.id, [901], world.clock.now())
    assert (await world.now(generation)).state is State.DELIVERED
    assert await world.store.to_deliver(world.later(3_600), 9) == []


async def test_nothing_is_delivered_before_the_decision(world: World) -> None:
    generation = await waiting(world)

    with pytest.raises(IllegalTransition):
        await world.store.delivered(generation.id, [901], world.clock.now())


async def test_a_refused_video_stays_charged_and_its_author_is_due_a_notice(world: World) -> None:
    generation = await waiting(world)
    refused = await world.store.refuse_publication(
        decision(generation, Action.DISCARDED, "A face"), world.clock.now()
    )

    assert refused
    assert (refused.state, refused.charged_micros) == (State.REJECTED, PRICE)
    assert refused.review
    assert refused.review.ends_at is None
    assert (await world.now(generation)).rejected_because == "A face"
    assert len(await world.store.notices_due(world.clock.now(), 9)) == 1
    verdict = await world.store.review_verdict(generation.id)
    assert verdict
    assert (verdict.approved, verdict.moderator_discord_id, verdict.reason) == (False, MODERATOR, "A face")


@pytest.mark.parametrize("first", ["publish", "refuse_publication", "discard"])
async def test_the_first_decision_counts_and_others_change_nothing(world: World, first: str) -> None:
    generation = await waiting(world)
    yes, no = decision(generation, Action.PUBLISHED), decision(generation, Action.DISCARDED)
    now = world.clock.now()
    if first == "discard":
        assert await world.store.discard(generation.id, now)
    else:
        assert await getattr(world.store, first)(yes if first == "publish" else no, now)
    after = await world.now(generation)

    assert await world.store.publish(yes, now) is None
    assert await world.store.refuse_publication(no, now) is None
    assert not await world.store.expire(generation.id, world.later(30 * 86_400))
    assert await world.now(generation) == after


async def test_other_servers_decide_nothing(world: World) -> None:
    generation = await waiting(world)
    for verb, action in (
        (world.store.publish, Action.PUBLISHED),
        (world.store.refuse_publication, Action.DISCARDED),
    ):
        assert await verb(decision(generation, action, guild_id=SERVER + 1), world.clock.now()) is None

    unknown = Decision(SERVER, MODERATOR, Action.PUBLISHED, generation_id="none")
    assert await world.store.publish(unknown, world.clock.now()) is None
    assert (await world.now(generation)).awaits_review
    assert await world.store.review_verdict(generation.id) is None


async def test_its_author_may_discard_it_while_it_waits(world: World) -> None:
    generation = await waiting(world)
    discarded = await world.store.discard(generation.id, world.clock.now())

    assert discarded
    assert (discarded.state, discarded.discarded) == (State.CANCELLED, True)
    assert discarded.charged_micros == PRICE
    assert await world.store.awaiting_review(SERVER, 9) == []


async def test_what_was_published_may_still_be_discarded_before_it_is_posted(world: World) -> None:
    generation = await waiting(world)
    await world.store.publish(decision(generation, Action.PUBLISHED), world.clock.now())
    discarded = await world.store.discard(generation.id, world.clock.now())

    assert discarded
    assert discarded.state is State.PENDING_REVIEW
    assert await world.store.delivering(generation.id, world.later(60)) is None
    await world.store.withheld(generation.id, world.clock.now(), ReviewReason.MODE)
    assert (await world.now(generation)).state is State.CANCELLED


async def test_what_no_moderator_decides_expires_with_a_notice_and_all_of_it_is_given_back(
    world: World,
) -> None:
    generation = await waiting(world)
    assert await world.store.overdue(world.clock.now() + WEEK - timedelta(seconds=1), 9) == []
    assert not await world.store.expire(generation.id, world.clock.now())
    world.clock.instant += WEEK

    (late,) = await world.store.overdue(world.clock.now(), 9)
    assert await world.store.expire(late.id, world.clock.now())

    ended = await world.now(generation)
    assert (ended.state, ended.charged_micros) == (State.EXPIRED, PRICE)
    assert ended.failure
    assert ended.failure.reason is FailureReason.UNANSWERED
    assert await world.store.overdue(world.clock.now(), 9) == []
    assert len(await world.store.notices_due(world.clock.now(), 9)) == 1
    assert await world.store.purse(purse_of(generation)) == PRICE
    (movement,) = await world.store.movements(purse_of(generation), 9)
    assert (movement.kind, movement.amount_micros) == (MovementKind.REFUND, PRICE)
    assert (movement.author_discord_id, movement.is_decided, movement.reason) == (None, False, "")


async def test_it_is_given_back_to_the_quota_of_a_day_that_still_lasts(world: World) -> None:
    generation = await world.settled("a")
    now = world.clock.now()
    await world.store.ask_for_review(generation.id, Review(ReviewReason.MODE, now), (), now)
    member, server, *operators = await world.held_and_spent()
    assert await world.store.expire(generation.id, now)

    assert member == (0, PRICE)
    assert await world.held_and_spent() == [(0, 0), server, *operators]
    assert await world.store.purse(purse_of(generation)) == 0


async def test_what_a_moderator_had_given_back_is_not_given_back_again(world: World) -> None:
    generation = await waiting(world)
    world.clock.instant += WEEK
    await world.store.refund(decision(generation, Action.REFUNDED), world.clock.now())
    assert await world.store.expire(generation.id, world.clock.now())

    assert await world.store.purse(purse_of(generation)) == PRICE
    assert [each.is_decided for each in await world.store.movements(purse_of(generation), 9)] == [True]


async def test_what_was_given_back_unseen_is_refused_to_moderators(world: World) -> None:
    generation = await waiting(world)
    world.clock.instant += WEEK
    await world.store.expire(generation.id, world.clock.now())
    with pytest.raises(AlreadyRefunded):
        await world.store.refund(decision(generation, Action.REFUNDED), world.clock.now())

    assert await world.store.purse(purse_of(generation)) == PRICE


async def test_who_takes_their_data_along_reads_why_the_money_came_back(world: World) -> None:
    generation = await waiting(world)
    world.clock.instant += WEEK
    await world.store.expire(generation.id, world.clock.now())

    (moved,) = (await world.store.export(5))["purses"]
    assert (moved["kind"], moved["amount_micros"]) == ("refund", PRICE)
    assert moved["reason"] == "nobody looked in time"


async def test_what_is_discarded_unseen_stays_withheld(world: World) -> None:
    generation = await world.settled("a")
    await world.store.discard(generation.id, world.clock.now())
    assert not await world.store.ask_for_review(
        generation.id, Review(ReviewReason.MODE), (), world.clock.now()
    )
    await world.store.withheld(generation.id, world.clock.now(), ReviewReason.MODE)
    await world.store.withheld(generation.id, world.clock.now(), ReviewReason.MODE)

    assert (await world.now(generation)).withheld


@pytest.mark.parametrize(
    ("decided", "language"),
    [
        ({"review_channel_id": 77, "review_locale": "de", "approval_locale": "fr"}, "de"),
        ({"review_channel_id": 77, "approval_locale": "fr"}, "en-US"),
        ({"review_channel_id": None, "approval_channel_id": 78, "approval_locale": "fr"}, "fr"),
    ],
)
async def test_moderators_are_asked_in_the_language_of_their_channel(
    world: World, decided: dict[str, SettingValue], language: str
) -> None:
    await world.store.change_server(SERVER, decided, MODERATOR, world.clock.now())
    generation = await world.settled("a")
    review = Review(ReviewReason.MODE, world.clock.now() + WEEK)
    await world.store.ask_for_review(generation.id, review, (), world.clock.now())

    (asked,) = await world.store.postings_due(world.clock.now(), 9)
    assert asked.locale == language
