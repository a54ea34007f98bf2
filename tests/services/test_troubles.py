"""What is noticed of providers in trouble, and what members are offered instead."""

from typing import Any

import pytest

from bot.domain.errors import ProviderTroubled
from bot.domain.generation import Failure, FailureReason, State
from bot.domain.money import ZERO, Micros
from bot.domain.troubles import Trouble
from bot.services.stages.submitting import SUBMITS_AT_ONCE
from tests.support.fake_provider import trouble
from tests.support.studio import Studio

V6, ELSEWHERE = "pixverse-v6", "pixverse-v6-skills"


async def refused(studio: Studio, model: str = V6, **options: Any) -> ProviderTroubled:
    """The refusal that a request meets."""
    with pytest.raises(ProviderTroubled) as caught:
        await studio.request(model=model, **options)
    return caught.value


async def out_of_balance(studio: Studio) -> None:
    studio.provider.refuse(trouble("runware", FailureReason.OUT_OF_BALANCE))
    await studio.running(model=V6)


async def test_after_an_empty_account_the_same_model_is_offered_elsewhere_with_its_price(
    studio: Studio,
) -> None:
    since = studio.clock.now()
    await out_of_balance(studio)

    refusal = await refused(studio)

    assert refusal.trouble == Trouble(FailureReason.OUT_OF_BALANCE, since)
    (offer,) = refusal.offers
    assert (offer.model_id, offer.provider, offer.lacking) == (ELSEWHERE, "skills_video", ())
    assert offer.quote.total_micros > 0
    assert offer.quote.approximate


async def test_nothing_is_held_or_sent_for_what_is_refused(studio: Studio) -> None:
    await out_of_balance(studio)
    asked = len(studio.provider.submits)
    held = await studio.rows("SELECT SUM(held_micros) FROM usage_counters")
    await refused(studio)

    assert await studio.rows("SELECT SUM(held_micros) FROM usage_counters") == held
    assert (len(studio.provider.submits), studio.other.submits) == (asked, [])


async def test_the_offer_is_made_by_asking_again_for_the_other_model(studio: Studio) -> None:
    await out_of_balance(studio)
    (offer,) = (await refused(studio)).offers

    generation = await studio.running(model=offer.model_id)

    assert generation.provider == "skills_video"
    assert generation.quoted_micros == offer.quote.total_micros
    assert len(studio.other.submits) == 1


async def test_an_offer_names_what_the_other_model_lacks(studio: Studio) -> None:
    await out_of_balance(studio)

    (offer,) = (await refused(studio, takes=2)).offers

    assert offer.lacking == ("takes",)


async def test_a_model_that_would_refuse_the_request_is_not_offered(studio: Studio) -> None:
    studio.other.refuse(trouble("skills_video", FailureReason.OUT_OF_BALANCE))
    await studio.running(model=ELSEWHERE)

    refusal = await refused(studio, ELSEWHERE, aspect="21:9")

    assert refusal.offers == ()


async def test_a_troubled_provider_is_not_offered(studio: Studio) -> None:
    await out_of_balance(studio)
    studio.other.refuse(trouble("skills_video", FailureReason.KEY_REFUSED))
    await studio.running(model=ELSEWHERE)

    assert (await refused(studio)).offers == ()


async def test_a_model_that_is_made_nowhere_else_is_refused_without_an_offer(studio: Studio) -> None:
    await out_of_balance(studio)

    assert (await refused(studio, "pixverse-v4")).offers == ()


async def test_a_missing_model_troubles_that_model_alone_and_costs_nothing(studio: Studio) -> None:
    studio.provider.refuse(trouble("runware", FailureReason.MODEL_UNAVAILABLE))
    first = await studio.running(model=V6)

    assert (first.state, first.failure) == (
        State.FAILED,
        Failure(FailureReason.MODEL_UNAVAILABLE, "scripted"),
    )
    assert (await studio.money(first))["charged"] == 0
    assert (await refused(studio)).trouble.reason is FailureReason.MODEL_UNAVAILABLE
    assert (await studio.running(model="pixverse-v4")).state is State.RUNNING


async def test_the_first_to_meet_a_trouble_is_offered_the_same_model_elsewhere_with_its_price(
    studio: Studio,
) -> None:
    studio.provider.refuse(trouble("runware", FailureReason.MODEL_UNAVAILABLE))
    first = await studio.running(model=V6, duration=3, format="webm")
    await studio.worker.tick()

    (notice,) = studio.notices(first)
    (offer,) = notice.offers
    assert (offer.model_id, offer.lacking) == (ELSEWHERE, ("format",))
    assert offer.quote == (await refused(studio, duration=3)).offers[0].quote


