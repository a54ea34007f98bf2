"""A page to show messages and forms on, dark or light, as wide as a screen or a phone."""

from functools import cache
from importlib import resources
from typing import Final

from sandbox.discord.looks.tags import Html, tag, void

DARK: Final = "dark"
LIGHT: Final = "light"
PHONE_PIXELS: Final = 390

_NOTHING_RUNS: Final = (
    "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'"
)
"""Should a word ever get past the escaping, it still could do nothing."""


def page_html(
    title: str, *inside: Html, theme: str = DARK, width_pixels: int | None = None, style: str = ""
) -> str:
    """Give a whole page; `style` are the caller's own rules, which come last."""
    room = f"body {{ width: {width_pixels}px }}" if width_pixels else ""
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width"),
        void("meta", http_equiv="Content-Security-Policy", content=_NOTHING_RUNS),
        tag("title", title),
        tag("style", Html(f"{_rules()}\n{room}\n{style}")),
    )
    look = "phone" if width_pixels and width_pixels <= PHONE_PIXELS else "desk"
    body = tag("body", *inside, class_=look)
    return f"<!doctype html>{tag('html', head, body, lang='en', data_theme=theme)}\n"


@cache
def _rules() -> str:
    return resources.files("sandbox.discord.looks").joinpath("looks.css").read_text(encoding="utf-8")
