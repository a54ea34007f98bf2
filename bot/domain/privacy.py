"""What members may demand of their own data, and how long traces of it stay."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.errors import Rejection

HASH_KEPT: Final = timedelta(days=2)
"""How long a keyed hash of an erased member's id stays: longer than a day in any zone, so that nobody refills
a quota by having themselves erased."""
GRACE: Final = timedelta(days=30)
"""How long the data of a server stays that the bot has left: it may have been a mistake."""
LARGEST_ARCHIVE_BYTES: Final = 25 * 1024 * 1024
"""A part of an export is held in memory while it is sent."""


@dataclass(eq=False)
class BeingErased(Rejection):
    """Somebody asked for a video whose data is just being erased."""


@dataclass(eq=False)
class NoSuchPart(Rejection):
    """An export has fewer parts."""

    part: int
    parts: int


@dataclass(frozen=True, slots=True)
class Archive:
    """One part of somebody's own data, packed."""

    content: bytes
    part: int
    parts: int
    too_large: int
    """How many files fit into no part."""

    @property
    def filename(self) -> str:
        """Name it as it is found in their downloads."""
        return f"greenlit-export-{self.part}-of-{self.parts}.zip"
