"""The provider's own price, asked before anything is held."""

import asyncio

import pytest

from bot.domain.errors import LimitReached
from bot.domain.generation import FailureReason, MediaRole
from bot.domain.money import Micros
from bot.ports.provider import PRICING_ON, Order
from tests.support.fake_provider import FakeProvider, trouble
from tests.support.studio import Studio, picture

EXACT = Micros(123_456)


async def test_the_providers_price_is_what_is_held(studio: Studio) -> None:
    studio.provider.price_micros = EXACT

    generation = await studio.request(model="pixverse-v6")

    assert (generation.quoted_micros, generation.approximate_quote) == (EXACT, False)
    assert (await studio.money(generation))["held"] == EXACT


async def test_the_price_is_asked_for_the_same_video_with_its_files(studio: Studio) -> None:
    studio.provider.price_micros = EXACT
    await studio.running(takes=2, attachments={MediaRole.FIRST_FRAME: picture()})

    (asked,), (sent,) = studio.provider.priced, studio.provider.submits
    assert (asked.model, asked.prompt, asked.settings) == (sent.model, sent.prompt, sent.settings)
    assert asked.inputs.keys() == sent.inputs.keys()
    assert asked.task_id != sent.task_id


async def test_a_price_beyond_the_quota_is_refused_and_nothing_is_held(studio: Studio) -> None:
    studio.provider.price_micros = Micros(150_001)
    studio.policy.member_daily_micros = Micros(150_000)

    with pytest.raises(LimitReached):
        await studio.request(attachments={MediaRole.FIRST_FRAME: picture()})

    assert studio.media.files == {}
    assert studio.provider.submits == []


async def test_a_provider_that_gives_no_price_may_have_begun_so_its_id_is_kept(studio: Studio) -> None:
    """Should it have ignored that it was only asked, the task it began is the one that is wanted."""
    generation = await studio.request()

    assert [order.task_id for order in studio.provider.priced] == [generation.id]
    assert generation.quoted_micros == 150_000


@pytest.mark.parametrize("uncertain", [True, False])
async def test_without_an_answer_the_catalogues_price_holds(studio: Studio, uncertain: bool) -> None:
    """The id of a question that was surely not begun may all the same count as used, so it is not kept."""
    studio.provider.price_trouble = trouble(
        "runware", FailureReason.PROVIDER_UNAVAILABLE, retryable=True, uncertain=uncertain
    )

    generation = await studio.request()

    assert generation.quoted_micros == 150_000
    assert ([order.task_id for order in studio.provider.priced] == [generation.id]) is uncertain


async def test_nobody_waits_long_for_a_price(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(FakeProvider):
        async def price(self, order: Order) -> Micros | None:
            await asyncio.Event().wait()
            return EXACT

    monkeypatch.setattr("bot.services.money.pricing._PATIENCE_SECONDS", 0.01)
    studio.provider = Silent()
    studio.start()

    assert (await studio.request()).quoted_micros == 150_000


async def test_a_guess_that_exceeds_the_quota_is_no_reason_to_refuse_what_really_costs_less(
    studio: Studio,
) -> None:
    studio.provider.pricing = PRICING_ON
    studio.provider.price_micros = EXACT
    studio.policy.member_daily_micros = Micros(EXACT + 1)

    generation = await studio.request(model="pixverse-v6")
    assert generation.quoted_micros == EXACT

    studio.policy.member_daily_micros = EXACT
    asked = len(studio.provider.priced)
    with pytest.raises(LimitReached):
        await studio.request(model="pixverse-v6")
    assert len(studio.provider.priced) == asked
