"""Views read as Discord would be sent them."""

from collections.abc import Iterator
from typing import Any

from discord import ui


def components(view: ui.LayoutView) -> list[dict[str, Any]]:
    """Every component of a view, outermost first."""
    return list(_walk(sent(view)))


def sent(view: ui.LayoutView) -> list[dict[str, Any]]:
    """The view as it goes over the wire."""
    wire: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return wire


def texts(view: ui.LayoutView) -> list[str]:
    """The text displays of a view."""
    return [node["content"] for node in components(view) if node["type"] == 10]


def text(view: ui.LayoutView) -> str:
    """All a view says."""
    return "\n".join(texts(view))


def labels(view: ui.LayoutView) -> list[str]:
    """The labels of its buttons."""
    return [node["label"] for node in components(view) if node["type"] == 2]


def gallery(view: ui.LayoutView) -> list[dict[str, Any]]:
    """The items of its media galleries."""
    return [item for node in components(view) if node["type"] == 12 for item in node["items"]]


def _walk(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from _walk(node.get("components", []))
