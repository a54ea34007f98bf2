"""What members typed and pressed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sandbox.discord.driving.views import walk

_COMMAND, _COMPONENT, _FORM = 2, 3, 5
"""Types of interactions (Discord's numbers)."""
_SLASH = 1
"""The type of command that is typed, not chosen from a menu, likewise."""
_SUBCOMMAND, _GROUP, _CHANNEL, _ATTACHMENT = 1, 2, 7, 11
"""Types of options, likewise."""


def as_typed(interactions: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Give what members did by the interaction's id, out of the stand-in's books."""
    told = {_COMMAND: _command, _COMPONENT: _press, _FORM: _form}
    payloads = [entry["payload"] for entry in interactions]
    return {
        str(payload["id"]): told[payload["type"]](payload) for payload in payloads if payload["type"] in told
    }


def _command(payload: Mapping[str, Any]) -> str:
    data = payload["data"]
    if data.get("type", _SLASH) != _SLASH:
        return f"chose “{data['name']}”"
    return " ".join((f"/{data['name']}", *_words(data, data.get("resolved") or {})))


def _words(data: Mapping[str, Any], resolved: Mapping[str, Any]) -> Iterator[str]:
    options: Sequence[Mapping[str, Any]] = data.get("options") or []
    for option in options:
        yield option["name"] if option["type"] in {_SUBCOMMAND, _GROUP} else _said(option, resolved)
        yield from _words(option, resolved)


def _said(option: Mapping[str, Any], resolved: Mapping[str, Any]) -> str:
    """Show an option as its author does: files and channels not by their ids."""
    value = option["value"]
    if option["type"] == _ATTACHMENT:
        value = "(a file)"
    if option["type"] == _CHANNEL:
        value = f"#{resolved['channels'][str(value)]['name']}"
    return f"{option['name']}:{value}"


def _press(payload: Mapping[str, Any]) -> str:
    data = payload["data"]
    touched = [
        part for part in walk(payload["message"]["components"]) if part.get("custom_id") == data["custom_id"]
    ]
    if "values" not in data:
        return f"pressed “{touched[0].get('label') or '' if touched else ''}”"
    named = {option["value"]: option["label"] for part in touched for option in part.get("options") or []}
    return f"chose “{', '.join(named.get(value, value) for value in data['values'])}”"


def _form(payload: Mapping[str, Any]) -> str:
    """Tell what was written and chosen in a form, in the order of its fields; files by their number."""
    fields = [part for part in walk(payload["data"]["components"]) if "custom_id" in part]
    files = payload["data"].get("resolved", {}).get("attachments", {})
    said = (f"{part['custom_id']}:{words}" for part in fields if (words := _filled(part, files)))
    return " ".join(("sent the form", *said))


def _filled(part: Mapping[str, Any], files: Mapping[str, Any]) -> str:
    values = part.get("values", [part.get("value")])
    named = ("(a file)" if value in files else str(value) for value in values if value not in (None, ""))
    return ", ".join(named)
