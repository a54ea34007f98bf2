"""What members saw in passing, one after the other: forms, and drafts before they became something else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.discord.looks import Frame, Html, Surroundings, form_html, message_html, tag

APP = "Greenlit"
PASSING = "Forms and drafts, as whoever opened them saw them"


@dataclass(frozen=True)
class Screen:
    """A form or a message as it stood at a moment, and what had brought it up."""

    who: str
    did: str
    shown: Mapping[str, Any]
    seen_at: datetime


def album_html(screens: Sequence[Screen], names: Mapping[int, str], channels: Mapping[int, str]) -> Html:
    """Draw the screens person by person, each under what brought it up."""
    people = list(dict.fromkeys(screen.who for screen in screens))
    in_turn = sorted(screens, key=lambda screen: people.index(screen.who))
    drawn = (_screen(screen, Surroundings(screen.seen_at, names, channels)) for screen in in_turn)
    return tag("section", tag("h2", PASSING), *drawn, class_="aside", id="passing")


def _screen(screen: Screen, around: Surroundings) -> Html:
    if "title" in screen.shown:
        return tag("div", tag("p", f"@{screen.who} {screen.did}"), form_html(screen.shown, APP, around))
    # It stands further down once more, as what it has become: links lead there.
    message = {**screen.shown, "id": None}
    frame = Frame(
        author=APP,
        said_at=f"{screen.seen_at:%H:%M:%S}",
        used_by=screen.who,
        used=screen.did,
        seen_by_one=f"Only {screen.who} could see this",
    )
    return message_html(message, frame, around)
