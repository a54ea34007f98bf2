"""The buttons and selects of the matrix: how each is tried, what it answers, and what it changes."""

from collections.abc import Mapping
from typing import Final

from tests.cogs.rights_acting import Choose, Press
from tests.cogs.rights_deed import Deed
from tests.cogs.rights_evening import SECRET
from tests.cogs.rights_tables_changed import ACCEPTED, DECIDED, TAKEN_BACK

_ALL_OF_IT = f"drafts reviews postings {TAKEN_BACK}"
_MADE = f"drafts {ACCEPTED}"
_LINED_UP = f"generations servers_in_line members_in_line turns {DECIDED}"
_GIVEN_BACK = f"generations ledger_entries usage_counters {DECIDED}"

BUTTONS: Final[Mapping[str, Deed]] = {
    "gl:cancel": Deed(Press("gl:cancel:{waiting}"), "Cancelled", TAKEN_BACK),
    "gl:discard": Deed(Press("gl:discard:{running}"), "Discarded", "generations"),
    "gl:delete": Deed(Press("gl:delete:{result}:0"), "my copies", "generations takes (files)", more=DECIDED),
    "gl:again": Deed(Press("gl:again:{result}:1"), "Queued", ACCEPTED),
    "gl:edit": Deed(Press("gl:edit:{result}:1"), "Make a video", "drafts"),
    "gl:continue": Deed(Press("gl:continue:{result}:1"), "Animate", "drafts"),
    "gl:extend": Deed(Press("gl:extend:{result}:1"), "Make a video", "drafts"),
    "gl:render": Deed(Press("gl:render:{result}:1"), "Queued", ACCEPTED),
    "gl:take": Deed(Choose("gl:take:{result}:0", "2"), "Take 2 of 2"),
    "gl:retry": Deed(Press("gl:retry:{failed}"), "Queued", ACCEPTED),
    "gl:draft:generate": Deed(Press("gl:draft:generate:{draft}"), "Queued", _MADE),
    "gl:draft:small": Deed(Press("gl:draft:small:{draft}"), "Queued", _MADE),
    "gl:draft:edit": Deed(Press("gl:draft:edit:{draft}"), "Make a video"),
    "gl:draft:more": Deed(Press("gl:draft:more:{draft}"), "More options"),
    "gl:draft:cancel": Deed(Press("gl:draft:cancel:{draft}"), "the draft is gone", "drafts"),
    "gl:fix": Deed(Press("gl:fix:{draft}:duration=8"), "8 s", "drafts"),
    "gl:use": Deed(Press("gl:use:{draft}:pixverse-v6"), "Queued", _MADE),
    "gl:approve": Deed(Press("gl:approve:{asked}"), "Approved", _LINED_UP),
    "gl:reject": Deed(Press("gl:reject:{asked}"), "Rejected", _GIVEN_BACK),
    "gl:why": Deed(Press("gl:why:{asked}"), "Reject with reason"),
    "gl:listed:approve": Deed(Press("gl:listed:approve:{asked}"), "Approved", _LINED_UP),
    "gl:listed:reject": Deed(Press("gl:listed:reject:{asked}"), "Rejected", _GIVEN_BACK),
    "gl:listed:why": Deed(Press("gl:listed:why:{asked}"), "Reject with reason"),
    "gl:publish": Deed(Press("gl:publish:{reviewed}"), "Published", f"reviews generations {DECIDED}"),
    "gl:withhold": Deed(Press("gl:withhold:{reviewed}"), "Discarded", f"reviews generations {DECIDED}"),
    "gl:whynot": Deed(Press("gl:whynot:{reviewed}"), "Discard with reason"),
    "gl:case:restore": Deed(
        Press("gl:case:restore:{case}"), "Restored", f"report_cases generations {DECIDED}"
    ),
    "gl:case:remove": Deed(Press("gl:case:remove:{case}"), "Remove the video"),
    "gl:case:block": Deed(Press("gl:case:block:{case}"), "Remove the video, block"),
    "gl:block:lift": Deed(Press("gl:block:lift:{appealed}"), "again", f"blocks {DECIDED}"),
    "gl:block:keep": Deed(Press("gl:block:keep:{appealed}"), "**Kept**", f"blocks {DECIDED}"),
    "gl:appeal": Deed(Press("gl:appeal:{block}"), "Appeal"),
    "gl:consent:allow": Deed(Press("gl:consent:allow:{consent}"), "**Allowed**", "consents postings"),
    "gl:consent:refuse": Deed(Press("gl:consent:refuse:{consent}"), "**Refused**", "consents postings"),
    "gl:history": Deed(Press("gl:history:{author}:0:"), SECRET),
    "gl:audit": Deed(Press("gl:audit:0:0"), "**Decisions**"),
    "gl:servers": Deed(Press("gl:servers:0"), "**Servers**"),
    "gl:rehearse": Deed(Press("gl:rehearse"), "I can post videos in"),
    "gl:prefer:model_id": Deed(Choose("gl:prefer:model_id", "pixverse-v6"), "Saved.", "preferences"),
    "gl:prefer:duration": Deed(Choose("gl:prefer:duration", "8"), "Saved.", "preferences"),
    "gl:prefer:aspect": Deed(Choose("gl:prefer:aspect", "1:1"), "Saved.", "preferences"),
    "gl:prefer:style": Deed(Choose("gl:prefer:style", "anime"), "Saved.", "preferences"),
    "gl:prefer:language": Deed(Choose("gl:prefer:language", "de"), "Gespeichert.", "preferences"),
    "gl:prefer:telling": Deed(Choose("gl:prefer:telling", "direct"), "Saved.", "preferences"),
    "gl:erase": Deed(Press("gl:erase"), "is being erased now", "erasures", more=_ALL_OF_IT),
}
"""By the beginning of their ids."""
