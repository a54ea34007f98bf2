"""Cards, from the first moment of a generation to its end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from discord import ui

from bot.domain.generation import Failure, FailureReason, Generation, Messages, State, TakeState
from bot.ports.delivery import Progress
from bot.ui.cards import card
from tests.support.screens.screen import Screen
from tests.ui.samples import NOW, delivered, generation, take

LIGHTHOUSE = "a lighthouse in a storm at dusk, waves breaking over the rocks, slow push in"
USUAL = timedelta(seconds=95)
HAIKU = (
    "雨の夜、ネオン街を歩く猫。濡れたアスファルトに看板の光が滲み、カメラは低い位置からゆっくりと猫を追う。"
)


def cards() -> Iterator[Screen]:
    """Every state that a card can be in."""
    for name, shown in states().items():
        yield Screen(
            name, shown, private=name.endswith("private"), used="/create" if "private" in name else ""
        )


def states() -> dict[str, ui.LayoutView]:
    """By the name of the screen."""
    asked: dict[str, Any] = {"prompt": LIGHTHOUSE, "created_at": NOW - timedelta(minutes=2)}
    running = {**asked, "submitted_at": NOW - timedelta(seconds=72)}
    made = (take(0), take(1), take(2, None, state=TakeState.FAILED))
    done = replace(delivered(**asked), state=State.DELIVERED, messages=Messages(30, result_ids=(40,)))
    return {
        "card-waiting": _card(generation(**asked), 3),
        "card-held-back": _card(generation(**asked), 9, held_back=2),
        "card-next": _card(generation(**asked, cautions=("R16", "R17")), 1),
        "card-rendering": _card(generation(State.RUNNING, **running)),
        "card-rendering-takes": _card(generation(State.RUNNING, **running, takes_asked=4, takes=made)),
        "card-delivering": _card(generation(State.SUCCEEDED, **running)),
        "card-done": _card(done),
        "card-discarded": _card(generation(State.RUNNING, **running, discarded=True)),
        "card-cancelled": _card(generation(State.CANCELLED, **asked)),
        "card-failed": _card(
            generation(State.FAILED, **running, failure=Failure(FailureReason.PROVIDER_FAILED))
        ),
        "card-expired": _card(generation(State.EXPIRED, **running)),
        "card-japanese": _card(generation(**{**asked, "prompt": HAIKU * 4}), 2),
        "card-rendering-private": _card(generation(State.RUNNING, **running, private=True)),
    }


def _card(shown: Generation, place_in_line: int | None = None, held_back: int | None = None) -> ui.LayoutView:
    return card(shown, Progress(place_in_line, NOW, held_back, USUAL))
