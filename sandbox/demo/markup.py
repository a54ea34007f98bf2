"""Discord's message markup as HTML, as far as Greenlit writes it."""

import html
import re
from collections.abc import Mapping
from datetime import datetime

from sandbox.demo.moments import spelt_out

_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<![*\\])\*([^*\n]+?)\*"), r"<i>\1</i>"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\[([^\]]+)\]\((?:&lt;)?(https?://[^\s)&]+)(?:&gt;)?\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\\([\\*_~`|&gt;#\[\]()-])"), r"\1"),
)
_MENTION = re.compile(r"&lt;@!?(\d+)&gt;")
_MESSAGE = re.compile(r"https://discord\.com/channels/\d+/\d+/(\d+)")


def to_html(text: str, names: Mapping[int, str], seen_at: datetime) -> str:
    """Turn a text display into HTML as it looks at a moment; unknown mentions keep their number."""
    return "\n".join(_line(line, names) for line in spelt_out(text, seen_at).splitlines())


def _line(line: str, names: Mapping[int, str]) -> str:
    for prefix, tag in (("### ", "h4"), ("## ", "h3"), ("# ", "h2"), ("-# ", "small"), ("> ", "blockquote")):
        if line.startswith(prefix):
            return f"<{tag}>{_inline(line.removeprefix(prefix), names)}</{tag}>"
    return f"<p>{_inline(line, names)}</p>"


def _inline(text: str, names: Mapping[int, str]) -> str:
    shown = html.escape(text, quote=False)
    shown = _MENTION.sub(lambda match: _mention(int(match[1]), names), shown)
    shown = _MESSAGE.sub(r'<a class="jump" href="#m\1">→ message</a>', shown)
    for pattern, replacement in _INLINE:
        shown = pattern.sub(replacement, shown)
    return shown


def _mention(user_id: int, names: Mapping[int, str]) -> str:
    return f'<span class="mention">@{html.escape(names.get(user_id, str(user_id)))}</span>'
