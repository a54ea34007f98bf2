"""Reported videos, as members and moderators see them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from discord import ui

from bot.domain.generation import Messages, State
from bot.domain.moderation.removals import RemovalFacts
from bot.domain.moderation.reports import Case, CaseFacts, Ground, Outcome, Report
from bot.domain.postings import Posting, PostingKind
from bot.ui.answer import paged
from bot.ui.faces import REGISTERED
from bot.ui.layout import page
from bot.ui.moderation.reporting import reported
from bot.ui.pages.reports import reported_pieces
from bot.ui.postings import posting_view
from bot.ui.videos.hidden import stand_in
from tests.ui.fullest_settings import HUGE
from tests.ui.largest import made
from tests.ui.samples import NOW, take


def case(prompt: str, *reasons: str, **changes: Any) -> Case:
    """A case with so many reports."""
    generation = replace(
        made(prompt), state=State.DELIVERED, messages=Messages(card_id=30, result_ids=(HUGE,)), hidden_at=NOW
    )
    grounds = tuple(Ground)
    said = tuple(Report(grounds[place % len(grounds)], reason) for place, reason in enumerate(reasons))
    return replace(Case(10**15, generation, NOW, said, hidden_at=NOW), **changes)


def case_card(shown: Case) -> ui.LayoutView:
    """The card in the moderators' channel."""
    assert REGISTERED
    posting = Posting(1, PostingKind.REPORT, 10, "1", 77, None, None, "en-US", NOW, None, 0, 0)
    media = take().media
    files = {f"reported-{number}.mp4": media for number in range(4) if media and shown.outcome is None}
    return posting_view(posting, CaseFacts(case=shown, files=files))


def told(shown: Case, reason: str) -> ui.LayoutView:
    """The direct message to the author of what was removed."""
    posting = Posting(1, PostingKind.REMOVAL, 10, "1", None, 5, None, "en-US", NOW, None, 0, 0)
    return posting_view(posting, RemovalFacts(generation=shown.generation, reason=reason))


def hidden(shown: Case) -> ui.LayoutView:
    """What stands in the place of the video."""
    view = stand_in(shown.generation, 0, plain=False)
    assert isinstance(view, ui.LayoutView)
    return view


def reports(prompt: str) -> Iterator[ui.LayoutView]:
    """Everything about reports at its largest."""
    worst = case(prompt, *[prompt[:500]] * 12)
    yield case_card(worst)
    yield case_card(replace(worst, hidden_at=None))
    yield case_card(replace(worst, generation=replace(worst.generation, retired_at=NOW)))
    for outcome in Outcome:
        for by in (None, HUGE):
            yield case_card(replace(worst, outcome=outcome, decided_by_discord_id=by))
    yield told(worst, prompt[:500])
    yield told(worst, "")
    yield hidden(worst)
    yield hidden(replace(worst, generation=replace(worst.generation, hidden_at=None)))
    yield page(*reported_pieces([worst] * 25))
    for by_moderator in (True, False):
        yield paged(reported(worst, by_moderator=by_moderator)).view
