"""Discord's limits on messages and forms, by its own file of requests and docs/facts/discord.md §2."""

from collections.abc import Iterator, Mapping
from typing import Any

from discord import ui
from simcord.backend.errors import BackendError

from bot.ui.safe_text import utf16_units
from sandbox.discord.limits import check_components
from sandbox.discord.openapi import problems_of
from tests.ui.reading import sent

Node = Mapping[str, Any]

_COMPONENTS_V2 = 1 << 15
_MODAL = 9
_MESSAGE = "/channels/1/messages"
_ANSWER = "/webhooks/1/token/messages/@original"
_CALLBACK = "/interactions/1/token/callback"
_COMPONENTS = 40
_TEXT = 4_000
_LONGEST = {"custom_id": 100, "label": 80, "placeholder": 150, "description": 1_024}
"""Characters; a menu's options and a form's labels have shorter ones still."""
_OPTION = {"label": 100, "value": 100, "description": 100}
_LABEL = {"label": 45, "description": 100}
_STRING_SELECT, _TEXT_INPUT, _TEXT_DISPLAY, _GALLERY, _FORM_LABEL = 3, 4, 10, 12, 18


def too_much(view: ui.LayoutView | ui.Modal) -> list[str]:
    """Say which limits a message or a form breaks; empty when Discord takes it."""
    if isinstance(view, ui.Modal):
        form = view.to_dict()
        return [*_of_form(form), *problems_of("POST", _CALLBACK, {"type": _MODAL, "data": form})]
    nodes = sent(view)
    body = {"components": nodes, "flags": _COMPONENTS_V2}
    return [
        *_of_message(nodes),
        *problems_of("POST", _MESSAGE, body),
        *problems_of("PATCH", _ANSWER, body),
    ]


def every(nodes: Any) -> Iterator[Node]:
    """Every component, wherever it stands."""
    for node in nodes if isinstance(nodes, list) else [nodes]:
        yield node
        for key in ("components", "component", "accessory"):
            if node.get(key):
                yield from every(node[key])


def without_alt_text(view: ui.LayoutView) -> list[Node]:
    """The pictures and videos that nobody describes."""
    galleries = [node for node in every(sent(view)) if node["type"] == _GALLERY]
    return [item for gallery in galleries for item in gallery["items"] if not item.get("description")]


def _of_message(nodes: list[Any]) -> Iterator[str]:
    found = list(every(nodes))
    texts = [node["content"] for node in found if node["type"] == _TEXT_DISPLAY]
    if len(found) > _COMPONENTS:
        yield f"{len(found)} components"
    if (units := sum(map(utf16_units, texts))) > _TEXT:
        yield f"{units} characters of text"
    try:
        check_components(nodes)
    except BackendError:
        yield f"{sum(len(words.encode()) for words in texts)} bytes of text"
    ids = [node["custom_id"] for node in found if "custom_id" in node]
    yield from (f"the id {one} twice" for one in set(ids) if ids.count(one) > 1)
    yield from _of_nodes(found)


def _of_form(form: Node) -> Iterator[str]:
    if not 1 <= len(form["components"]) <= 5:
        yield f"{len(form['components'])} fields"
    if utf16_units(form["title"]) > 45:
        yield f"the title {form['title']}"
    yield from _of_nodes(every(form["components"]))


def _of_nodes(nodes: Iterator[Node] | list[Node]) -> Iterator[str]:
    for node in nodes:
        limits = {**_LONGEST, **(_LABEL if node["type"] == _FORM_LABEL else {})}
        yield from _too_long(node, limits)
        if node["type"] == _STRING_SELECT:
            yield from _of_menu(node)
        if node["type"] == _TEXT_INPUT:
            yield from _too_long(node, {"value": node.get("max_length", _TEXT)})
        for item in node.get("items") or []:
            yield from _too_long(item, _LONGEST)


def _of_menu(menu: Node) -> Iterator[str]:
    options: list[Node] = menu.get("options") or []
    values = [option["value"] for option in options]
    chosen = sum(bool(option.get("default")) for option in options)
    if not 1 <= len(values) <= 25:
        yield f"{len(values)} options in {menu['custom_id']}"
    if len(set(values)) < len(values):
        yield f"a value twice in {menu['custom_id']}"
    if not chosen <= menu.get("max_values", 1) <= len(values):
        yield f"{chosen} chosen of at most {menu.get('max_values', 1)} in {menu['custom_id']}"
    for option in options:
        yield from _too_long(option, _OPTION)


def _too_long(node: Node, limits: Mapping[str, int]) -> Iterator[str]:
    for key, most in limits.items():
        # Typed text is counted as it is typed; our own is held to the strictest reading.
        count = len if key in {"value", "custom_id"} else utf16_units
        if count(str(node.get(key) or "")) > most:
            yield f"{key} of {len(node[key])}, not {most}: {node[key][:60]}"
