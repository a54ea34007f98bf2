"""Videos that wait for moderators, and what was decided about them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from discord import ui

from bot.domain.generation import Generation, Messages, State
from bot.domain.moderation.approvals import Verdict
from bot.domain.moderation.reviewing import ReviewFacts
from bot.domain.postings import Posting, PostingKind
from bot.domain.reviews import Review, ReviewReason
from bot.ports.delivery import Progress
from bot.ui.cards import card
from bot.ui.faces import REGISTERED
from bot.ui.pages.reviews import LISTED, reviews_page
from bot.ui.postings import posting_view
from bot.ui.videos.notices import notice
from tests.ui.fullest_settings import HUGE
from tests.ui.largest import LINK, made
from tests.ui.samples import ID, NOW


def shown(generation: Generation, verdict: Verdict | None = None, attached: int = 1) -> ReviewFacts:
    """What moderators are shown of it, so many of its takes as files."""
    stored = generation.stored_takes if generation.awaits_review else ()
    named = {f"SPOILER_review-{number}.mp4": take.media for number, take in enumerate(stored, 1)}
    files = {name: media for name, media in list(named.items())[:attached] if media}
    return ReviewFacts(
        generation=generation,
        verdict=verdict,
        files=files,
        videos=tuple((name, LINK) for name in named),
    )


def review_card(facts: ReviewFacts) -> ui.LayoutView:
    """The card in the moderators' channel."""
    assert REGISTERED
    key = facts.generation.id
    posting = Posting(1, PostingKind.REVIEW, 10, key, 77, None, key, "en-US", NOW, None, 0, 0)
    return posting_view(posting, facts)


def reviews(prompt: str) -> Iterator[ui.LayoutView]:
    """Cards, lists and what authors are told, with everything that they can have."""
    week = NOW + timedelta(days=7)
    for reason in ReviewReason:
        waiting = replace(made(prompt), state=State.PENDING_REVIEW, review=Review(reason, week))
        for attached in (0, 1, 10):
            yield review_card(shown(waiting, attached=attached))
        yield review_card(shown(replace(waiting, private=True)))
        yield card(waiting, Progress(None, NOW))
        several = [replace(waiting, id=f"{number}{ID[1:]}") for number in range(LISTED)]
        for attached in (0, 10):
            yield reviews_page([shown(one, attached=attached) for one in several], 100)
    yield reviews_page([], 0)
    ended = replace(
        made(prompt), review=Review(ReviewReason.MODE), messages=Messages(HUGE, result_ids=(HUGE,))
    )
    for state, yes in ((State.DELIVERED, True), (State.REJECTED, False)):
        yield review_card(shown(replace(ended, state=state), Verdict(yes, HUGE, prompt, NOW)))
    for state in (State.PENDING_REVIEW, State.REJECTED, State.CANCELLED, State.EXPIRED):
        yield review_card(shown(replace(ended, state=state)))
        yield card(replace(ended, state=state), Progress(None, NOW))
        yield notice(replace(ended, state=state))
