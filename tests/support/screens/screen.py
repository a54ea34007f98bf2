"""One thing that members see, and how it is put on a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from discord import ui

from sandbox.discord.looks import Frame, Html, Media, Surroundings, form_html, message_html, tag
from tests.support.screens.footage import picture_of
from tests.ui.reading import sent
from tests.ui.samples import AUTHOR, NOW

APP = "Greenlit"
OTHERS = {222_333_444: "jonas", 333_444_555: "aiko", 444_555_666: "lena"}
NAMES = {AUTHOR: "mira", **OTHERS}
CHANNELS = {20: "studio"}


@dataclass(frozen=True)
class Screen:
    """A message or a form, and what led to it."""

    name: str
    view: ui.LayoutView | ui.Modal
    used: str = ""
    """The command or press that it answers; empty for what the bot posts by itself."""
    by: str = "mira"
    private: bool = True
    """Whether one member alone sees it."""
    pictures: Sequence[str] = ()
    """What its files show, in their order."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures that the bot drew itself, by file name."""
    open_menus: frozenset[str] = frozenset()
    seen_at: datetime = NOW

    def html(self) -> Html:
        """Draw it as its reader sees it."""
        around = Surroundings(self.seen_at, NAMES, CHANNELS, _Files(self), open_menus=self.open_menus)
        if isinstance(self.view, ui.Modal):
            return form_html(self.view.to_dict(), APP, around)
        frame = Frame(
            author=APP,
            said_at=f"Today at {self.seen_at:%H:%M}",
            used_by=self.by if self.used else "",
            used=self.used,
            seen_by_one="Only you can see this · Dismiss message" if self.private else "",
        )
        return message_html({"components": sent(self.view)}, frame, around)


class _Files:
    """Gives each file of a message its picture."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._seen: list[str] = []

    def __call__(self, url: str) -> Media | None:
        name = url.rpartition("/")[2]
        if name in self._screen.files:
            return picture_of(self._screen.files[name])
        if url not in self._seen:
            self._seen.append(url)
        shown = self._screen.pictures
        place = self._seen.index(url)
        return picture_of(shown[place % len(shown)], place) if shown else None


def shot(screen: Screen) -> Html:
    """Put it between two lines by which it can be cut out of a photograph of the page."""
    return tag(
        "div",
        tag("p", screen.name, class_="caption"),
        tag("div", tag("div", screen.html(), class_="air"), class_="shot", id=screen.name),
    )
