"""Answers that one member alone sees."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from discord import ui

from bot.domain.generation import FailureReason, Generation, Messages, State
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.onward import ways_on
from bot.domain.sight import Count, Line, Load, Page, ServerQueue, Viewer
from bot.domain.troubles import Trouble
from bot.services.looking import Shown
from bot.services.operating import ProviderStatus
from bot.ui.pages.history import history_page
from bot.ui.pages.models import models_page
from bot.ui.pages.operating import status_page
from bot.ui.pages.queue import queue_page
from bot.ui.pages.showing import show_page
from tests.support.screens.cards import HAIKU, LIGHTHOUSE
from tests.support.screens.screen import OTHERS, Screen
from tests.ui.samples import AUTHOR, NOW, clips, delivered, generation

READER = Viewer(AUTHOR, 10, frozenset({20}))
PROMPTS = (
    LIGHTHOUSE,
    "paper boats on a river after the rain",
    HAIKU,
    "the statue wakes, stone cracking",
    "kites over the dunes, *very* windy",
)


def answers() -> Iterator[Screen]:
    """Pages, one command after the other."""
    yield Screen("queue", _queue(), used="/queue")
    yield Screen("history", _history(), used="/history")
    one = replace(
        delivered(prompt=LIGHTHOUSE), state=State.DELIVERED, messages=Messages(30, result_ids=(40,))
    )
    shown = show_page(Shown(one, None, clips(one)), ways_on(CATALOGUE, one))
    yield Screen("show", shown, used=f"/show id:{one.id[:8]}", pictures=[LIGHTHOUSE])
    troubled = Trouble(FailureReason.PROVIDER_UNAVAILABLE, NOW - timedelta(minutes=6))
    yield Screen(
        "models",
        models_page(CATALOGUE, lambda model: troubled if model.provider == "skills_video" else None),
        used="/models",
    )
    yield Screen("operator", status_page(_statuses(troubled), None), used="/operator status")


def _queue() -> ui.LayoutView:
    mine = generation(State.RUNNING, prompt=LIGHTHOUSE, submitted_at=NOW - timedelta(seconds=40))
    waiting = generation(prompt=PROMPTS[1])
    others = [
        replace(waiting, author_discord_id=who, prompt=prompt)
        for who, prompt in zip(OTHERS, PROMPTS[2:], strict=False)
    ]
    lines = [Line(mine, None), *(Line(one, place) for place, one in enumerate(others, 1)), Line(waiting, 4)]
    counts = [
        Count("pixverse-v5.6", "runware", State.QUEUED, 4),
        Count("pixverse-v5.6", "runware", State.RUNNING, 3),
        Count("pixverse-v6", "runware", State.RUNNING, 1),
    ]
    return queue_page(ServerQueue(counts, lines, [Line(mine, None), Line(waiting, 4)]), READER)


def _history() -> ui.LayoutView:
    states = (State.DELIVERED, State.RUNNING, State.DELIVERED, State.FAILED, State.CANCELLED)
    entries = [
        _past(prompt, state, number)
        for number, (prompt, state) in enumerate(zip(PROMPTS, states, strict=True))
    ]
    return history_page(Page(entries, 0, 21), AUTHOR, "", own=True)


def _past(prompt: str, state: State, number: int) -> Generation:
    made = delivered(prompt=prompt, created_at=NOW - timedelta(hours=3 * number + 1), private=number == 2)
    posted = state is State.DELIVERED
    return replace(
        made,
        state=state,
        charged_micros=Micros(397_800 if posted else 0),
        settled_at=NOW if posted else None,
        messages=Messages(30, result_ids=(40,) if posted else ()),
    )


def _statuses(trouble: Trouble) -> list[ProviderStatus]:
    runware = tuple(model.id for model in CATALOGUE.models if model.provider == "runware")
    return [
        ProviderStatus(
            "runware",
            runware,
            None,
            {},
            Micros(18_420_000),
            Micros(5_000_000),
            Load(4, 4),
            NOW - timedelta(seconds=9),
            None,
        ),
        ProviderStatus(
            "skills_video",
            ("pixverse-v6-skills",),
            trouble,
            {},
            None,
            Micros(5_000_000),
            Load(0, 0, 1, Micros(281_250)),
            None,
            None,
        ),
    ]
