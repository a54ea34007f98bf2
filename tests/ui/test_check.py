"""The page of `/settings check`, and what a test clip proved."""

from dataclasses import fields

import pytest

from bot.domain.generation import FailureReason
from bot.domain.models import CATALOGUE
from bot.domain.rehearsals import Rehearsed
from bot.domain.servers import ServerSettings
from bot.domain.troubles import Trouble
from bot.ui.language import speaking, translations
from bot.ui.moderation.checkup import proof_page, rehearsal_view
from bot.ui.pages.check import PARTS, USES, Findings, Spot, check_page
from tests.ui.discord_limits import too_much, without_alt_text
from tests.ui.fullest_settings import HUGE
from tests.ui.reading import text
from tests.ui.samples import NOW

RIGHTS = ("View Channel", "Send Messages", "Attach Files", "Embed Links")


def test_every_channel_and_role_of_the_settings_is_looked_at() -> None:
    names = {setting.name for setting in fields(ServerSettings)} - {"denied_channel_ids"}

    channels = {name for name in names if name.endswith(("_channel_id", "_channel_ids"))}
    roles = {name for name in names if name.endswith(("_role_id", "_role_ids"))}
    assert channels == USES.keys(), "see bot/ui/pages/check.py"
    assert roles == PARTS.keys(), "see bot/ui/pages/check.py"


def test_all_that_is_wrong_is_counted() -> None:
    spots = [Spot(1, ("here",)), Spot(2, ("log",), missing=RIGHTS), Spot(3, ("log",), gone=True)]
    trouble = Trouble(FailureReason.OUT_OF_BALANCE, NOW)

    found = Findings(spots, ["moderators"], [(CATALOGUE.models[0], trouble)], funded=False)

    assert "**5 things need a look.**" in text(check_page(found))


@pytest.mark.parametrize("language", translations())
def test_the_worst_page_there_can_be_fits(language: str) -> None:
    spots = [Spot(HUGE - number, tuple(USES.values()), missing=RIGHTS) for number in range(30)]
    fine = [Spot(HUGE - number, tuple(USES.values())) for number in range(30)]
    models = [(model, Trouble(FailureReason.OUT_OF_BALANCE, NOW)) for model in CATALOGUE.models]

    with speaking(language):
        view = check_page(Findings([*spots, *fine], list(PARTS.values()), models, funded=False))

    assert too_much(view) == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Rehearsed(12_345, 640, 360, removed=True), "12.3 kB arrived"),
        (Rehearsed(12_345, 640, 360, removed=True), "a video of 640×360"),
        (Rehearsed(1, None, None, removed=True), "did not say whether it plays"),
        (Rehearsed(1, 640, 360, removed=False), "could not delete"),
    ],
)
def test_a_proof_says_what_it_proved_and_what_not(found: Rehearsed, said: str) -> None:
    assert said in text(proof_page(found, 20))


def test_the_clip_is_described_wherever_it_is_shown() -> None:
    for view in (rehearsal_view(), proof_page(Rehearsed(1, 1, 1, removed=True), 20, with_clip=True)):
        assert without_alt_text(view) == []
        assert too_much(view) == []
