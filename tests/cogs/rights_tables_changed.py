"""What changes together, by the names of tables."""

from typing import Final

ACCEPTED: Final = (
    "generations generation_counters ledger_entries usage_counters servers_in_line members_in_line turns"
)
"""When a request is taken on."""
TAKEN_BACK: Final = "generations ledger_entries usage_counters servers_in_line members_in_line"
"""When it is cancelled in line."""
DECIDED: Final = "audit_entries postings"
"""When somebody decides: in the audit log, and in the log channel."""
REMOVED: Final = f"generations takes (files) {DECIDED}"
"""When a moderator removes a video."""
