"""The forms of the matrix, sent without having been opened: what each answers, and what it changes."""

from collections.abc import Mapping
from typing import Final

from tests.cogs.rights_acting import Send
from tests.cogs.rights_deed import Deed
from tests.cogs.rights_tables_changed import DECIDED, REMOVED, TAKEN_BACK

_WHY = {"reason": "Not here"}
_GIVEN_BACK = f"generations ledger_entries usage_counters {DECIDED}"
_REPORTED = "generations report_cases reports postings"

FORMS: Final[Mapping[str, Deed]] = {
    "gl:form": Deed(Send("gl:form:{draft}:here", {"prompt": "an owl"}), "an owl", "drafts"),
    "gl:more": Deed(Send("gl:more:{draft}:here", {"seed": "7"}), "seed 7", "drafts"),
    "gl:reason:reject": Deed(Send("gl:reason:reject:{asked}", _WHY), "Rejected", _GIVEN_BACK),
    "gl:reason:rejectlisted": Deed(Send("gl:reason:rejectlisted:{asked}", _WHY), "Rejected", _GIVEN_BACK),
    "gl:reason:withhold": Deed(
        Send("gl:reason:withhold:{reviewed}", _WHY), "Discarded", f"reviews generations {DECIDED}"
    ),
    "gl:case-form:remove": Deed(
        Send("gl:case-form:remove:{case}", _WHY), "Removed", f"report_cases {REMOVED}"
    ),
    "gl:case-form:block": Deed(
        Send("gl:case-form:block:{case}", {"until": "3d", **_WHY}),
        "can make no videos",
        f"report_cases blocks reviews {TAKEN_BACK} {REMOVED}",
    ),
    "gl:key": Deed(Send("gl:key:runware", {"key": "rw-key"}), "**Kept**", f"provider_keys {DECIDED}"),
    "gl:report": Deed(
        Send("gl:report:{result}", _WHY),
        "",
        _REPORTED,
        more="audit_entries",
    ),
    "gl:appealing": Deed(
        Send("gl:appealing:{block}", {"words": "I am sorry"}), "**Sent**", "blocks postings"
    ),
}
"""By the beginning of their ids."""
