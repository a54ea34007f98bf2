"""Finished videos, and the words where there is none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.generation import Failure, FailureReason, State, TakeState
from bot.domain.money import Micros
from bot.ports.delivery import Clip
from bot.ui.notices import notice
from bot.ui.results import parts, result
from tests.support.screens.cards import LIGHTHOUSE
from tests.support.screens.screen import Screen
from tests.ui.samples import NOW, OFFER, clips, delivered, generation, take

DRAGONFLIES = "a dozen dragonflies over a mill pond, macro, morning mist"
LINK = "https://bot.example/media/3f9c2b71d0a84e6f/greenlit-0b6f3c1e-1.mp4"


def results() -> Iterator[Screen]:
    """One take, twelve, some lost, one too large, and failures."""
    one = replace(delivered(prompt=LIGHTHOUSE), takes=(take(0, seed=1_734_205_118),))
    yield Screen("result", result(one, parts(clips(one))[0]), private=False, pictures=[LIGHTHOUSE])
    twelve = delivered(12, prompt=DRAGONFLIES, model_id="pixverse-v6", charged_micros=Micros(3_375_000))
    for number, part in enumerate(parts(clips(twelve)), 1):
        yield Screen(f"result-twelve-{number}", result(twelve, part), private=False, pictures=[DRAGONFLIES])
    lost = (take(0), take(1), take(2, None, state=TakeState.FAILED))
    two = replace(delivered(3, prompt=LIGHTHOUSE), takes=lost)
    stored = [Clip(one, one.media) for one in two.stored_takes]
    yield Screen("result-lost-take", result(two, parts(stored)[0]), private=False, pictures=[LIGHTHOUSE])
    large = Clip(one.takes[0], None, LINK, NOW + timedelta(days=30))
    yield Screen("result-too-large", result(one, parts([large])[0]), private=False)
    yield from notices()


def notices() -> Iterator[Screen]:
    """Why there is no video."""
    asked = generation(State.FAILED, prompt=LIGHTHOUSE)
    for name, reason, offers in (
        ("notice-moderated", FailureReason.MODERATED, ()),
        ("notice-elsewhere", FailureReason.MODEL_UNAVAILABLE, (OFFER,)),
    ):
        failed = replace(asked, failure=Failure(reason))
        yield Screen(name, notice(failed, offers), private=False)