@pytest.mark.parametrize("reason", [FailureReason.MODERATED, FailureReason.REFUSED])
async def test_what_would_fail_elsewhere_as_well_is_not_offered_there(
    studio: Studio, reason: FailureReason
) -> None:
    studio.provider.refuse(trouble("runware", reason))
    first = await studio.running(model=V6)
    await studio.worker.tick()

    (notice,) = studio.notices(first)
    assert notice.offers == ()


async def test_after_ten_minutes_a_missing_model_is_tried_again(studio: Studio) -> None:
    studio.provider.refuse(trouble("runware", FailureReason.MODEL_UNAVAILABLE))
    await studio.running(model=V6)
    await studio.pass_time(600, step_seconds=60)

    assert (await studio.running(model=V6)).state is State.RUNNING
    await studio.request(model=V6)


async def test_a_short_outage_is_waited_out_in_line(studio: Studio) -> None:
    unreachable = trouble("runware", FailureReason.PROVIDER_UNAVAILABLE, retryable=True)
    studio.provider.refuse(unreachable, SUBMITS_AT_ONCE)
    for _ in range(SUBMITS_AT_ONCE):
        await studio.request()
    await studio.worker.tick()

    await studio.request()
    await studio.pass_time(60)

    assert len(studio.provider.creates) == SUBMITS_AT_ONCE + 1


async def test_what_may_be_sent_only_once_is_kept_in_line_while_nothing_is_answered(studio: Studio) -> None:
    silence = trouble("skills_video", FailureReason.PROVIDER_UNAVAILABLE, retryable=True)
    for _ in range(12):
        await studio.request(model=ELSEWHERE)
    studio.other.lose_answers(100, accepted=False)
    studio.other.balance_trouble = silence
    await studio.pass_time(30, step_seconds=1)
    assert len(studio.other.submits) == SUBMITS_AT_ONCE

    studio.other.answer_again()
    studio.other.balance_trouble = None
    await studio.pass_time(70, step_seconds=1)

    assert len(studio.other.creates) == 12 - SUBMITS_AT_ONCE


async def test_a_lasting_outage_is_refused_from_its_third_failure_on_and_says_since_when(
    studio: Studio,
) -> None:
    unreachable = trouble("runware", FailureReason.PROVIDER_UNAVAILABLE, retryable=True)
    since = studio.clock.now()
    studio.provider.refuse(unreachable, 1_000)
    studio.provider.balance_trouble = unreachable
    await studio.running()
    await studio.pass_time(60)

    refusal = await refused(studio)

    assert refusal.trouble == Trouble(FailureReason.PROVIDER_UNAVAILABLE, since)


async def test_the_end_of_an_outage_is_noticed_without_a_member_trying(studio: Studio) -> None:
    unreachable = trouble("runware", FailureReason.PROVIDER_UNAVAILABLE, retryable=True)
    studio.provider.balance_trouble = unreachable
    await studio.pass_time(1_500, step_seconds=5)
    await refused(studio)

    studio.provider.balance_trouble = None
    await studio.pass_time(65)

    assert (await studio.request(model=V6)).state is State.QUEUED


async def test_an_empty_account_is_noticed_before_a_member_meets_it_and_so_is_its_refill(
    studio: Studio,
) -> None:
    studio.provider.balance_micros = ZERO
    await studio.worker.tick()
    await refused(studio)

    studio.provider.balance_micros = Micros(1)
    await studio.pass_time(65)

    assert (await studio.request(model=V6)).state is State.QUEUED


async def test_an_answered_poll_ends_an_outage_but_fills_no_account(studio: Studio) -> None:
    running = await studio.running()
    troubles = studio.services.troubles
    troubles.failed(trouble("runware", FailureReason.KEY_REFUSED))
    await studio.pass_time(5)
    assert troubles.of_provider("runware") is None

    studio.provider.balance_micros = None
    troubles.failed(trouble("runware", FailureReason.OUT_OF_BALANCE))
    await studio.pass_time(65)
    assert troubles.of_provider("runware") is not None
    assert (await studio.now(running)).state is State.RUNNING


async def test_another_reason_counts_from_its_own_beginning(studio: Studio) -> None:
    troubles = studio.services.troubles
    troubles.failed(trouble("runware", FailureReason.OUT_OF_BALANCE))
    studio.clock.advance(60)
    troubles.failed(trouble("runware", FailureReason.KEY_REFUSED))

    assert troubles.of_provider("runware") == Trouble(FailureReason.KEY_REFUSED, studio.clock.now())


async def test_the_fault_of_a_request_is_no_trouble_of_its_provider(studio: Studio) -> None:
    studio.provider.refuse(trouble("runware", FailureReason.REFUSED), 5)
    for _ in range(5):
        await studio.running(model=V6)

    await studio.request(model=V6)
    assert studio.services.troubles.of_provider("runware") is None
