"""What a client knows besides the message that it shows."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Media:
    """A picture or video that the page can show; addresses are relative to the page, or `data:`."""

    picture: str
    """The picture, or a frame of the video."""
    width: int
    height: int
    video: str = ""
    """Where the video can be played from; empty for a picture."""
    is_video: bool = False
    """A video that cannot be played here is shown by its frame and a play mark."""
    stills: tuple[str, ...] = ()
    """Frames to show below it, for those who do not play it."""


def _nothing(_url: str) -> Media | None:
    return None


@dataclass(frozen=True)
class Surroundings:
    """The reader's moment, the people and places by their ids, and the files by their addresses."""

    seen_at: datetime
    names: Mapping[int, str] = field(default_factory=dict)
    channels: Mapping[int, str] = field(default_factory=dict)
    media: Callable[[str], Media | None] = _nothing
    """Gives what lies at an address, as the message names it."""
    messages: Container[int] = frozenset()
    """Messages that stand on the same page, so that links to them lead there."""
    open_menus: Container[str] = frozenset()
    """Custom ids of the select menus that are shown open."""
