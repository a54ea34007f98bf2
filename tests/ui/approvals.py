"""Requests that wait for a moderator, and what was decided about them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from discord import ui

from bot.domain.generation import Generation, MediaRole, State, StoredMedia
from bot.domain.moderation.approvals import ApprovalFacts, Asked, Awaiting, Record, Verdict
from bot.domain.postings import Posting, PostingKind
from bot.ui.faces import REGISTERED
from bot.ui.pages.approvals import LISTED, approvals_page
from bot.ui.postings import posting_view
from tests.ui.fullest_settings import HUGE
from tests.ui.largest import made
from tests.ui.samples import ID, NOW

FILE = StoredMedia("inputs/one.png", "image/png", 1280, 720, 1000, "0" * 64)
BEFORE = Record(approved=12, rejected=1, reported=2)
FILES = {"first_frame.png": FILE, "last_frame.png": FILE}


def asked(generation: Generation, verdict: Verdict | None = None, record: Record = BEFORE) -> ui.LayoutView:
    """The card in the moderators' channel."""
    assert REGISTERED
    posting = Posting(
        1, PostingKind.APPROVAL, 10, generation.id, 77, None, generation.id, "en-US", NOW, None, 0, 0
    )
    files = FILES if generation.inputs else {}
    facts = ApprovalFacts(generation=generation, record=record, verdict=verdict, files=files)
    return posting_view(posting, facts)


def approvals(prompt: str) -> Iterator[ui.LayoutView]:
    """Cards and lists with everything that they can have."""
    inputs = {MediaRole.FIRST_FRAME: FILE, MediaRole.LAST_FRAME: FILE, MediaRole.SOURCE_VIDEO: FILE}
    whole = replace(
        made(prompt),
        state=State.PENDING_APPROVAL,
        inputs=inputs,
        deadline_at=NOW + timedelta(hours=48),
        settled_at=None,
    )
    worst = Record(10**6, 10**6, 10**6)
    yield asked(whole, record=worst)
    yield asked(replace(whole, private=True), record=worst)
    for yes in (True, False):
        verdict = Verdict(yes, HUGE, prompt, NOW)
        yield asked(replace(whole, state=State.DELIVERED if yes else State.REJECTED), verdict, worst)
    for state in (State.CANCELLED, State.EXPIRED):
        yield asked(replace(whole, state=state))
    for message_id in (None, HUGE):
        waiting = [
            Asked(replace(whole, id=f"{number}{ID[1:]}"), HUGE, message_id) for number in range(LISTED)
        ]
        yield approvals_page(Awaiting(waiting, 10**6), "Approved. " * 12)
    yield approvals_page(Awaiting([], 0))
