"""What members press, choose from, type into and fill: buttons, menus and the fields of forms."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sandbox.discord.looks.surroundings import Surroundings
from sandbox.discord.looks.tags import Html, safe, tag

Node = Mapping[str, Any]

_LINK: Final = 5
_STYLES: Final = {1: "primary", 2: "secondary", 3: "success", 4: "danger", _LINK: "link", 6: "premium"}
_PARAGRAPH: Final = 2
_ENTITIES: Final = {5: "Select users", 6: "Select roles", 7: "Select users or roles", 8: "Select channels"}


def button(node: Node) -> Html:
    """Draw a button in its style; a link says that it leads elsewhere."""
    inside = [tag("span", emoji, class_="emoji")] if (emoji := _emoji(node)) else []
    inside.append(safe(node.get("label") or ""))
    style = f"button {_STYLES.get(node.get('style', 2), 'secondary')}"
    if node.get("style") == _LINK:
        inside.append(tag("span", "↗", class_="leaves", aria_hidden="true"))
        return tag("a", *inside, class_=style, href=_web(node.get("url")), rel="noreferrer")
    return tag("button", *inside, class_=style, type="button", disabled=bool(node.get("disabled")))


def menu(node: Node, around: Surroundings) -> Html:
    """Draw a select menu, with its options below it where it is shown open."""
    options: Sequence[Node] = node.get("options") or []
    chosen = [option for option in options if option.get("default")]
    empty = node.get("placeholder") or _ENTITIES.get(node["type"], "Make a selection")
    closed = tag(
        "div",
        tag("span", *_chosen(node, chosen, empty), class_="chosen" if chosen else "chosen dim"),
        tag("span", "⌄", class_="chevron", aria_hidden="true"),
        class_="field menu",
    )
    if node.get("custom_id") not in around.open_menus:
        return tag("div", closed, class_="select off" if node.get("disabled") else "select")
    return tag("div", closed, tag("div", *map(_option, options), class_="options"), class_="select open")


def _chosen(node: Node, chosen: Sequence[Node], empty: str) -> list[Html]:
    if not chosen:
        return [safe(empty)]
    if node.get("max_values", 1) == 1:
        return [safe(f"{_emoji(option)} {option['label']}".strip()) for option in chosen]
    return [tag("span", option["label"], class_="chip") for option in chosen]


def _option(option: Node) -> Html:
    words = [tag("span", f"{_emoji(option)} {option['label']}".strip(), class_="name")]
    if option.get("description"):
        words.append(tag("span", option["description"], class_="dim"))
    mark = "✓" if option.get("default") else ""
    return tag("div", tag("div", *words), tag("span", mark, class_="mark"), class_="option")


def text_input(node: Node) -> Html:
    """Draw a field to type into, with what it is filled with, or what it suggests."""
    value = node.get("value") or ""
    shown = tag("span", value) if value else tag("span", node.get("placeholder") or "", class_="dim")
    most = node.get("max_length")
    counted = [tag("span", f"{len(value)} / {most}", class_="count")] if most else []
    kind = "field paragraph" if node.get("style") == _PARAGRAPH else "field line"
    return tag("div", shown, *counted, class_=kind)


def file_upload(node: Node) -> Html:
    """Draw the place where files are dropped."""
    most = node.get("max_values") or 1
    how_many = "Upload a file" if most == 1 else f"Upload up to {most} files"
    return tag(
        "div",
        tag("span", "⇪", class_="arrow", aria_hidden="true"),
        tag("div", tag("p", "Drop file here or ", tag("a", "browse")), tag("p", how_many, class_="dim")),
        class_="upload",
    )


def choices(node: Node) -> Html:
    """Draw radio buttons or check boxes below each other."""
    return tag("div", *(_choice(option) for option in node.get("options") or []), class_="choices")


def checkbox(node: Node) -> Html:
    """Draw one check box."""
    return tag("div", _choice({"label": "", **node}), class_="choices")


def _choice(option: Node) -> Html:
    on = " on" if option.get("default") or option.get("value") is True else ""
    words = [tag("span", option.get("label") or "", class_="name")]
    if option.get("description"):
        words.append(tag("span", option["description"], class_="dim"))
    return tag("div", tag("span", class_=f"box{on}"), tag("div", *words), class_="choice")


def _emoji(node: Node) -> str:
    return str((node.get("emoji") or {}).get("name") or "")


def _web(url: object) -> str | None:
    """Let only the web's own addresses be followed."""
    return str(url) if str(url).startswith(("https://", "http://")) else None


FIELDS: Final[Mapping[int, Callable[[Node], Html]]] = {
    2: button,
    4: text_input,
    19: file_upload,
    21: choices,
    22: choices,
    23: checkbox,
}
"""By component type; select menus (3, 5 to 8) depend on whether they are open."""
