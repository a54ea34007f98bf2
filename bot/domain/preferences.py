"""What a member wants unless they say otherwise."""

from dataclasses import dataclass
from enum import StrEnum


class Telling(StrEnum):
    """How a member is told that a video is done."""

    PING = "ping"
    """The message in the channel mentions them."""
    DIRECT = "direct"
    """A direct message leads to it; the channel's message mentions nobody."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Defaults of one member, in every server; None: the server's or the model's apply."""

    model_id: str | None = None
    duration: int | None = None
    aspect: str | None = None
    style: str | None = None
    language: str | None = None
    """A Discord locale, such as `pt-BR`; None: that of their client."""
    telling: Telling = Telling.PING
