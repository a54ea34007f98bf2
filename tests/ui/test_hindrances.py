"""The card of what waits for more than its turn."""

from dataclasses import replace

import pytest

from bot.domain.alarms import Alarm, AlarmKind
from bot.domain.generation import State
from bot.domain.moderation.pauses import EVERYWHERE, Pause
from bot.ui.cards import card
from tests.ui.reading import text
from tests.ui.samples import NOW, generation, progress

WHEN = f"<t:{int(NOW.timestamp())}:R>"
OWN, OPERATORS = Pause(10, False, 91, "A flood", NOW), Pause(EVERYWHERE, True, 77, "Bills", NOW)


def alarm(kind: AlarmKind) -> Alarm:
    return Alarm(1, "runware", kind, None, NOW)


@pytest.mark.parametrize(
    ("hindrance", "words"),
    [
        (OWN, f"⏸️ Paused by this server's moderators {WHEN}; it keeps its place."),
        (OPERATORS, f"⏸️ Paused by the bot's operator {WHEN}; it keeps its place."),
        (
            alarm(AlarmKind.OUT_OF_BALANCE),
            "⏸️ The operator's account at the provider is empty. It keeps its place.",
        ),
        (
            alarm(AlarmKind.BREAKER),
            "⏸️ The provider has charged more than its prices say. It keeps its place.",
        ),
    ],
    ids=["moderators", "operator", "no money", "breaker"],
)
def test_what_waits_says_what_for(hindrance: Pause | Alarm, words: str) -> None:
    assert words in text(card(generation(), replace(progress(3), hindrance=hindrance)))


def test_who_paused_and_why_is_not_told_to_everybody() -> None:
    said = text(card(generation(), replace(progress(3), hindrance=OWN)))

    assert "91" not in said
    assert "flood" not in said


def test_what_waits_for_its_turn_alone_says_nothing_of_a_pause() -> None:
    assert "⏸️" not in text(card(generation(), progress(3)))
    assert "⏸️" not in text(card(generation(State.RUNNING), replace(progress(None), hindrance=OWN)))
