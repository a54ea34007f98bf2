"""Review before publishing: made and charged, then seen by moderators, published once or not at all."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import DeliveryTrouble, GenerationUnknown, ResultUnknown
from bot.domain.generation import FailureReason, Generation, MediaRole, State
from bot.domain.giving import AlreadyRefunded
from bot.domain.lineage import Kin, Origin
from bot.domain.moderation.reviewing import AlreadyReviewed, ReviewFacts
from bot.domain.postings import PostingKind
from bot.domain.purses import MovementKind
from bot.domain.request import Requester
from bot.domain.reviews import ReviewReason
from bot.domain.rights import ModeratorsOnly
from bot.domain.servers import SettingValue
from bot.domain.sight import Viewer
from tests.support.fake_delivery import Purpose
from tests.support.studio import AUTHOR, CHANNEL, GUILD, MEMBER, Studio

MANAGER = Requester(1, GUILD, is_manager=True)
FIRST = Requester(91, GUILD, is_moderator=True)
SECOND = Requester(92, GUILD, is_moderator=True)
ELSEWHERE = Requester(93, GUILD + 1, is_moderator=True)
DESK = 77
CHARGED = {"held": 0, "charged": 150_000, "released": 0, "provider_cost": 150_000}
VIEWER = Viewer(AUTHOR, GUILD, frozenset({CHANNEL}))


async def waiting(studio: Studio, *, private: bool = False, **decided: SettingValue) -> Generation:
    """A video that is made and waits for moderators."""
    wishes: dict[str, SettingValue] = {"review_mode": "all", "review_channel_id": DESK, **decided}
    await studio.services.servers.change(MANAGER, wishes)
    generation = await studio.running(private=private)
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    return await studio.now(generation)


def shown(studio: Studio) -> ReviewFacts:
    """What the card in the moderators' channel shows now."""
    (notice,) = studio.board.of(PostingKind.REVIEW)
    facts = notice.shown[-1]
    assert isinstance(facts, ReviewFacts)
    return facts


@pytest.mark.parametrize("private", [False, True])
async def test_moderators_see_a_video_before_anybody_else(studio: Studio, private: bool) -> None:
    generation = await waiting(studio, private=private)

    assert generation.awaits_review
    assert await studio.money(generation) == CHARGED
    assert studio.results(generation) == []
    assert studio.card(generation).shown.awaits_review
    (name,) = shown(studio).files
    assert name == "SPOILER_review-00000001-1.mp4"
    assert [one.id for one in await studio.services.reviews.waiting(FIRST, 9)] == [generation.id]
    assert await studio.services.reviews.waiting(ELSEWHERE, 9) == []
    assert await studio.store.check() == []


async def test_its_author_watches_nothing_of_it_before_it_is_published(studio: Studio) -> None:
    generation = await waiting(studio)

    seen = await studio.services.looking.show(VIEWER, generation.id, 10**8, 10)
    assert seen.clips == ()
    with pytest.raises(ResultUnknown):
        await studio.request(model="pixverse-v6", image=True, sources={MediaRole.FIRST_FRAME: generation.id})

    assert await studio.services.looking.results(VIEWER, "") == []
    await studio.services.reviews.publish(FIRST, generation.id)
    await studio.pass_time(5)
    assert len(await studio.services.looking.results(VIEWER, "")) == 1
    seen = await studio.services.looking.show(VIEWER, generation.id, 10**8, 10)
    assert len(seen.clips) == 1


