"""Reports: what who reports sees, what moderators decide, and what is left of the video."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.generation import Messages, State
from bot.domain.moderation.approvals import Awaiting
from bot.domain.moderation.reports import Case, Ground, Outcome, OwnVideo, Report
from bot.ui.answer import paged
from bot.ui.errors import sentence
from bot.ui.layout import page, row, text
from bot.ui.moderation.report_cases import CaseForm, case_form, restored_words
from bot.ui.moderation.reporting import report_form, reported
from bot.ui.pages.approvals import approvals_page
from bot.ui.removals import removed_for_good
from bot.ui.videos.onward import DeleteButton
from tests.support.screens.cards import LIGHTHOUSE
from tests.support.screens.screen import OTHERS, Screen
from tests.ui.reports import case_card, hidden, told
from tests.ui.samples import ID, NOW, delivered, take

JONAS, AIKO, LENA = OTHERS
REASON = "The keeper looks just like my neighbour, and he was not asked."


def reports() -> Iterator[Screen]:
    """From the form to the decision."""
    asked_at = NOW - timedelta(minutes=40)
    video = replace(
        delivered(prompt=LIGHTHOUSE, created_at=asked_at),
        author_discord_id=JONAS,
        takes=(take(0),),
        state=State.DELIVERED,
        messages=Messages(card_id=30, result_ids=(31,)),
        hidden_at=NOW - timedelta(minutes=2),
    )
    said = (
        Report(Ground.REAL_PERSON, REASON),
        Report(Ground.OTHER, ""),
        Report(Ground.REAL_PERSON, "so it is"),
    )
    case = Case(7, video, asked_at, said, hidden_at=video.hidden_at)
    yield Screen("report-form", report_form(ID), used="Report this video", by="aiko")
    yield Screen(
        "report-thanks", paged(reported(case, by_moderator=False)).view, used="sent the form", by="aiko"
    )
    own = page(text(sentence(OwnVideo(ID))), row(DeleteButton(ID, 0)))
    yield Screen("report-own", own, used="Report this video", by="jonas")
    yield Screen("report-hidden", hidden(case), private=False)
    yield Screen("report-case", case_card(case), private=False, pictures=[LIGHTHOUSE] * 4)
    yield Screen("report-remove", case_form(CaseForm("remove", 7)), used="pressed “Remove”", by="lena")
    yield Screen("report-block", case_form(CaseForm("block", 7)), used="pressed “Block”", by="lena")
    restored = replace(case, outcome=Outcome.RESTORED, decided_by_discord_id=LENA)
    yield Screen("report-restored", case_card(restored), private=False)
    words = paged(restored_words(replace(video, hidden_at=None))).view
    yield Screen("report-restored-said", words, used="pressed “Restore”", by="lena")
    blank = replace(video, prompt="", removed_at=NOW)
    removed = replace(restored, outcome=Outcome.REMOVED, generation=blank)
    yield Screen("report-removed", case_card(removed), private=False)
    yield Screen("removal-said", paged(removed_for_good()).view, used="/mod remove", by="lena")
    yield Screen("removal-told", told(removed, REASON), private=False)
    yield Screen(
        "report-listed", approvals_page(Awaiting([], 0), cases=[case]), used="/mod approvals", by="lena"
    )
