"""The commands and menus of the matrix: how each is tried, what it answers, and what it changes."""

from collections.abc import Mapping
from typing import Final

from tests.cogs.rights_acting import Animate, Report, Send, Slash
from tests.cogs.rights_deed import Deed
from tests.cogs.rights_evening import SECRET, Who
from tests.cogs.rights_tables_changed import ACCEPTED, DECIDED, REMOVED, TAKEN_BACK

_SETTING = f"server_settings {DECIDED}"
_WORDS = f"words word_lists {_SETTING}"
_PAUSED = Slash("operator pause", {"server": "{server}"})
_SHOWN = "**Settings of this server**"

COMMANDS: Final[Mapping[str, Deed]] = {
    "/create": Deed(Slash("create", {"prompt": "an owl", "model": "pixverse-v4"}), "Queued", ACCEPTED),
    "/create image_from": Deed(
        Slash("create", {"prompt": "an owl", "model": "pixverse-v4", "image_from": "{result}"}),
        "Queued",
        f"{ACCEPTED} inputs (files)",
    ),
    "/compose": Deed(Slash("compose"), "Make a video", "drafts"),
    "/queue": Deed(Slash("queue"), SECRET),
    "/cancel": Deed(Slash("cancel", {"id": "{waiting}"}), "Cancelled", TAKEN_BACK),
    "/history": Deed(Slash("history", {"user": "{author}"}), SECRET),
    "/show": Deed(Slash("show", {"id": "{result}"}), SECRET),
    "/models": Deed(Slash("models"), "pixverse-v4"),
    "/usage": Deed(Slash("usage"), "spent"),
    "/usage of the author": Deed(Slash("usage", {"user": "{author}"}), "spent"),
    "/gift": Deed(
        Slash("gift", {"user": "{author}", "usd": 0.1}),
        "You gave $0.10",
        "purses ledger_entries usage_counters",
    ),
    "/preferences": Deed(Slash("preferences"), "Your preferences"),
    "/help": Deed(Slash("help"), "/create"),
    "/privacy export": Deed(Slash("privacy export"), "All that I keep about you"),
    "/privacy delete": Deed(Slash("privacy delete"), "Erase all of yours?"),
    "Animate this image": Deed(Animate(), "Animate this image", "drafts"),
    "Report this video": Deed(Report(), "Report this video"),
    "/settings show": Deed(Slash("settings show"), _SHOWN),
    "/settings check": Deed(Slash("settings check"), "Where I post"),
    "/settings budget": Deed(Slash("settings budget", {"daily": 5}), _SHOWN, _SETTING),
    "/settings quota": Deed(Slash("settings quota", {"concurrent": 2}), _SHOWN, _SETTING),
    "/settings quota of a role": Deed(
        Slash("settings quota", {"role": "{role}", "concurrent": 2}),
        _SHOWN,
        f"role_quotas {DECIDED}",
    ),
    "/settings models": Deed(Slash("settings models", {"default": "pixverse-v6"}), _SHOWN, _SETTING),
    "/settings limits": Deed(Slash("settings limits", {"max_takes": 2}), _SHOWN, _SETTING),
    "/settings channels": Deed(Slash("settings channels", {"deny": "{here}"}), _SHOWN, _SETTING),
    "/settings approvals": Deed(
        Slash("settings approvals", {"mode": "all", "channel": "{here}"}), _SHOWN, _SETTING
    ),
    "/settings review": Deed(
        Slash("settings review", {"mode": "all", "channel": "{here}"}), _SHOWN, _SETTING
    ),
    "/settings safety": Deed(Slash("settings safety", {"minimum": "full"}), _SHOWN, _SETTING),
    "/settings spoiler": Deed(Slash("settings spoiler", {"on": True}), _SHOWN, _SETTING),
    "/settings moderators": Deed(Slash("settings moderators", {"role": "{role}"}), _SHOWN, _SETTING),
    "/settings timezone": Deed(Slash("settings timezone", {"name": "Asia/Tokyo"}), _SHOWN, _SETTING),
    "/settings consent": Deed(Slash("settings consent", {"on": True}), _SHOWN, _SETTING),
    "/settings strikes": Deed(Slash("settings strikes", {"count": 3}), _SHOWN, _SETTING),
    "/settings entry": Deed(Slash("settings entry", {"account_days": 7}), _SHOWN, _SETTING),
    "/settings gifts": Deed(Slash("settings gifts", {"allow": False}), _SHOWN, _SETTING),
    "/settings reports": Deed(Slash("settings reports", {"threshold": 1}), _SHOWN, _SETTING),
    "/settings retention": Deed(Slash("settings retention", {"prompt_days": 7}), _SHOWN, _SETTING),
    "/settings words add": Deed(Slash("settings words add", {"words": "kiwis"}), "1 entry added", _WORDS),
    "/settings words remove": Deed(
        Slash("settings words remove", {"word": "bananas"}), "is off the list", _WORDS
    ),
    "/settings words list": Deed(Slash("settings words list"), "bananas"),
    "/settings words import": Deed(
        Slash("settings words import", files={"file": ("words.txt", b"kiwis")}), "1 entry added", _WORDS
    ),
    "/settings key": Deed(Slash("settings key", {"provider": "runware"}), "Key of this server"),
    "/settings key removed": Deed(
        Slash("settings key", {"provider": "runware", "remove": True}),
        "**Removed**",
        f"provider_keys {DECIDED}",
        given=Send("gl:key:runware", {"key": "rw-key"}),
    ),
    "/mod approvals": Deed(Slash("mod approvals"), "for an approval"),
    "/mod reviews": Deed(Slash("mod reviews"), "for a review"),
    "/mod block": Deed(
        Slash("mod block", {"user": "{author}"}),
        "can make no videos",
        f"blocks reviews {TAKEN_BACK} {DECIDED}",
    ),
    "/mod unblock": Deed(Slash("mod unblock", {"user": "{barred}"}), "again", f"blocks {DECIDED}"),
    "/mod grant": Deed(
        Slash("mod grant", {"user": "{author}", "usd": 0.1}), "0.10", f"purses ledger_entries {DECIDED}"
    ),
    "/mod grant to the pool": Deed(
        Slash("mod grant", {"pool": True, "usd": 0.1}),
        "server's pool",
        f"purses ledger_entries usage_counters {DECIDED}",
    ),
    "/mod refund": Deed(
        Slash("mod refund", {"id": "{result}"}), "went back to", f"ledger_entries usage_counters {DECIDED}"
    ),
    "/mod remove": Deed(Slash("mod remove", {"id": "{result}"}), "Removed", REMOVED),
    "/mod pause": Deed(Slash("mod pause"), "paused", f"pauses {DECIDED}"),
    "/mod resume": Deed(
        Slash("mod resume"), "The pause is over", f"pauses generations {DECIDED}", given=Slash("mod pause")
    ),
    "/mod resume of operator's": Deed(Slash("mod resume"), given=_PAUSED, given_by=Who.OPERATOR),
    "/mod audit": Deed(Slash("mod audit"), "Decisions"),
    "/mod report": Deed(Slash("mod report"), "**The last 30 days**"),
    "/operator servers": Deed(Slash("operator servers"), "Servers"),
    "/operator fund": Deed(
        Slash("operator fund", {"server": "{server}", "usd": 5}), "5.00", f"purses ledger_entries {DECIDED}"
    ),
    "/operator pause": Deed(Slash("operator pause", {"server": "{server}"}), "paused", f"pauses {DECIDED}"),
    "/operator pause everywhere": Deed(
        Slash("operator pause"), "All videos are paused", "pauses audit_entries"
    ),
    "/operator resume": Deed(
        Slash("operator resume", {"server": "{server}"}),
        "The pause is over",
        f"pauses generations {DECIDED}",
        given=_PAUSED,
        given_by=Who.OPERATOR,
    ),
    "/operator resume of mods'": Deed(
        Slash("operator resume", {"server": "{server}"}), given=Slash("mod pause")
    ),
    "/operator status": Deed(Slash("operator status"), "Runware"),
}
"""By what stands in the table."""
