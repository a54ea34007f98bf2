"""What moderators, and those who wait for them, see of approvals."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.generation import MediaRole, Messages, State
from bot.domain.moderation.approvals import Asked, Awaiting, Record, Verdict
from bot.domain.money import Micros
from bot.ui.accepted import queued
from bot.ui.answer import paged
from bot.ui.cards import card
from bot.ui.language import t
from bot.ui.moderation.approving import decided
from bot.ui.moderation.reasons import ReasonForm, reason_form
from bot.ui.pages.approvals import approvals_page
from bot.ui.videos.notices import notice
from tests.support.screens.cards import LIGHTHOUSE
from tests.support.screens.screen import OTHERS, Screen
from tests.ui.approvals import FILE, asked
from tests.ui.samples import NOW, generation, progress

JONAS, AIKO, LENA = OTHERS
REASON = "Please not again today: we had eleven lighthouses this week."


def approvals() -> Iterator[Screen]:
    """From the question to what was decided."""
    waiting = generation(
        State.PENDING_APPROVAL,
        author_discord_id=JONAS,
        prompt=LIGHTHOUSE,
        created_at=NOW - timedelta(minutes=4),
        deadline_at=NOW + timedelta(hours=48),
        messages=Messages(card_id=30),
    )
    pictured = replace(waiting, inputs={MediaRole.FIRST_FRAME: FILE, MediaRole.LAST_FRAME: FILE})
    rejected = replace(waiting, state=State.REJECTED, rejected_because=REASON)
    decided_at = NOW - timedelta(minutes=1)
    yes, no = Verdict(True, AIKO, "", decided_at), Verdict(False, LENA, REASON, decided_at)
    files = [LIGHTHOUSE, "the same lighthouse at dawn"]
    yield Screen("approval-asked", asked(waiting), private=False)
    yield Screen("approval-first", asked(pictured, record=Record()), private=False, pictures=files)
    yield Screen("approval-private", asked(replace(waiting, private=True)), private=False)
    approved = replace(pictured, state=State.QUEUED)
    form = reason_form(ReasonForm("reject", waiting.id), t("Reject with reason"))
    yield Screen("approval-why", form, used="pressed “Reject with reason”", by="lena")
    yield Screen("approval-approved", asked(approved, yes), private=False, pictures=files)
    yield Screen("approval-rejected", asked(rejected, no), private=False)
    for state in (State.CANCELLED, State.EXPIRED):
        yield Screen(f"approval-{state}", asked(replace(waiting, state=state)), private=False)
    yield Screen("approval-said-yes", paged(decided(approved)).view, used="pressed “Approve”", by="aiko")
    yield Screen("approval-said-no", paged(decided(rejected)).view, used="pressed “Reject”", by="lena")
    others = replace(
        waiting, prompt="kites over the dunes", author_discord_id=AIKO, quoted_micros=Micros(150_000)
    )
    listed = Awaiting([Asked(waiting, 20, 40), Asked(others, 20, None)], 6)
    yield Screen("approvals", approvals_page(listed), used="/mod approvals", by="lena")
    yield Screen("approvals-none", approvals_page(Awaiting([], 0)), used="/mod approvals", by="lena")
    yield Screen("approval-waiting", paged(queued(waiting)).view, used="/create", by="jonas")
    yield Screen("approval-card", card(waiting, progress()), private=False)
    yield Screen("approval-notice", notice(rejected), private=False)
