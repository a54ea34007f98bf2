"""A message with all that the client draws around it: who wrote it, what called it up, who sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sandbox.discord.looks.components import components_html
from sandbox.discord.looks.galleries import file, gallery
from sandbox.discord.looks.markup import to_html
from sandbox.discord.looks.surroundings import Surroundings
from sandbox.discord.looks.tags import Html, safe, tag

_COMPONENTS_V2: Final = 1 << 15
_COLOURS: Final = 6
_SHOWABLE: Final = ("image/", "video/")


@dataclass(frozen=True)
class Frame:
    """What is drawn around a message."""

    author: str
    said_at: str
    """The time of day."""
    is_app: bool = True
    used_by: str = ""
    """Whose command or press it answers; empty when it answers none."""
    used: str = ""
    """That command or press, as it was typed."""
    seen_by_one: str = ""
    """The words below a message that one member alone sees."""
    deleted: bool = False


def message_html(message: Mapping[str, Any], frame: Frame, around: Surroundings) -> Html:
    """Draw a message as Discord's API gives or takes it."""
    body = [_used(frame)] if frame.used_by else []
    body.append(_author(frame))
    body.append(tag("div", *_inside(message, around), class_="body"))
    if frame.seen_by_one:
        body.append(tag("footer", frame.seen_by_one))
    look = " ".join(("message", *_traits(frame)))
    number = message.get("id")
    return tag("article", _avatar(frame), tag("div", *body), class_=look, id=f"m{number}" if number else None)


def _traits(frame: Frame) -> list[str]:
    traits = {"whisper": frame.seen_by_one, "deleted": frame.deleted, "answers": frame.used_by}
    return [name for name, holds in traits.items() if holds]


def _used(frame: Frame) -> Html:
    who = tag("b", frame.used_by)
    what = tag("span", frame.used, class_="command")
    return tag("div", who, " used " if frame.used.startswith("/") else " ", what, class_="used")


def _author(frame: Frame) -> Html:
    badge = tag("span", "APP", class_="badge") if frame.is_app else safe("")
    return tag("div", tag("b", frame.author), badge, tag("time", frame.said_at), class_="author")


def _avatar(frame: Frame) -> Html:
    colour = f"c{sum(map(ord, frame.author)) % _COLOURS}" if not frame.is_app else "app"
    return tag("div", frame.author[:1].upper(), class_=f"avatar {colour}", aria_hidden="true")


def _inside(message: Mapping[str, Any], around: Surroundings) -> list[Html]:
    """Draw words, then files, then components, which show files where they name them."""
    flags = int(message.get("flags") or 0)
    parts = [tag("div", to_html(message.get("content") or "", around), class_="text")]
    if not flags & _COMPONENTS_V2 and not _has_containers(message):
        parts += _files(message, around)
    parts.append(components_html(message.get("components") or [], around))
    return parts


def _has_containers(message: Mapping[str, Any]) -> bool:
    """Tell by its components: an older record may not have kept the flags."""
    return any(node["type"] != 1 for node in message.get("components") or [])


def _files(message: Mapping[str, Any], around: Surroundings) -> list[Html]:
    shown, listed = [], []
    for attachment in message.get("attachments") or []:
        url = {"url": attachment["url"]}
        if str(attachment.get("content_type") or "").startswith(_SHOWABLE):
            shown.append({"media": url, "description": attachment.get("description")})
        else:
            listed.append(file({"file": url, "name": attachment["filename"], "size": attachment.get("size")}))
    return [*([gallery(shown, around)] if shown else []), *listed]