async def test_a_published_video_is_posted_once_and_the_card_shows_none_any_more(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.services.reviews.publish(FIRST, generation.id)
    await studio.pass_time(10)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert len(studio.results(generation)) == 1
    assert shown(studio).files == {}
    verdict = shown(studio).verdict
    assert verdict
    assert (verdict.approved, verdict.moderator_discord_id) == (True, FIRST.discord_id)
    assert await studio.store.check() == []


@pytest.mark.parametrize("minutes", [0, 30])
async def test_a_post_whose_answer_was_lost_is_not_made_again_after_publication(
    studio: Studio, minutes: int
) -> None:
    generation = await waiting(studio)
    studio.delivery.lose_answers(Purpose.RESULT)
    await studio.services.reviews.publish(FIRST, generation.id)
    await studio.worker.tick()
    assert (await studio.now(generation)).state is State.PENDING_REVIEW
    studio.clock.advance(minutes * 60)
    await studio.restart()
    await studio.pass_time(60)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert len(studio.results(generation)) == 1


async def test_what_cannot_be_posted_after_publication_is_told_directly(studio: Studio) -> None:
    generation = await waiting(studio)
    studio.delivery.meet(Purpose.RESULT, DeliveryTrouble.FORBIDDEN)
    await studio.services.reviews.publish(FIRST, generation.id)
    await studio.pass_time(5)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert len(studio.delivery.letters[generation.id]) == 1


async def test_a_discarded_video_stays_charged_and_its_author_is_told_why(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.services.reviews.discard(FIRST, generation.id, "A face")
    await studio.pass_time(10)

    ended = await studio.now(generation)
    assert (ended.state, ended.rejected_because) == (State.REJECTED, "A face")
    assert await studio.money(generation) == CHARGED
    assert len(studio.notices(generation)) == 1
    assert studio.results(generation) == []
    assert await studio.rows("SELECT action, reason FROM audit_entries WHERE generation_id NOT NULL") == [
        ("discarded", "A face")
    ]
    assert (await studio.services.looking.show(VIEWER, generation.id, 10**8, 10)).clips == ()
    assert await studio.store.check() == []


async def test_its_author_may_ask_for_the_same_once_more(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.services.reviews.discard(FIRST, generation.id)
    asking = studio.wish()

    source = await studio.services.remaking.source(Origin(Kin.RETRIED, generation.id), VIEWER)

    assert (source.prompt, source.id) == (asking.prompt, generation.id)


async def test_of_two_moderators_at_once_the_first_decides_and_the_second_hears_who(studio: Studio) -> None:
    generation = await waiting(studio)
    reviews = studio.services.reviews

    yes, no = await asyncio.gather(
        reviews.publish(FIRST, generation.id),
        reviews.discard(SECOND, generation.id),
        return_exceptions=True,
    )

    assert isinstance(yes, Generation)
    assert isinstance(no, AlreadyReviewed)
    assert no.verdict
    assert (no.verdict.approved, no.verdict.moderator_discord_id) == (True, FIRST.discord_id)
    assert await studio.rows("SELECT action FROM audit_entries WHERE generation_id NOT NULL") == [
        ("published",)
    ]


@pytest.mark.parametrize(
    ("asking", "refusal"),
    [(MEMBER, ModeratorsOnly), (ELSEWHERE, GenerationUnknown)],
    ids=["member", "elsewhere"],
)
async def test_only_moderators_of_its_server_decide(
    studio: Studio, asking: Requester, refusal: type[Exception]
) -> None:
    generation = await waiting(studio)
    reviews = studio.services.reviews
    for decide in (reviews.publish, reviews.discard, reviews.require_open):
        with pytest.raises(refusal):
            await decide(asking, generation.id)

    await reviews.require_open(FIRST, generation.id)
    assert (await studio.now(generation)).awaits_review


async def test_what_no_moderator_looks_at_expires_with_a_notice_and_costs_its_author_nothing(
    studio: Studio,
) -> None:
    generation = await waiting(studio)
    studio.clock.advance(timedelta(days=7).total_seconds() - 60)
    await studio.worker.tick()
    assert (await studio.now(generation)).awaits_review
    await studio.pass_time(120)

    ended = await studio.now(generation)
    assert ended.state is State.EXPIRED
    assert ended.failure
    assert ended.failure.reason is FailureReason.UNANSWERED
    assert await studio.money(generation) == CHARGED
    assert len(studio.notices(generation)) == 1
    with pytest.raises(AlreadyReviewed) as late:
        await studio.services.reviews.publish(FIRST, generation.id)
    assert late.value.verdict is None
    (moved,) = await studio.usage.movements_of_member(MEMBER, AUTHOR)
    assert (moved.kind, moved.amount_micros, moved.is_decided) == (MovementKind.REFUND, 150_000, False)
    with pytest.raises(AlreadyRefunded):
        await studio.services.purses.refund(FIRST, generation.id)


async def test_what_nobody_looked_at_still_counts_against_the_budgets_that_paid_it(studio: Studio) -> None:
    generation = await waiting(studio)
    paid = "SELECT scope, SUM(spent_micros) FROM usage_counters WHERE scope <> 'member_day' GROUP BY scope"
    before = await studio.rows(paid)
    studio.clock.advance(8 * 86_400)
    await studio.pass_time(10)

    assert (await studio.now(generation)).state is State.EXPIRED
    assert await studio.rows(paid) == before
    assert {spent for _, spent in before} >= {150_000}


async def test_its_author_may_discard_it_while_moderators_look(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.generations.cancel(generation.id, MEMBER)
    await studio.pass_time(10)

    ended = await studio.now(generation)
    assert (ended.state, ended.withheld) == (State.CANCELLED, True)
    assert await studio.money(generation) == CHARGED
    assert shown(studio).generation.state is State.CANCELLED
    assert studio.notices(generation) == studio.results(generation) == []
    with pytest.raises(AlreadyReviewed):
        await studio.services.reviews.require_open(FIRST, generation.id)


async def test_what_was_published_may_be_discarded_until_it_is_posted(studio: Studio) -> None:
    generation = await waiting(studio)
    studio.delivery.unavailable(Purpose.RESULT)
    await studio.services.reviews.publish(FIRST, generation.id)
    await studio.worker.tick()
    await studio.generations.cancel(generation.id, MEMBER)
    await studio.pass_time(60)

    assert (await studio.now(generation)).state is State.CANCELLED
    assert studio.results(generation) == []


async def test_what_is_discarded_before_moderators_saw_it_is_watched_by_nobody(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"review_mode": "all", "review_channel_id": DESK})
    generation = await studio.running()
    await studio.generations.cancel(generation.id, MEMBER)
    studio.provider.finish(generation.id)
    await studio.pass_time(10)

    ended = await studio.now(generation)
    assert (ended.state, ended.withheld) == (State.CANCELLED, True)
    assert studio.board.of(PostingKind.REVIEW) == []
    assert (await studio.services.looking.show(VIEWER, generation.id, 10**8, 10)).clips == ()


async def test_a_restart_forgets_nothing_that_waits(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.restart()
    await studio.pass_time(10)
    assert len(studio.board.of(PostingKind.REVIEW)) == 1

    await studio.services.reviews.publish(FIRST, generation.id)
    await studio.restart()
    await studio.pass_time(5)
    assert (await studio.now(generation)).state is State.DELIVERED


async def test_without_review_nothing_waits_and_other_servers_are_left_alone(studio: Studio) -> None:
    await waiting(studio)
    other = await studio.running(guild=GUILD + 1)
    studio.provider.finish(other.id)
    await studio.pass_time(10)

    assert (await studio.now(other)).state is State.DELIVERED


async def test_what_its_provider_flags_waits_for_moderators_whatever_is_set(studio: Studio) -> None:
    generation = await studio.running(takes=2)
    studio.provider.finish(generation.id, flagged=True)
    await studio.pass_time(10)

    kept = await studio.now(generation)
    assert kept.awaits_review
    assert kept.review
    assert kept.review.reason is ReviewReason.FLAGGED
    assert studio.board.of(PostingKind.REVIEW) == []
    assert studio.card(generation).shown.awaits_review
    assert [one.id for one in await studio.services.reviews.waiting(FIRST, 9)] == [generation.id]

    await studio.services.reviews.publish(FIRST, generation.id)
    await studio.pass_time(5)
    assert len(studio.results(generation)) == 1


async def test_what_is_flagged_and_discarded_by_its_author_is_watched_by_nobody(studio: Studio) -> None:
    generation = await studio.running()
    await studio.generations.cancel(generation.id, MEMBER)
    studio.provider.finish(generation.id, flagged=True)
    await studio.pass_time(10)

    assert (await studio.now(generation)).withheld


async def test_a_card_about_what_is_gone_is_given_up(studio: Studio) -> None:
    generation = await waiting(studio)
    await studio.rows("UPDATE postings SET key = 'none', due_at = created_at WHERE kind = 'review'")
    await studio.worker.tick()

    assert len(studio.board.of(PostingKind.REVIEW)[0].shown) == 1
    assert (await studio.now(generation)).awaits_review


async def test_what_waits_longest_is_shown_first_and_the_rest_counted(studio: Studio) -> None:
    first = await waiting(studio)
    await waiting(studio)
    reviews = studio.services.reviews

    found, total = await reviews.shown(FIRST, 1)

    assert [facts.generation.id for facts in found] == [first.id]
    assert found[0].files
    assert total == await reviews.number_waiting(SECOND) == 2
    assert await reviews.number_waiting(ELSEWHERE) == 0
    with pytest.raises(ModeratorsOnly):
        await reviews.number_waiting(MEMBER)
