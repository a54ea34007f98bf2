"""Component trees, of messages as of forms, as HTML."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sandbox.discord.looks.controls import FIELDS, menu
from sandbox.discord.looks.galleries import file, gallery, thumbnail
from sandbox.discord.looks.markup import to_html
from sandbox.discord.looks.surroundings import Surroundings
from sandbox.discord.looks.tags import Html, joined, safe, tag, void

Node = Mapping[str, Any]

_OPTIONAL: Final = {10, 23}
"""Texts and check boxes in a form are never demanded."""


def components_html(nodes: Iterable[Node], around: Surroundings) -> Html:
    """Draw components below each other; one that is not known is shown as such, so that it is noticed."""
    return joined([_component(node, around) for node in nodes])


def _component(node: Node, around: Surroundings) -> Html:
    kind = node["type"]
    if kind in FIELDS:
        return FIELDS[kind](node)
    return _DRAWN.get(kind, _unknown)(node, around)


def _row(node: Node, around: Surroundings) -> Html:
    return tag("div", components_html(node["components"], around), class_="row")


def _text(node: Node, around: Surroundings) -> Html:
    return tag("div", to_html(node["content"], around), class_="text")


def _gallery(node: Node, around: Surroundings) -> Html:
    return gallery(node["items"], around)


def _unknown(node: Node, _around: Surroundings) -> Html:
    return tag("p", f"component of unknown type {node['type']}", class_="unknown")


def _section(node: Node, around: Surroundings) -> Html:
    texts = tag("div", components_html(node["components"], around), class_="texts")
    return tag("div", texts, components_html([node["accessory"]], around), class_="section")


def _separator(node: Node, _around: Surroundings) -> Html:
    room = "wide" if node.get("spacing") == 2 else "narrow"
    line = "" if node.get("divider", True) else " blank"
    return void("hr", class_=f"{room}{line}")


def _container(node: Node, around: Surroundings) -> Html:
    accent = node.get("accent_color")
    bar = f"border-left: 4px solid #{int(accent):06x}" if accent is not None else None
    look = "container spoilt" if node.get("spoiler") else "container"
    return tag("section", components_html(node["components"], around), class_=look, style=bar)


def _label(node: Node, around: Surroundings) -> Html:
    field = node["component"]
    demanded = field["type"] not in _OPTIONAL and field.get("required", True)
    star = tag("span", " *", class_="star") if demanded else safe("")
    description = node.get("description")
    return tag(
        "div",
        tag("p", node["label"], star, class_="label"),
        *([tag("p", description, class_="dim description")] if description else []),
        components_html([field], around),
        class_="labelled",
    )


_DRAWN: Final[Mapping[int, Callable[[Node, Surroundings], Html]]] = {
    1: _row,
    **dict.fromkeys((3, 5, 6, 7, 8), menu),
    9: _section,
    10: _text,
    11: thumbnail,
    12: _gallery,
    13: lambda node, _around: file(node),
    14: _separator,
    17: _container,
    18: _label,
}
"""By component type (Discord's numbers)."""
