"""Where a generation came from: another one that somebody went on with."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Kin(StrEnum):
    """How a generation came out of an earlier one."""

    AGAIN = "again"
    """The same once more, with a new seed."""
    EDITED = "edited"
    CONTINUED = "continued"
    """It begins with the earlier one's last frame."""
    EXTENDED = "extended"
    """It was made from the earlier video itself."""
    RENDERED = "rendered"
    """The same seed and options in a higher resolution."""
    RETRIED = "retried"
    """The earlier one failed."""


WHOLE: Final = 0
"""In the place of a take's number: as many takes as the earlier generation was asked for."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The earlier generation, and which of its takes, counting from 1, or `WHOLE`."""

    kin: Kin
    generation_id: str
    take: int = 1
    channel_id: int | None = field(default=None, compare=False)
    message_id: int | None = field(default=None, compare=False)
    """The message with the earlier video, once that is known and there for all to see."""
