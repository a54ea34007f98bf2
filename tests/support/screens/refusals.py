"""Refusals, and the short answers that say what was done."""

from collections.abc import Iterator

from bot.domain.generation import Messages, State
from bot.ui.accepted import queued
from bot.ui.answer import paged
from bot.ui.buttons import stopped
from bot.ui.errors import sentence
from tests.support.screens.screen import Screen
from tests.ui.samples import generation
from tests.ui.test_errors import SAMPLES


def refusals() -> Iterator[Screen]:
    """Every refusal there is, one of each kind."""
    seen: set[str] = set()
    for sample in SAMPLES:
        name = type(sample).__name__
        if name not in seen:
            seen.add(name)
            yield Screen(f"refusal-{name}", paged(sentence(sample)).view, used="/create")


def words() -> Iterator[Screen]:
    """What follows a request or a press, in a sentence or two."""
    waiting = generation(messages=Messages(card_id=30))
    yield Screen("queued", paged(queued(waiting)).view, used="/create")
    yield Screen("cancelled", paged(stopped(generation(State.CANCELLED))).view, used="pressed “Cancel”")
    gone = generation(State.RUNNING, discarded=True)
    yield Screen("discarded", paged(stopped(gone)).view, used="pressed “Discard”")
