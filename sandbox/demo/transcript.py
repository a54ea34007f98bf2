"""The channel as people saw it, as one HTML page beside its videos."""

import html
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sandbox import render
from sandbox.demo.evidence import file_of
from sandbox.demo.markup import to_html
from sandbox.demo.report import HEADINGS, Report
from sandbox.discord.books import RecordedMessage
from sandbox.discord.driver import flatten
from sandbox.render import frames

_STILLS = (0.0, 0.5, 1.0)
_LINK = 5
_FONT = Path(render.__file__).parent / "fonts" / "Mplus1-Medium.otf"
"""So that Japanese prompts are readable on every machine."""
_STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}


@dataclass(frozen=True)
class Page:
    """What the page is made of."""

    title: str
    channel: str
    messages: Sequence[RecordedMessage]
    """In order."""
    names: Mapping[int, str]
    """By user id."""
    typed: Mapping[str, str]
    """The commands as they were typed, by the interaction's id."""
    folder: Path
    """Where the videos lie."""
    report: Report

    def write(self, path: Path) -> None:
        """Write the page with a poster and three stills of every video."""
        style = (Path(__file__).parent / "transcript.css").read_text(encoding="utf-8")
        shutil.copy(_FONT, path.parent / _FONT.name)
        body = "\n".join(self._message(message) for message in self.messages)
        title = html.escape(f"#{self.channel} — {self.title}")
        path.write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
            f"<style>{style}</style><header><h1>{title}</h1></header>"
            f"<main>{self._contents()}{body}{self._books()}</main></html>",
            encoding="utf-8",
        )

    def _contents(self) -> str:
        """Link the videos, and the screens that only one member saw."""
        videos = [
            _jump(message, _quoted(message))
            for message in self.messages
            if message.version["attachments"] and not message.ephemeral
        ]
        screens = [_jump(message, self._command(message)) for message in self.messages if _is_screen(message)]
        lists = {"Videos": videos, "Screens that only one member saw, besides “Queued”": screens}
        shown = (f"<h2>{title}</h2><ol>{''.join(items)}</ol>" for title, items in lists.items())
        return f'<nav>{"".join(shown)}<p><a href="#books">What the books say</a></p></nav>'

    def _books(self) -> str:
        head, *rows = (HEADINGS, *self.report.rows)
        cells = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
        lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
        table = "".join(f"<tr>{line}</tr>" for line in (cells, *lines))
        summary = html.escape(self.report.summary)
        return (
            f'<section id="books"><h2>What the books say</h2><table>{table}</table><p>{summary}</p></section>'
        )

    def _message(self, message: RecordedMessage) -> str:
        version = message.version
        author = self.names.get(message.author_id, "Greenlit")
        command = self._command(message)
        used = f"<div class=used>{html.escape(command)}</div>" if command else ""
        whisper = "<footer>Only they could see this</footer>" if message.ephemeral else ""
        gone = " gone" if message.deleted_at else ""
        kind = "whisper" if message.ephemeral else "public"
        parts = [to_html(version.get("content") or "", self.names, _seen_at(message))]
        parts += [self._component(node, message) for node in version.get("components") or []]
        return (
            f'<article id="m{message.id}" class="{kind}{gone}">{used}'
            f"<div class=author><b>{html.escape(author)}</b>"
            f"<time>{message.created_at[11:19]}</time></div>{''.join(parts)}{whisper}</article>"
        )

    def _command(self, message: RecordedMessage) -> str:
        asked = message.version.get("interaction_metadata") or {}
        typed = self.typed.get(asked.get("id", ""), "")
        return f"@{asked['user']['username']} {typed}" if typed else ""

    def _component(self, node: Mapping[str, Any], message: RecordedMessage) -> str:
        inner = "".join(self._component(child, message) for child in node.get("components") or [])
        match node["type"]:
            case 1:
                return f"<div class=row>{inner}</div>"
            case 2:
                return _button(node)
            case 10:
                return f"<div class=text>{to_html(node['content'], self.names, _seen_at(message))}</div>"
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
        path = self.folder / file_of(message, attachment)
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


def _seen_at(message: RecordedMessage) -> datetime:
    return datetime.fromisoformat(message.version.get("edited_timestamp") or message.created_at)


def _jump(message: RecordedMessage, text: str) -> str:
    return f'<li><a href="#m{message.id}">{html.escape(text)}</a></li>'


def _is_screen(message: RecordedMessage) -> bool:
    return message.ephemeral and "**Queued**" not in flatten(message.version)


def _quoted(message: RecordedMessage) -> str:
    """The prompt, which a result quotes."""
    lines = flatten(message.version).splitlines()
    return next((line.removeprefix("> ") for line in lines if line.startswith("> ")), "")


def _button(node: Mapping[str, Any]) -> str:
    label = html.escape(node.get("label") or "")
    style = _STYLES.get(node["style"], "secondary")
    if node["style"] == _LINK:
        return f'<a class="button link" href="{html.escape(node["url"], quote=True)}">{label}</a>'
    disabled = " disabled" if node.get("disabled") else ""
    return f'<button class="{style}"{disabled}>{label}</button>'
