"""Generations in any state, as the tests of words, cards and delivery need them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.catalogue import Severity
from bot.domain.errors import Offer
from bot.domain.generation import Generation, Messages, Place, State, StoredMedia, Take, TakeState
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.prices import Quote
from bot.ports.delivery import Clip, Progress

ID = "0b6f3c1e-7d5a-4c7f-9a55-2f1f0f3f7a10"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
AUTHOR = 111_222_333
CAUTIONS = tuple(
    dict.fromkeys(
        rule.id for model in CATALOGUE.models for rule in model.rules if rule.severity is Severity.WARN
    )
)
"""Every rule that only cautions."""
OFFER = Offer(
    "pixverse-v6-skills", "skills_video", Quote(Micros(281_250), Micros(281_250), True), ("format",)
)


def generation(state: State = State.QUEUED, **changes: Any) -> Generation:
    """One generation, with what a test says of it."""
    ordinary = Generation(
        id=ID,
        request_key="1",
        member_id=1,
        author_discord_id=AUTHOR,
        place=Place(guild_id=10, channel_id=20),
        model_id="pixverse-v5.6",
        provider="runware",
        settings={"duration": 5, "resolution": "720p", "aspect": "16:9", "takes": 1, "format": "mp4"},
        prompt="a fox in the snow",
        private=False,
        takes_asked=1,
        quoted_micros=Micros(497_250),
        approximate_quote=True,
        state=state,
        created_at=NOW,
    )
    return replace(ordinary, **changes)


def take(number: int = 0, path: str | None = "results/one.mp4", **changes: Any) -> Take:
    """One result of which we hold a copy."""
    media = StoredMedia(path or "", "video/mp4", 1280, 720, 1000, "0" * 64) if path else None
    ordinary = Take(
        key=f"key-{number}",
        state=TakeState.STORED,
        url=f"https://im.runware.ai/{number}",
        seed=number,
        media=media,
    )
    return replace(ordinary, **changes)


def delivered(takes: int = 1, **changes: Any) -> Generation:
    """One generation that is made, paid and ready to be posted."""
    facts = {
        "takes": tuple(take(number) for number in range(takes)),
        "takes_asked": takes,
        "settled_at": NOW + timedelta(seconds=63),
        "charged_micros": Micros(397_800),
        "messages": Messages(card_id=30),
    }
    return generation(State.SUCCEEDED, **{**facts, **changes})


def clips(made: Generation) -> list[Clip]:
    """Its results as files that fit."""
    return [Clip(one, one.media) for one in made.takes]


def progress(place_in_line: int | None = None, **known: Any) -> Progress:
    """The moment in which all samples live."""
    return Progress(place_in_line, NOW, **known)
