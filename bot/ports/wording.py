"""Words that servers want in no prompt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeptWords:
    """A server's own list."""

    revision: int
    """Another one after each change, in any server; 0: there never was a list."""
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordsChange:
    """What became of a list."""

    added: int
    removed: int
    known: int
    """How many were on it already."""
    count: int
    """How many it has now."""


class Wording(Protocol):
    """The part of the store that keeps lists of words."""

    async def words_revision(self, guild_id: int) -> int:
        """Give the revision of a server's list."""
        ...

    async def words(self, guild_id: int) -> KeptWords:
        """Read a server's list, in the order of its words."""
        ...

    async def add_words(
        self,
        guild_id: int,
        entries: Mapping[str, str],
        actor_discord_id: int,
        now: datetime,
        *,
        instead: bool = False,
    ) -> WordsChange:
        """Add entries by what they are looked for as, and log it; `instead`: of all that there are.

        Raises `WordsFull` or `PatternsFull`; then nothing is changed.
        """
        ...

    async def remove_word(
        self, guild_id: int, sought: str, actor_discord_id: int, now: datetime
    ) -> str | None:
        """Remove the entry that looks for something, log it and give it; None when there is none."""
        ...
