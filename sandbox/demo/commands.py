"""What members typed and pressed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sandbox.discord.driving.views import walk

_COMMAND, _COMPONENT = 2, 3
"""Types of interactions (Discord's numbers)."""
_SUBCOMMAND, _GROUP, _ATTACHMENT = 1, 2, 11
"""Types of options, likewise."""


def as_typed(interactions: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Give what members did by the interaction's id, out of the stand-in's books."""
    payloads = [entry["payload"] for entry in interactions]
    return {
        str(payload["id"]): _press(payload) if payload["type"] == _COMPONENT else _command(payload["data"])
        for payload in payloads
        if payload["type"] in {_COMMAND, _COMPONENT}
    }


def _command(data: Mapping[str, Any]) -> str:
    return " ".join((f"/{data['name']}", *_words(data)))


def _words(data: Mapping[str, Any]) -> Iterator[str]:
    options: Sequence[Mapping[str, Any]] = data.get("options") or []
    for option in options:
        if option["type"] in {_SUBCOMMAND, _GROUP}:
            yield option["name"]
            yield from _words(option)
        else:
            yield f"{option['name']}:{'(a file)' if option['type'] == _ATTACHMENT else option['value']}"


def _press(payload: Mapping[str, Any]) -> str:
    pressed = payload["data"]["custom_id"]
    labels = (
        part.get("label") or ""
        for part in walk(payload["message"]["components"])
        if part.get("custom_id") == pressed
    )
    return f"pressed “{next(labels, '')}”"
