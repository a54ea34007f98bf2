"""Commands as members typed them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_COMMAND, _SUBCOMMAND, _GROUP, _ATTACHMENT = 2, 1, 2, 11
"""Types of interactions and of options (Discord's own numbers)."""


def as_typed(interactions: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Give every command by its interaction's id, out of the stand-in's books."""
    payloads = [entry["payload"] for entry in interactions]
    return {
        str(payload["id"]): " ".join((f"/{payload['data']['name']}", *_words(payload["data"])))
        for payload in payloads
        if payload["type"] == _COMMAND
    }


def _words(data: Mapping[str, Any]) -> Iterator[str]:
    options: Sequence[Mapping[str, Any]] = data.get("options") or []
    for option in options:
        if option["type"] in {_SUBCOMMAND, _GROUP}:
            yield option["name"]
            yield from _words(option)
        else:
            yield f"{option['name']}:{'(a file)' if option['type'] == _ATTACHMENT else option['value']}"
