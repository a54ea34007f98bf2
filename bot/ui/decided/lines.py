"""What the lines about settings have in common."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.domain.servers import ServerSettings
from bot.ui.language import n, t
from bot.ui.texts import listed

Lines = Mapping[tuple[str, ...], Callable[[ServerSettings], str]]
"""By the names of the settings that one line says."""

_NAMED: Final = 8
"""So many of a list are named, so that the longest settings still fit into one message."""


def channel(channel_id: int) -> str:
    """Name a channel so that a click leads there."""
    return f"<#{channel_id}>"


def role(role_id: int) -> str:
    """Name a role; whoever sends it lets nobody be pinged."""
    return f"<@&{role_id}>"


def some(words: Sequence[str]) -> str:
    """List the first few, and say how many more there are."""
    beyond = len(words) - _NAMED
    if beyond <= 0:
        return listed(words, "and")
    return n("{items} and {count} more", "{items} and {count} more", beyond, items=", ".join(words[:_NAMED]))


def either(allowed: str, denied: str) -> str:
    """Say what is on the list of what is allowed, and on that of what is denied."""
    parts = [
        t("only {allowed}", allowed=allowed) if allowed else "",
        t("not {denied}", denied=denied) if denied else "",
    ]
    return " · ".join(filter(None, parts)) or t("all")
