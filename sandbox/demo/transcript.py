"""The channel as people saw it, as one HTML page beside its videos."""

import html
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox import render
from sandbox.demo.markup import to_html
from sandbox.discord.books import RecordedMessage
from sandbox.render import frames

_STILLS = (0.0, 0.5, 1.0)
_LINK = 5
_FONT = Path(render.__file__).parent / "fonts" / "Mplus1-Medium.otf"
"""So that Japanese prompts are readable on every machine."""
_STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}


@dataclass(frozen=True)
class Page:
    """What the page is made of: messages in order, names by user id, and the folder of the videos."""

    title: str
    channel: str
    messages: Sequence[RecordedMessage]
    names: Mapping[int, str]
    folder: Path

    def write(self, path: Path) -> None:
        """Write the page with a poster and three stills of every video."""
        style = (Path(__file__).parent / "transcript.css").read_text(encoding="utf-8")
        shutil.copy(_FONT, path.parent / _FONT.name)
        body = "\n".join(self._message(message) for message in self.messages)
        title = html.escape(f"#{self.channel} — {self.title}")
        path.write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
            f"<style>{style}</style><header><h1>{title}</h1></header><main>{body}</main></html>",
            encoding="utf-8",
        )

    def _message(self, message: RecordedMessage) -> str:
        version = message.version
        author = self.names.get(message.author_id, "Greenlit")
        asked = version.get("interaction_metadata") or {}
        used = f"<div class=used>@{html.escape(asked['user']['username'])} used " if asked else ""
        command = f"{used}<b>/{html.escape(asked.get('name', ''))}</b></div>" if asked.get("name") else ""
        whisper = "<footer>Only they could see this</footer>" if message.ephemeral else ""
        gone = " gone" if message.deleted_at else ""
        kind = "whisper" if message.ephemeral else "public"
        parts = [to_html(version.get("content") or "", self.names)]
        parts += [self._component(node, message) for node in version.get("components") or []]
        return (
            f'<article id="m{message.id}" class="{kind}{gone}">{command}'
            f"<div class=author><b>{html.escape(author)}</b>"
            f"<time>{message.created_at[11:19]}</time></div>{''.join(parts)}{whisper}</article>"
        )

    def _component(self, node: Mapping[str, Any], message: RecordedMessage) -> str:
        inner = "".join(self._component(child, message) for child in node.get("components") or [])
        match node["type"]:
            case 1:
                return f"<div class=row>{inner}</div>"
            case 2:
                return _button(node)
            case 10:
                return to_html(node["content"], self.names)
            case 12:
                items = (self._video(item, message) for item in node["items"])
                return f"<div class=gallery>{''.join(items)}</div>"
            case 14:
                return "<hr>"
            case 17:
                return f"<section>{inner}</section>"
            case _:
                return inner

    def _video(self, item: Mapping[str, Any], message: RecordedMessage) -> str:
        url = item["media"]["url"].partition("?")[0]
        attachment = next(
            one for one in message.version["attachments"] if one["url"].partition("?")[0] == url
        )
        path = self.folder / f"{message.id}-{attachment['filename']}"
        stills = list(self._stills(path))
        alt = html.escape(item.get("description") or "", quote=True)
        images = "".join(f'<img src="videos/{still.name}" alt="">' for still in stills)
        return (
            f'<figure><video controls preload="metadata" poster="videos/{stills[1].name}"'
            f' src="videos/{path.name}" title="{alt}"></video><div class=stills>{images}</div></figure>'
        )

    def _stills(self, path: Path) -> Iterator[Path]:
        for position, frame in zip(_STILLS, frames(path, _STILLS), strict=True):
            still = path.with_name(f"{path.stem}-{round(position * 100)}.jpg")
            frame.thumbnail((480, 480))
            frame.save(still, quality=85)
            yield still


def _button(node: Mapping[str, Any]) -> str:
    label = html.escape(node.get("label") or "")
    style = _STYLES.get(node["style"], "secondary")
    if node["style"] == _LINK:
        return f'<a class="button link" href="{html.escape(node["url"], quote=True)}">{label}</a>'
    disabled = " disabled" if node.get("disabled") else ""
    return f'<button class="{style}"{disabled}>{label}</button>'
