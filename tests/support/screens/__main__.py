"""`python -m tests.support.screens OUT`: write the gallery as one page for each theme and width."""

import argparse
import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from bot.ui.language import speaking
from sandbox.discord.looks import DARK, LIGHT, PHONE_PIXELS, page_html, tag
from tests.support.screens.answers import answers
from tests.support.screens.approvals import approvals
from tests.support.screens.auditing import auditing
from tests.support.screens.cards import cards
from tests.support.screens.drafts import drafts, forms
from tests.support.screens.members import members
from tests.support.screens.money import money
from tests.support.screens.operators import operators
from tests.support.screens.people import people
from tests.support.screens.photographs import LINE, photograph
from tests.support.screens.refusals import refusals, words
from tests.support.screens.reports import reports
from tests.support.screens.results import results
from tests.support.screens.reviews import reviews
from tests.support.screens.screen import Screen, shot
from tests.support.screens.unwanted import unwanted

DESK_PIXELS = 700
GROUPS: dict[str, Callable[[], Iterable[Screen]]] = {
    "cards": cards,
    "results": results,
    "drafts": drafts,
    "forms": forms,
    "answers": answers,
    "members": members,
    "money": money,
    "operators": operators,
    "approvals": approvals,
    "reviews": reviews,
    "words": words,
    "unwanted": unwanted,
    "refusals": refusals,
    "reports": reports,
    "people": people,
    "auditing": auditing,
}
STYLE = f"""
.group:not(:target) {{ display: none; }} body:not(:has(:target)) .group {{ display: block; }}
.caption {{ font: 12px monospace; color: var(--dim); padding: 14px 16px 4px; }}
.shot {{ border: solid {LINE}; border-width: 3px 0; }} .air {{ padding: 6px 0; }}
"""


def pages(language: str, names: Collection[str]) -> dict[str, str]:
    """The pages by their file names."""
    with speaking(language):
        groups = [
            tag("section", *map(shot, screens()), class_="group", id=name)
            for name, screens in GROUPS.items()
            if name in names
        ]
    return {
        f"{theme}{suffix}.html": page_html(
            f"Greenlit, {theme}", *groups, theme=theme, width_pixels=width, style=STYLE
        )
        for theme in (DARK, LIGHT)
        for suffix, width in (("", DESK_PIXELS), ("-phone", PHONE_PIXELS))
    }


def main() -> None:
    """Write the pages, and photograph them where a browser is named."""
    asked = argparse.ArgumentParser(prog="python -m tests.support.screens")
    asked.add_argument("out", type=Path, help="the folder to write to")
    asked.add_argument("--language", default="en-US", help="a Discord locale; default: en-US")
    asked.add_argument("--browser", help="a Chromium that takes the pictures, too")
    asked.add_argument("--scale", type=float, default=1.0, help="pixels of a picture to one of the page")
    asked.add_argument("--group", action="append", choices=GROUPS, help="only these; default: all")
    given = asked.parse_args()
    groups = given.group or list(GROUPS)
    given.out.mkdir(parents=True, exist_ok=True)
    for name, written in pages(given.language, groups).items():
        path = given.out / name
        path.write_text(written, encoding="utf-8")
        sys.stdout.write(f"{path}\n")
        if given.browser:
            for group in groups:
                photograph(given.browser, path, group, given.scale)


if __name__ == "__main__":
    main()
