"""What operators are told of their providers."""

from dataclasses import dataclass, replace

import pytest

from bot.domain.errors import OperatorsOnly
from bot.domain.generation import FailureReason
from bot.domain.money import Micros
from bot.domain.troubles import Trouble
from bot.providers.runware.provider import RunwareProvider
from bot.services.operating import ProviderStatus
from tests.support.fake_clock import ManualClock
from tests.support.fake_provider import FakeProvider, trouble
from tests.support.studio import Studio

OPERATOR = 77


async def statuses(studio: Studio) -> dict[str, ProviderStatus]:
    return {status.provider: status for status in await studio.services.operating.status()}


async def test_only_operators_may_ask(studio: Studio) -> None:
    studio.policy.operator_ids = frozenset({OPERATOR})

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
    assert (runware.balance_micros, runware.waiting, runware.running) == (Micros(100_000_000), 1, 1)
    assert (runware.unanswered, runware.unanswered_micros, runware.last_webhook_at) == (0, 0, None)
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


@dataclass
class DryRunner(FakeProvider):
    """A provider that can be asked for prices."""

    dry_run: bool = True
    dry_run_off_reason: str = ""


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        (FakeProvider(), None),
        (DryRunner(), "on"),
        (DryRunner(dry_run=False), None),
        (DryRunner(dry_run=False, dry_run_off_reason="it was ignored"), "off: it was ignored"),
    ],
    ids=["cannot", "wanted", "not wanted", "ignored"],
)
async def test_how_asking_for_prices_goes_is_told(
    studio: Studio, provider: FakeProvider, expected: str | None
) -> None:
    studio.provider = provider
    studio.start()

    assert (await statuses(studio))["runware"].dry_run == expected


def test_runware_is_one_that_can_be_asked() -> None:
    assert all(hasattr(RunwareProvider, name) for name in ("dry_run", "dry_run_off_reason"))


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
