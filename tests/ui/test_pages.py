"""Answers with many generations, or everything about one, inside Discord's limits and harmless."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from discord import ui

from bot.domain.catalogue import (
    Attached,
    Catalogue,
    Choice,
    Flag,
    Kind,
    Option,
    Settings,
    Text,
    Value,
    Whole,
)
from bot.domain.generation import Failure, FailureReason, Generation, Messages, State
from bot.domain.models import CATALOGUE
from bot.domain.moderation.pauses import Pause
from bot.domain.money import Micros
from bot.domain.sight import Count, Line, Load, Page, ServerQueue, Viewer
from bot.domain.troubles import Trouble
from bot.ports.delivery import Clip
from bot.services.looking import Shown
from bot.services.operating import ProviderStatus
from bot.ui import choices
from bot.ui.pages.history import history_page
from bot.ui.pages.models import ability, models_page
from bot.ui.pages.operating import status_page
from bot.ui.pages.queue import LINES, queue_page
from bot.ui.pages.showing import show_page
from bot.ui.safe_text import MESSAGE_BYTES, MESSAGE_UNITS, utf16_units
from tests.ui.hostile import SEEDS, hostile
from tests.ui.reading import components, gallery, labels, text, texts
from tests.ui.samples import AUTHOR, CAUTIONS, ID, NOW, delivered, generation, take
from tests.ui.test_cards import LONGEST, MENTION

INLINE_CODE = re.compile(r"`[^`]*`")
"""In it Discord resolves nothing."""
HUGE = 2**64 - 1
READER = Viewer(AUTHOR, 10, frozenset(), is_moderator=True)
WORST_REASON = FailureReason.OUT_OF_BALANCE


def within_limits(view: ui.LayoutView) -> bool:
    said = texts(view)
    return (
        sum(utf16_units(part) for part in said) <= MESSAGE_UNITS
        and sum(len(part.encode()) + 12 for part in said) <= MESSAGE_BYTES
        and len(components(view)) <= 40
    )


def posted(prompt: str, **changes: object) -> Generation:
    place = replace(generation().place, guild_id=HUGE, channel_id=HUGE)
    made = delivered(place=place, prompt=prompt, messages=Messages(HUGE, result_ids=(HUGE,)))
    return replace(made, state=State.DELIVERED, author_discord_id=HUGE, charged_micros=Micros(10**12))


def full_queue(prompt: str) -> ui.LayoutView:
    waiting = replace(posted(prompt), state=State.PENDING_APPROVAL, settled_at=None)
    lines = [Line(waiting, 999_999)] * LINES
    counts = [
        Count(model.id, model.provider, state, 99_999)
        for model in CATALOGUE.models
        for state in (State.QUEUED, State.SUBMITTING, State.SUCCEEDED, State.PENDING_REVIEW)
    ]
    return queue_page(ServerQueue(counts, lines, lines), READER, Pause(0, True, HUGE, "_" * 500, NOW))


def full_history(prompt: str) -> ui.LayoutView:
    return history_page(Page([posted(prompt)] * 8, 3, 99_999), HUGE, prompt[:50], own=False)


def everything(prompt: str) -> Iterator[ui.LayoutView]:
    """One generation with twenty takes, ten by file, ten by link, and one that failed."""
    settings: Settings = {"negative": prompt, "camera": "quickly_zoom_out", "seed": 2**31, "takes": 20}
    takes = tuple(take(number, seed=2**31 - 1 - number) for number in range(20))
    made = replace(posted(prompt), takes=takes, takes_asked=20, settings=settings, cautions=CAUTIONS)
    link = "https://bot.example/media/" + "u" * 150
    clips = [Clip(one, one.media if number < 10 else None, link, NOW) for number, one in enumerate(takes)]
    yield show_page(Shown(made, None, clips))
    yield show_page(Shown(made, None, [replace(clip, file=None) for clip in clips]))
    yield show_page(Shown(made, gone=True))
    failed = replace(made, state=State.FAILED, takes=(), failure=Failure(WORST_REASON))
    yield show_page(Shown(failed))


def pages(prompt: str) -> Iterable[ui.LayoutView]:
    yield full_queue(prompt)
    yield full_history(prompt)
    yield from everything(prompt)


@pytest.mark.parametrize("prompt", LONGEST, ids=["ascii", "cjk", "emoji", "escapes", "families", "lines"])
def test_the_fullest_pages_stay_inside_every_limit(prompt: str) -> None:
    for view in pages(prompt):
        assert within_limits(view), (len(text(view)), text(view)[:200])
        assert len(gallery(view)) <= 10


def test_of_all_hostile_prompts_none_mentions_anybody_or_leaves_its_line() -> None:
    for seed in SEEDS[::10]:
        for view in pages(hostile(seed)):
            spoken = INLINE_CODE.sub("", text(view))
            assert set(MENTION.findall(spoken)) <= {f"<@{HUGE}>"}, seed
            assert within_limits(view), seed
            assert "```" not in text(view), seed


def test_all_models_in_trouble_fit_on_one_page() -> None:
    for reason in FailureReason:
        view = models_page(CATALOGUE, lambda _, reason=reason: Trouble(reason, NOW))  # type: ignore[misc]
        assert within_limits(view)


def test_a_status_at_its_worst_fits_on_one_page() -> None:
    troubles = {model.id: Trouble(WORST_REASON, NOW) for model in CATALOGUE.models}
    worst = ProviderStatus(
        "skills_video", tuple(troubles), Trouble(WORST_REASON, NOW), troubles, Micros(10**12),
        Micros(10**13), Load(10**6, 10**6, 10**6, Micros(10**12)), NOW, "off: " + "x" * 200,
    )  # fmt: skip

    view = status_page([worst, worst], Pause(0, True, HUGE, "x" * 500, NOW))

    assert within_limits(view)
    assert "1000000 submits were never answered, and may have cost you $1,000,000.00 at most" in text(view)
    assert "dry run off: xxx" in text(view)


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        (Option("image", Attached(), ""), "first frame"),
        (Option("audio", Flag(), ""), "sound"),
        (Option("glow", Flag(), ""), "`glow`"),
        (Option("negative", Text(1, 9), ""), "negative prompt"),
        (Option("style", Choice((Value("clay", ""), Value("comic", ""))), ""), "style clay comic"),
        (Option("camera", Choice((Value("pan", ""),) * 9), ""), "9 camera moves"),
        (Option("mood", Choice((Value("calm", ""),) * 9), ""), "9 mood"),
        (Option("duration", Whole(5, 8, (5, 8)), ""), "5 or 8 s"),
        (Option("takes", Whole(1, 20), ""), "1 to 20 takes"),
        (Option("steps", Whole(1, 50), ""), "steps 1 to 50"),
    ],
)
def test_every_kind_of_ability_has_words(option: Option, expected: str) -> None:
    assert ability(option) == expected


def test_every_option_of_every_model_is_named_once() -> None:
    said = text(models_page(Catalogue(CATALOGUE.models[:1]), lambda _: None))

    assert len(set(said.split(" · "))) == len(said.split(" · "))


def test_a_kind_of_option_to_come_is_no_obstacle() -> None:
    kinds: list[Kind] = [Attached(), Flag(), Text(1, 2), Whole(1, 2), Choice((Value("a", "a"),))]

    assert all(ability(Option("later", kind, "")) for kind in kinds)


def test_pages_have_buttons_only_to_where_there_is_something() -> None:
    def buttons(number: int, total: int) -> list[str]:
        return labels(history_page(Page([generation()], number, total), AUTHOR, "", own=True))

    assert buttons(0, 8) == []
    assert buttons(0, 9) == ["Next"]
    assert buttons(1, 17) == ["Previous", "Next"]
    assert buttons(2, 17) == ["Previous"]


def test_the_end_of_a_link_is_told_where_it_is_known() -> None:
    made = delivered(2)
    ends_at = NOW + timedelta(days=30)
    clips = [
        Clip(made.takes[0], None, "https://a.example/1", ends_at),
        Clip(made.takes[1], None, "https://a.example/2"),
    ]

    said = text(show_page(Shown(made, None, clips)))

    assert f"Take 1: <https://a.example/1> · stops working <t:{int(ends_at.timestamp())}:R>" in said
    assert "Take 2: <https://a.example/2>\n" in said + "\n"


def test_cautions_stay_to_be_read_when_it_is_over() -> None:
    over = generation(State.FAILED, cautions=("R16",), failure=Failure(WORST_REASON))

    assert "⚠️ Caution: Effects are made for pictures" in text(show_page(Shown(over)))


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "just now"),
        (59, "59 min ago"),
        (60, "1 h ago"),
        (47 * 60, "47 h ago"),
        (49 * 60, "2 days ago"),
        (-5, "just now"),
    ],
)
def test_suggested_results_say_how_old_they_are(minutes: int, expected: str) -> None:
    (choice,) = choices.results([delivered()], NOW + timedelta(minutes=minutes))

    assert (choice.name, choice.value) == (f"a fox in the snow · {expected}", ID)


@pytest.mark.parametrize("prompt", LONGEST, ids=["ascii", "cjk", "emoji", "escapes", "families", "lines"])
def test_suggestions_fit_and_are_no_more_than_discord_shows(prompt: str) -> None:
    many = [delivered(20, prompt=prompt), delivered(20, prompt=prompt)]

    found = choices.results(many, NOW)

    assert len(found) == 25
    assert all(utf16_units(choice.name) <= 100 and "take" in choice.name for choice in found)
    assert found[1].value == f"{ID}/2"
