"""Finished videos, and the words where there is none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from discord import ui

from bot.domain.generation import Failure, FailureReason, Generation, State, TakeState
from bot.domain.lineage import Kin, Origin
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.onward import ways_on
from bot.ports.delivery import Clip
from bot.ui.videos.notices import notice
from bot.ui.videos.results import parts, result
from tests.support.screens.cards import LIGHTHOUSE
from tests.support.screens.screen import Screen
from tests.ui.samples import NOW, OFFER, clips, delivered, generation, take

DRAGONFLIES = "a dozen dragonflies over a mill pond, macro, morning mist"
LINK = "https://bot.example/media/3f9c2b71d0a84e6f/greenlit-0b6f3c1e-1.mp4"


def results() -> Iterator[Screen]:
    """One take, twelve, some lost, one too large, and failures."""
    one = replace(delivered(prompt=LIGHTHOUSE), takes=(take(0, seed=1_734_205_118),))
    yield Screen("result", _result(one, clips(one)), private=False, pictures=[LIGHTHOUSE])
    twelve = delivered(12, prompt=DRAGONFLIES, model_id="pixverse-v6", charged_micros=Micros(3_375_000))
    for number, part in enumerate(parts(clips(twelve)), 1):
        yield Screen(
            f"result-twelve-{number}",
            result(twelve, part, ways_on(CATALOGUE, twelve)),
            private=False,
            pictures=[DRAGONFLIES],
        )
    lost = (take(0), take(1), take(2, None, state=TakeState.FAILED))
    two = replace(delivered(3, prompt=LIGHTHOUSE), takes=lost)
    stored = [Clip(one, one.media) for one in two.stored_takes]
    yield Screen("result-lost-take", _result(two, stored), private=False, pictures=[LIGHTHOUSE])
    large = Clip(one.takes[0], None, LINK, NOW + timedelta(days=30))
    yield Screen("result-too-large", _result(one, [large]), private=False)
    first_look = replace(
        one,
        settings={**one.settings, "resolution": "360p"},
        charged_micros=Micros(80_000),
        origin=Origin(Kin.CONTINUED, "5f0e1d2c-0000-4000-8000-000000000000", 1, 20, 39),
    )
    yield Screen(
        "result-first-look", _result(first_look, clips(first_look)), private=False, pictures=[LIGHTHOUSE]
    )
    yield from notices()


def _result(made: Generation, shown: Sequence[Clip]) -> ui.LayoutView:
    return result(made, parts(shown)[0], ways_on(CATALOGUE, made))


def notices() -> Iterator[Screen]:
    """Why there is no video."""
    asked = generation(State.FAILED, prompt=LIGHTHOUSE)
    for name, reason, offers in (
        ("notice-moderated", FailureReason.MODERATED, ()),
        ("notice-elsewhere", FailureReason.MODEL_UNAVAILABLE, (OFFER,)),
    ):
        failed = replace(asked, failure=Failure(reason))
        yield Screen(name, notice(failed, offers), private=False)
