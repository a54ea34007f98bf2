"""Pictures and videos: as many beside each other as Discord puts there, videos with a play mark."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sandbox.discord.looks.surroundings import Media, Surroundings
from sandbox.discord.looks.tags import Html, tag, void

Node = Mapping[str, Any]

_ROWS: Final[Mapping[int, Sequence[int]]] = {
    1: (1,),
    2: (2,),
    3: (1, 2),
    4: (2, 2),
    5: (2, 3),
    6: (3, 3),
    7: (1, 3, 3),
    8: (2, 3, 3),
    9: (3, 3, 3),
    10: (1, 3, 3, 3),
}
_COLUMNS: Final = 6
"""Divisible by every number of items in a row."""


def gallery(items: Sequence[Node], around: Surroundings) -> Html:
    """Lay out the items of a media gallery."""
    widths = [_COLUMNS // count for count in _ROWS.get(len(items), (1,) * len(items)) for _ in range(count)]
    figures = [_item(item, width, around) for item, width in zip(items, widths, strict=True)]
    return tag("div", *figures, class_="gallery alone" if len(items) == 1 else "gallery")


def thumbnail(node: Node, around: Surroundings) -> Html:
    """Draw the small picture beside a section's text."""
    found = around.media(node["media"]["url"])
    if found is None:
        return tag("div", _alt(node), class_="thumbnail missing")
    return void("img", class_="thumbnail", src=found.picture, alt=_alt(node))


def file(node: Node) -> Html:
    """Draw a file that is neither picture nor video."""
    name = node.get("name") or str(node["file"]["url"]).partition("?")[0].rpartition("/")[2]
    size = [tag("span", f"{node['size'] / 1024:.1f} KB", class_="dim")] if node.get("size") else []
    return tag("div", tag("span", "🗎", aria_hidden="true"), tag("a", name), *size, class_="file")


def _item(item: Node, width: int, around: Surroundings) -> Html:
    found = around.media(item["media"]["url"])
    look = f"w{width}" + (" spoilt" if item.get("spoiler") else "")
    if found is None:
        return tag("figure", tag("div", _alt(item) or "picture", class_="missing"), class_=look)
    badge = [tag("span", "ALT", class_="alt", title=_alt(item))] if _alt(item) else []
    return tag(
        "figure", tag("div", *_shown(found, item), *badge, class_="frame"), *_stills(found), class_=look
    )


def _shown(found: Media, item: Node) -> list[Html]:
    if found.video:
        return [_player(found, _alt(item))]
    picture = void("img", src=found.picture, width=found.width, height=found.height, alt=_alt(item))
    return [picture, tag("span", class_="play")] if found.is_video else [picture]


def _player(found: Media, title: str) -> Html:
    # As large as the message has room for, whatever the size of its first picture.
    shape = f"--shape: {found.width} / {found.height}"
    poster, video = found.picture, found.video
    return tag("video", controls=True, preload="none", poster=poster, src=video, title=title, style=shape)


def _stills(found: Media) -> list[Html]:
    if not found.stills:
        return []
    return [tag("div", *(void("img", src=still, alt="") for still in found.stills), class_="stills")]


def _alt(node: Node) -> str:
    return str(node.get("description") or "")
