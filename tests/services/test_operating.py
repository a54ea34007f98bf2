"""What operators are told of their providers."""

from dataclasses import replace

import pytest

from bot.domain.generation import FailureReason
from bot.domain.money import ZERO, Micros
from bot.domain.rights import OperatorsOnly
from bot.domain.sight import Load
from bot.domain.troubles import Trouble
from bot.services.operating import ProviderStatus
from tests.support.fake_clock import ManualClock
from tests.support.fake_provider import FakeProvider, trouble
from tests.support.studio import Studio

OPERATOR = 77


async def statuses(studio: Studio) -> dict[str, ProviderStatus]:
    return {status.provider: status for status in await studio.services.operating.status()}


async def test_only_operators_may_ask(studio: Studio) -> None:
    studio.policy.operator_ids = frozenset({OPERATOR})

    assert studio.services.operating.is_operator(OPERATOR)
    assert not studio.services.operating.is_operator(5)
    studio.services.operating.require_operator(OPERATOR)
    with pytest.raises(OperatorsOnly):
        studio.services.operating.require_operator(5)


async def test_every_provider_is_listed_with_its_models_and_what_it_has_to_do(studio: Studio) -> None:
    await studio.running()
    await studio.request()
    studio.other.balance_micros = None

    found = await statuses(studio)

    runware = found["runware"]
    assert "pixverse-v4" in runware.models
    assert (runware.balance_micros, runware.last_webhook_at) == (Micros(100_000_000), None)
    assert runware.load == Load(waiting=1, running=1)
    assert found["skills_video"].models == ("pixverse-v6-skills",)
    assert found["skills_video"].balance_micros is None


async def test_a_provider_that_does_not_answer_is_in_trouble_from_then_on(studio: Studio) -> None:
    studio.provider.balance_trouble = trouble("runware", FailureReason.KEY_REFUSED)

    runware = (await statuses(studio))["runware"]

    assert runware.balance_micros is None
    assert runware.trouble == Trouble(FailureReason.KEY_REFUSED, studio.clock.now())
    assert runware.model_troubles == {}


async def test_a_provider_that_answers_again_is_out_of_its_trouble(studio: Studio) -> None:
    studio.services.troubles.failed(trouble("runware", FailureReason.KEY_REFUSED))

    assert (await statuses(studio))["runware"].trouble is None


async def test_a_model_in_trouble_by_itself_is_told_apart(studio: Studio) -> None:
    studio.services.troubles.failed(trouble("runware", FailureReason.MODEL_UNAVAILABLE), "pixverse-v6")

    runware = (await statuses(studio))["runware"]

    assert runware.trouble is None
    assert list(runware.model_troubles) == ["pixverse-v6"]


async def test_how_asking_for_prices_goes_is_told(studio: Studio) -> None:
    studio.provider.pricing = "off: it was ignored"

    found = await statuses(studio)

    assert (found["runware"].pricing, found["skills_video"].pricing) == ("off: it was ignored", None)


async def test_a_refilled_account_is_out_of_its_trouble_as_soon_as_an_operator_looks(studio: Studio) -> None:
    studio.provider.balance_micros = ZERO
    empty = (await statuses(studio))["runware"]
    studio.provider.balance_micros = Micros(1)
    refilled = (await statuses(studio))["runware"]

    assert empty.trouble == Trouble(FailureReason.OUT_OF_BALANCE, studio.clock.now())
    assert refilled.trouble is None


class Silent(FakeProvider):
    """A provider that never answers."""

    async def balance(self) -> Micros | None:
        await ManualClock().sleep(1)
        return None


async def test_nobody_waits_for_a_balance_that_does_not_come(studio: Studio) -> None:
    studio.provider = Silent()
    studio.start()

    runware, _ = await replace(studio.services.operating, patience_seconds=0.01).status()

    assert runware.provider == "runware"
    assert runware.balance_micros is None
    assert runware.trouble is None


async def test_a_lost_answer_of_a_provider_that_is_asked_again_is_no_leak(studio: Studio) -> None:
    studio.provider.lose_answers()
    studio.other.lose_answers()
    await studio.running(model="pixverse-v6")
    await studio.running(model="pixverse-v6-skills")

    loads = {status.provider: status.load for status in await studio.services.operating.status()}

    assert loads["runware"].unanswered == 0
    assert loads["skills_video"].unanswered == 1
