"""Handing over: one paid create at most, whatever becomes of the answers."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bot.domain.errors import MediaUnavailable, ProviderError
from bot.domain.generation import FailureReason, MediaRole, State, StoredMedia
from bot.domain.news import Update
from bot.ports.provider import Order
from bot.services.stages.submitting import LEASE
from bot.storage.sqlite import SqliteStore
from tests.support.fake_media import FakeMedia
from tests.support.fake_provider import PRICE, FakeProvider, done, trouble
from tests.support.studio import Studio, picture

BUSY = trouble("runware", FailureReason.PROVIDER_UNAVAILABLE, retryable=True)
MODERATED = trouble("runware", FailureReason.MODERATED)


def paid_ids(studio: Studio) -> list[str]:
    return [order.task_id for order in studio.provider.creates.values()]


@dataclass
class FlakyMedia(FakeMedia):
    """A library whose disk does not answer for a while."""

    troubles: list[MediaUnavailable] = field(default_factory=list)

    async def read(self, media: StoredMedia) -> bytes:
        if self.troubles:
            raise self.troubles.pop()
        return await super().read(media)


@pytest.mark.parametrize("accepted", [True, False])
async def test_after_a_lost_answer_the_same_id_is_sent_again_and_paid_once(
    studio: Studio, accepted: bool
) -> None:
    studio.provider.lose_answers(2, accepted=accepted)
    generation = await studio.running()
    assert (generation.state, generation.uncertain) == (State.SUBMITTING, True)

    await studio.pass_time(30)
    assert {order.task_id for order in studio.provider.submits} == {generation.id}
    assert len(studio.provider.submits) == 3
    assert paid_ids(studio) == [generation.id]
    ended = await studio.now(generation)
    assert (ended.state, ended.uncertain) == (State.RUNNING, False)


async def test_without_an_idempotency_key_nothing_is_sent_a_second_time(studio: Studio) -> None:
    studio.provider.idempotent = False
    studio.provider.lose_answers(accepted=True)
    generation = await studio.running()
    await studio.pass_time(1_000)
    await studio.restart()
    await studio.pass_time(1_000)

    assert len(studio.provider.submits) == 1
    assert (await studio.now(generation)).state is State.SUBMITTING
    assert (await studio.money(generation))["held"] == 150_000

    await studio.pass_time(1_700, step_seconds=60)
    assert (await studio.now(generation)).state is State.EXPIRED
    assert await studio.money(generation) == {
        "held": 0, "charged": 0, "released": 150_000, "provider_cost": 0,
    }  # fmt: skip
    assert len(studio.provider.submits) == 1


async def test_a_submit_that_a_crash_cut_off_is_not_repeated_without_an_idempotency_key(
    studio: Studio,
) -> None:
    studio.provider.idempotent = False
    generation = await studio.request()
    await studio.store.claim_for_submit("runware", studio.clock.now(), studio.clock.now() + LEASE, 16, 8)
    await studio.store.sending(generation.id, studio.clock.now())
    await studio.restart()
    await studio.pass_time(1_200)

    assert studio.provider.submits == []
    assert (await studio.now(generation)).uncertain
    assert studio.provider.polls == [], "it never gave us a name to ask by"


async def test_what_ends_between_its_claim_and_its_submit_is_not_sent(studio: Studio) -> None:
    class Interrupted(SqliteStore):
        """The deadline passes just then."""

        async def sending(self, generation_id: str, now: datetime) -> bool:
            studio.clock.advance(studio.deadline_seconds)
            await self.expire(generation_id, studio.clock.now())
            return await studio.store.sending(generation_id, now)

    studio.start(Interrupted(studio.store.writer))
    generation = await studio.running()

    assert studio.provider.submits == []
    assert generation.state is State.EXPIRED


@pytest.mark.parametrize("refusal", [BUSY, MODERATED], ids=["may be tried again", "for good"])
async def test_what_expires_during_a_submit_that_is_then_refused_has_cost_nothing_for_certain(
    studio: Studio, refusal: ProviderError
) -> None:
    class TooLate(FakeProvider):
        """The deadline passes before it answers."""

        async def submit(self, order: Order) -> str:
            studio.clock.advance(studio.deadline_seconds)
            await studio.store.expire(order.task_id, studio.clock.now())
            return await super().submit(order)

    studio.provider = TooLate()
    studio.provider.refuse(refusal)
    studio.start()
    generation = await studio.running()
    await studio.pass_time(600)

    assert (await studio.now(generation)).state is State.EXPIRED
    assert (await studio.store.load("runware")).unanswered == 0
    assert studio.provider.polls == []


async def test_a_submit_that_a_crash_cut_off_before_it_was_sent_is_made_after_all(studio: Studio) -> None:
    studio.provider.idempotent = False
    generation = await studio.request()
    await studio.store.claim_for_submit("runware", studio.clock.now(), studio.clock.now() + LEASE, 16, 8)
    await studio.restart()
    await studio.worker.tick()

    assert len(studio.provider.submits) == 1
    assert (await studio.now(generation)).state is State.RUNNING


async def test_news_of_a_task_whose_answer_was_lost_is_enough(studio: Studio) -> None:
    studio.provider.lose_answers(accepted=True)
    generation = await studio.running()
    studio.provider.finish(generation.id)
    await studio.pass_time(10)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert (await studio.money(generation))["charged"] == 150_000


async def test_news_may_overtake_the_answer_to_the_submit(studio: Studio) -> None:
    generation = await studio.request()
    now = studio.clock.now()
    await studio.store.claim_for_submit("runware", now, now + LEASE, 16, 8)
    await studio.store.observe(Update(generation.id, (done(generation.id, 0, PRICE),)), now)
    await studio.store.submitted(generation.id, generation.id, now, now)
    await studio.pass_time(10)

    assert (await studio.now(generation)).state is State.DELIVERED
    assert len(studio.results(generation)) == 1
    assert (await studio.money(generation))["charged"] == 150_000


async def test_a_busy_provider_is_tried_again_later_with_growing_pauses(studio: Studio) -> None:
    studio.provider.refuse(BUSY, 3)
    generation = await studio.running()
    assert (generation.state, generation.uncertain) == (State.QUEUED, False)

    tried = [len(studio.provider.submits)]
    for _ in range(32):
        await studio.pass_time(1)
        tried.append(len(studio.provider.submits))
    assert [tried.index(number) for number in (1, 2, 3, 4)] == [0, 4, 12, 28]
    assert (await studio.now(generation)).state is State.RUNNING


async def test_a_pause_that_the_provider_asks_for_is_kept(studio: Studio) -> None:
    asked = ProviderError(
        "runware", FailureReason.PROVIDER_UNAVAILABLE, retryable=True, retry_after_seconds=90
    )
    studio.provider.refuse(asked)
    await studio.running()

    await studio.pass_time(85)
    assert len(studio.provider.submits) == 1
    await studio.pass_time(10)
    assert len(studio.provider.submits) == 2


async def test_a_refused_order_fails_at_once_and_is_free(studio: Studio) -> None:
    studio.provider.refuse(MODERATED)
    generation = await studio.running()
    await studio.pass_time(5)

    ended = await studio.now(generation)
    assert ended.failure is not None
    assert (ended.state, ended.failure.reason) == (State.FAILED, FailureReason.MODERATED)
    assert (await studio.money(generation))["released"] == 150_000
    assert len(studio.notices(generation)) == 1


@pytest.mark.parametrize(
    "reason", [FailureReason.OUT_OF_BALANCE, FailureReason.KEY_REFUSED, FailureReason.MODEL_UNAVAILABLE]
)
async def test_a_refusal_that_says_nothing_of_an_unanswered_submit_keeps_the_hold(
    studio: Studio, reason: FailureReason
) -> None:
    """The first submit may be rendering: to release its hold would be to give a paid video away."""
    studio.provider.lose_answers(accepted=True)
    generation = await studio.running()
    studio.provider.refuse(trouble("runware", reason))
    await studio.pass_time(5)
    assert (await studio.now(generation)).state is State.SUBMITTING
    assert (await studio.money(generation))["held"] == 150_000

    studio.provider.finish(generation.id)
    await studio.pass_time(20)
    assert (await studio.money(generation))["charged"] == 150_000


async def test_a_refused_order_fails_also_after_a_lost_answer(studio: Studio) -> None:
    studio.provider.lose_answers(accepted=False)
    generation = await studio.running()
    studio.provider.refuse(MODERATED)
    await studio.pass_time(5)

    assert (await studio.now(generation)).state is State.FAILED


async def test_a_busy_provider_leaves_an_unanswered_submit_in_doubt(studio: Studio) -> None:
    studio.provider.lose_answers(accepted=True)
    generation = await studio.running()
    studio.provider.refuse(BUSY)
    await studio.pass_time(5)

    assert ((await studio.now(generation)).state, (await studio.now(generation)).uncertain) == (
        State.SUBMITTING, True,
    )  # fmt: skip


async def test_a_lost_input_fails_before_anybody_is_asked(studio: Studio) -> None:
    generation = await studio.request(attachments={MediaRole.FIRST_FRAME: picture()})
    studio.media.files.clear()
    await studio.pass_time(5)

    ended = await studio.now(generation)
    assert ended.failure is not None
    assert (ended.state, ended.failure.reason) == (State.FAILED, FailureReason.INPUT_LOST)
    assert studio.provider.submits == []
    assert (await studio.money(generation))["released"] == 150_000


async def test_a_disk_that_does_not_answer_for_a_moment_costs_only_time(studio: Studio) -> None:
    studio.media = FlakyMedia(troubles=[MediaUnavailable("I/O error", retryable=True)])
    studio.start()
    generation = await studio.running(attachments={MediaRole.FIRST_FRAME: picture()})
    assert generation.state is State.QUEUED

    await studio.pass_time(10)
    assert (await studio.now(generation)).state is State.RUNNING


async def test_a_model_that_left_the_catalogue_fails_what_waits_for_it(studio: Studio) -> None:
    generation = await studio.request()
    await studio.rows("UPDATE generations SET model_id = 'pixverse-v3'")
    await studio.pass_time(5)

    assert (await studio.now(generation)).state is State.FAILED
    assert studio.provider.submits == []
