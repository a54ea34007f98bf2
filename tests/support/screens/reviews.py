"""Videos before they are published, as moderators and their authors see them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from discord import ui

from bot.domain.generation import Generation, Messages, State
from bot.domain.moderation.approvals import Verdict
from bot.domain.moderation.reviewing import ReviewFacts
from bot.domain.postings import Posting, PostingKind
from bot.domain.reviews import Review, ReviewReason
from bot.ports.delivery import Progress
from bot.ui.cards import card
from bot.ui.pages.reviews import reviews_page
from bot.ui.postings import posting_view
from bot.ui.videos.notices import notice
from tests.support.screens.cards import LIGHTHOUSE
from tests.support.screens.screen import OTHERS, Screen
from tests.ui.samples import NOW, delivered

_, _, _LENA = OTHERS
REASON = "Somebody's face is in it who was not asked."
NAME = "SPOILER_review-00000001-1.mp4"


def reviews() -> Iterator[Screen]:
    """What waits, what was decided, and what the author reads."""
    for name, shown in _views().items():
        used = "/mod reviews" if "list" in name else ""
        yield Screen(name, shown, used=used, by="lena", private=bool(used), pictures=[LIGHTHOUSE])


def _views() -> dict[str, ui.LayoutView]:
    waiting = {reason: _waiting(reason) for reason in ReviewReason}
    ended = replace(waiting[ReviewReason.MODE], review=Review(ReviewReason.MODE))
    refused = replace(ended, state=State.REJECTED, rejected_because=REASON)
    published = replace(ended, state=State.DELIVERED, messages=Messages(30, result_ids=(40,)))
    unseen = replace(ended, state=State.EXPIRED)
    return {
        **{f"review-{reason}": _card(one) for reason, one in waiting.items()},
        "review-published": _card(published, _verdict(approved=True)),
        "review-discarded": _card(refused, _verdict(approved=False, reason=REASON)),
        "review-expired": _card(unseen),
        "review-list": reviews_page([_facts(one) for one in list(waiting.values())[:2]], 3),
        "review-list-empty": reviews_page([], 0),
        **{f"card-review-{reason}": _authors(one) for reason, one in waiting.items()},
        "card-review-discarded": _authors(refused),
        "notice-review-discarded": notice(refused),
        "notice-review-expired": notice(unseen),
    }


def _waiting(reason: ReviewReason) -> Generation:
    ends_at: datetime = NOW + timedelta(days=7)
    made = delivered(prompt=LIGHTHOUSE, created_at=NOW - timedelta(minutes=2))
    return replace(made, state=State.PENDING_REVIEW, ended_at=None, review=Review(reason, ends_at))


def _verdict(*, approved: bool, reason: str = "") -> Verdict:
    return Verdict(approved, _LENA, reason, NOW)


def _facts(generation: Generation, verdict: Verdict | None = None) -> ReviewFacts:
    shown = generation.awaits_review
    media = generation.stored_takes[0].media
    return ReviewFacts(
        generation=generation,
        verdict=verdict,
        files={NAME: media} if shown and media else {},
        videos=((NAME, None),) if shown else (),
    )


def _card(generation: Generation, verdict: Verdict | None = None) -> ui.LayoutView:
    posting = Posting(
        1, PostingKind.REVIEW, 10, generation.id, 20, None, generation.id, "en-US", NOW, 1, 0, 0
    )
    return posting_view(posting, _facts(generation, verdict))


def _authors(generation: Generation) -> ui.LayoutView:
    return card(generation, Progress(None, NOW))
