"""The channels as people saw them, as one HTML page beside its videos."""

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import zip_longest
from pathlib import Path

from sandbox import render
from sandbox.demo.album import PASSING, Screen, album_html
from sandbox.demo.evidence import file_of
from sandbox.demo.footage import footage_of
from sandbox.demo.report import HEADINGS, Report
from sandbox.discord.books import RecordedMessage
from sandbox.discord.driver import flatten
from sandbox.discord.looks import Frame, Html, Media, Surroundings, message_html, page_html, tag

_FONT = Path(render.__file__).parent / "fonts" / "Mplus1-Medium.otf"
"""So that Japanese prompts are readable on every machine."""
_MEANING = (
    "Delivered: posted in the channel. Paid: what the provider took. Charged: what counted against the "
    "member's quota. Leaked: paid for a video that could never be found."
)
_ESCAPE = re.compile(r"\\(?=[^0-9A-Za-z\s])")
"""Stands before a member's own sign, so that it means nothing."""


@dataclass(frozen=True)
class Page:
    """What the page is made of."""

    title: str
    channels: Mapping[int, str]
    """Their names by their ids; the one where everybody talks comes first."""
    messages: Sequence[RecordedMessage]
    """In the channel where everybody talks, in order."""
    names: Mapping[int, str]
    """By user id."""
    typed: Mapping[str, str]
    """The commands as they were typed, by the interaction's id."""
    folder: Path
    """Where the videos lie."""
    report: Report
    screens: Sequence[Screen] = ()
    """What members saw in passing."""
    asides: Mapping[str, Sequence[RecordedMessage]] = field(default_factory=dict)
    """What was said elsewhere, by the name of the place."""

    def write(self, path: Path) -> None:
        """Write the page with a poster and three stills of every video."""
        shutil.copy(_FONT, path.parent / _FONT.name)
        title = f"#{next(iter(self.channels.values()))} — {self.title}"
        posted = [self._message(message) for message in self.messages]
        tour = [album_html(self.screens, self.names, self.channels)] if self.screens else []
        asides = [self._aside(number, name) for number, name in enumerate(self.asides)]
        main = tag("main", self._contents(), *posted, *asides, *tour, self._books())
        style = (Path(__file__).parent / "transcript.css").read_text(encoding="utf-8")
        page = page_html(title, tag("header", tag("h1", title), class_="top"), main, style=style)
        path.write_text(page, encoding="utf-8")

    def _contents(self) -> Html:
        """Link the videos, and the screens that only one member saw."""
        shown_to_all = [
            message for message in self.messages if message.version["attachments"] and not message.ephemeral
        ]
        prompts = [_quoted(message) for message in shown_to_all]
        told = [
            f"{prompt} (again)" if prompt in prompts[:at] else prompt for at, prompt in enumerate(prompts)
        ]
        videos = [_jump(message, title) for message, title in zip(shown_to_all, told, strict=True)]
        screens = [_jump(message, self._command(message)) for message in self.messages if _is_screen(message)]
        lists = {"Videos": videos, "Screens that only one member saw, besides “Queued”": screens}
        shown = [piece for title, items in lists.items() for piece in (tag("h2", title), tag("ol", *items))]
        below = [tag("a", name, href=f"#aside{number}") for number, name in enumerate(self.asides)]
        below += [tag("a", PASSING, href="#passing")] if self.screens else []
        below.append(tag("a", "What the books say", href="#books"))
        return tag("nav", *(tag("p", link) for link in below), *shown)

    def _aside(self, number: int, name: str) -> Html:
        """Draw what was said in a place of its own; a page that the next one repeats is folded."""
        said = self.asides[name]
        drawn = [
            html
            for message, after in zip_longest(said, said[1:])
            for html in ([self._folded(message)] if _is_repeated(message, after) else self._versions(message))
        ]
        return tag("section", tag("h2", name), *drawn, class_="aside", id=f"aside{number}")

    def _folded(self, message: RecordedMessage) -> Html:
        return tag("details", tag("summary", self._command(message)), self._message(message))

    def _versions(self, message: RecordedMessage) -> list[Html]:
        """Draw a card as it asked for a decision, and as it was once that was taken."""
        if message.ephemeral or not message.edits:
            return [self._message(message)]
        first = replace(message, version=message.edits[0], edits=[], deleted_at=None)
        return [self._message(first, linked=False), self._message(message)]

    def _books(self) -> Html:
        head = tag("tr", *(tag("th", cell) for cell in HEADINGS))
        rows = (tag("tr", *(tag("td", cell) for cell in row)) for row in self.report.rows)
        title, summary = tag("h2", "What the books say"), tag("p", self.report.summary)
        return tag("section", title, tag("p", _MEANING), tag("table", head, *rows), summary, id="books")

    def _message(self, message: RecordedMessage, *, linked: bool = True) -> Html:
        """Draw a message; `linked`: links to it lead there."""
        asker, _, command = self._command(message).removeprefix("@").partition(" ")
        frame = Frame(
            author=self.names.get(message.author_id, "Greenlit"),
            said_at=message.created_at[11:19] + _fate(message),
            used_by=asker,
            used=command,
            seen_by_one=f"Only {asker or 'its author'} could see this" if message.ephemeral else "",
            deleted=message.deleted_at is not None,
        )
        shown = {**message.version, "id": message.id if linked else None}
        return message_html(shown, frame, self._surroundings(message))

    def _surroundings(self, message: RecordedMessage) -> Surroundings:
        files = {
            one["url"].partition("?")[0]: self.folder / file_of(message, one)
            for one in message.version["attachments"]
        }

        def media(url: str) -> Media | None:
            path = files.get(url.partition("?")[0])
            return footage_of(path) if path and path.exists() else None

        return Surroundings(
            seen_at=datetime.fromisoformat(message.version.get("edited_timestamp") or message.created_at),
            names=self.names,
            channels=self.channels,
            media=media,
            messages=self._ids,
        )

    @cached_property
    def _ids(self) -> frozenset[int]:
        return frozenset(each.id for said in (self.messages, *self.asides.values()) for each in said)

    def _command(self, message: RecordedMessage) -> str:
        asked = message.version.get("interaction_metadata") or {}
        typed = self.typed.get(asked.get("id", ""), "")
        return f"@{asked['user']['username']} {typed}" if typed else ""


def _jump(message: RecordedMessage, text: str) -> Html:
    return tag("li", tag("a", text, href=f"#m{message.id}"))


def _fate(message: RecordedMessage) -> str:
    """Tell what became of a message: cards are edited, and the page shows how they were last."""
    if message.deleted_at is not None:
        return ", deleted later"
    return ", as it ended" if message.edits and not message.ephemeral else ""


def _is_repeated(message: RecordedMessage, after: RecordedMessage | None) -> bool:
    """Tell whether the next message is the same private page, as it was then."""
    return (
        after is not None
        and message.ephemeral
        and after.ephemeral
        and flatten(message.version).partition("\n")[0] == flatten(after.version).partition("\n")[0]
    )


def _is_screen(message: RecordedMessage) -> bool:
    return message.ephemeral and "**Queued**" not in flatten(message.version)


def _quoted(message: RecordedMessage) -> str:
    """The prompt, which a result quotes."""
    lines = flatten(message.version).splitlines()
    quoted = next((line.removeprefix("> ") for line in lines if line.startswith("> ")), "")
    return _ESCAPE.sub("", quoted)
