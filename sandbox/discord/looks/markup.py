"""Discord's message markup as HTML: what members may write, and what the bot writes itself."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Final

from sandbox.discord.looks.surroundings import Surroundings
from sandbox.discord.looks.tags import Html, joined, safe, tag, void
from sandbox.discord.looks.times import written

_BODY: Final = r"(?:\\.|[^\\])+?"
_INLINE: Final = re.compile(
    rf"""
      \\(?P<escaped>[^0-9A-Za-z\s])
    | ``(?P<code2>.+?)`` | `(?P<code>[^`]+)`
    | <@!?(?P<user>\d+)> | <@&(?P<role>\d+)> | <\#(?P<channel>\d+)>
    | </(?P<command>[^:>]{{1,100}}):\d+>
    | <t:(?P<time>-?\d{{1,15}})(?::(?P<style>[tTdDfFRsS]))?>
    | <a?:(?P<emoji>\w+):\d+>
    | <(?P<bare>https?://[^\s<>]+)>
    | \[(?P<label>[^\[\]]+)\]\(<?(?P<target>https?://[^\s()<>]+)>?\)
    | (?P<url>https?://[^\s<>]+[^\s<>.,:;!?)\]'"*_~|\\])
    | (?P<everyone>@(?:everyone|here))
    | \*\*(?P<bold>{_BODY})\*\*(?!\*)
    | __(?P<underlined>{_BODY})__(?!_)
    | ~~(?P<struck>{_BODY})~~
    | \|\|(?P<spoiler>{_BODY})\|\|
    | \*(?![\s*])(?P<italic>(?:\\.|[^\\*])+?)\*(?!\*)
    | \b_(?P<italic2>(?:\\.|[^\\_])+?)_\b
    """,
    re.VERBOSE,
)
_MESSAGE: Final = re.compile(r"https://discord\.com/channels/\d+/(\d+)/(\d+)")
_FENCE: Final = re.compile(r"```(?:[\w+-]*\n)?(.*?)```", re.DOTALL)
_BLOCKS: Final = (
    (re.compile(r"### (?=\S)"), "h3"),
    (re.compile(r"## (?=\S)"), "h2"),
    (re.compile(r"# (?=\S)"), "h1"),
    (re.compile(r"-# (?=\S)"), "small"),
    (re.compile(r"> "), "blockquote"),
    (re.compile(r"\s*[-*] (?=\S)"), "ul"),
)
_PLAIN: Final = "p"
_GATHERED: Final = {"blockquote": "p", "ul": "li"}
"""Lines that stand in one block together, each as an element of its own."""
_WRAPPED: Final[Mapping[str, str]] = {
    "bold": "strong",
    "underlined": "u",
    "struck": "s",
    "italic": "em",
    "italic2": "em",
}


def to_html(text: str, around: Surroundings) -> Html:
    """Turn a message's words into HTML, as a reader sees them; unknown ids keep their number."""
    pieces: list[Html] = []
    for place, part in enumerate(_FENCE.split(text)):
        pieces += [tag("pre", part.strip("\n"))] if place % 2 else _blocks(part.strip("\n"), around)
    return joined(pieces)


def _blocks(text: str, around: Surroundings) -> Iterator[Html]:
    lines = [_kind(line) for line in text.split("\n")] if text else []
    for kind, alike in groupby(lines, key=lambda line: line[0]):
        inside = [_inline(words, around) for _, words in alike]
        if kind in _GATHERED:
            yield tag(kind, *(tag(_GATHERED[kind], line) for line in inside))
        else:
            yield from (tag(kind, line) if line else tag("p", void("br")) for line in inside)


def _kind(line: str) -> tuple[str, str]:
    for pattern, kind in _BLOCKS:
        if begun := pattern.match(line):
            return kind, line[begun.end() :]
    return _PLAIN, line


def _inline(text: str, around: Surroundings) -> Html:
    pieces, place = [], 0
    for found in _INLINE.finditer(text):
        pieces += [safe(text[place : found.start()]), _said(found, around)]
        place = found.end()
    return joined([*pieces, safe(text[place:])])


def _said(found: re.Match[str], around: Surroundings) -> Html:
    kind = str(found.lastgroup)
    if kind in _WRAPPED:
        return tag(_WRAPPED[kind], _inline(found[kind], around))
    return _SAID[kind](found, around)


def _mention(found: re.Match[str], around: Surroundings) -> Html:
    user_id = int(found["user"])
    return _pill(f"@{around.names.get(user_id, str(user_id))}")


def _channel(found: re.Match[str], around: Surroundings) -> Html:
    channel_id = int(found["channel"])
    return _pill(f"#{around.channels.get(channel_id, 'unknown')}")


def _time(found: re.Match[str], around: Surroundings) -> Html:
    seconds = int(found["time"])
    title = written(seconds, "F", around.seen_at)
    return tag("time", written(seconds, found["style"] or "f", around.seen_at), class_="stamp", title=title)


def _link(found: re.Match[str], around: Surroundings) -> Html:
    url = found["bare"] or found["url"]
    message = _MESSAGE.fullmatch(url)
    if not message:
        return tag("a", url, href=url, rel="noreferrer")
    channel = around.channels.get(int(message[1]), "channel")
    href = f"#m{message[2]}" if int(message[2]) in around.messages else None
    return tag("a", f"#{channel}", tag("span", ">", class_="turn"), "message", class_="pill", href=href)


def _labelled(found: re.Match[str], around: Surroundings) -> Html:
    message = _MESSAGE.fullmatch(found["target"])
    href = f"#m{message[2]}" if message and int(message[2]) in around.messages else found["target"]
    return tag("a", _inline(found["label"], around), href=href, rel="noreferrer")


def _pill(text: str) -> Html:
    return tag("span", text, class_="pill")


_SAID: Final[Mapping[str, Callable[[re.Match[str], Surroundings], Html]]] = {
    "escaped": lambda found, _: safe(found["escaped"]),
    "code": lambda found, _: tag("code", found["code"]),
    "code2": lambda found, _: tag("code", found["code2"].strip()),
    "user": _mention,
    "role": lambda found, _: _pill(f"@role {found['role']}"),
    "channel": _channel,
    "command": lambda found, _: _pill(f"/{found['command']}"),
    "time": _time,
    "style": _time,
    "emoji": lambda found, _: safe(f":{found['emoji']}:"),
    "bare": _link,
    "url": _link,
    "target": _labelled,
    "everyone": lambda found, _: _pill(found["everyone"]),
    "spoiler": lambda found, around: tag("span", _inline(found["spoiler"], around), class_="spoiler"),
}
