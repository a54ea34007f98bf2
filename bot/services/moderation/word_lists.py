"""Word lists made ready to be looked for, kept as long as they are what the store has."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from bot.domain.words.defaults import default_list
from bot.domain.words.wordlist import WordList
from bot.ports.store import Store

MOST_READY: Final = 200
"""Servers whose lists are kept ready: a list of the costliest entries takes some megabytes."""


@dataclass(slots=True)
class WordLists:
    """Makes a server's list ready once for each revision of it, however it came to be changed."""

    store: Store
    _ready: OrderedDict[int, tuple[int, WordList]] = field(default_factory=OrderedDict)

    async def hit(self, guild_id: int, text: str, *, avoided: bool = False) -> str | None:
        """Give an entry that a text has, of a server's own list or of the default list where that counts.

        `avoided`: it says what is not wanted, and only the own list is held against it.
        """
        own = await self.own(guild_id)
        if entry := own.hit(text) if own else None:
            return entry
        counts = not avoided and (await self.store.server(guild_id)).default_words
        return default_list().hit(text) if counts else None

    async def own(self, guild_id: int) -> WordList | None:
        """Give a server's own list made ready; None where there never was one."""
        revision = await self.store.words_revision(guild_id)
        if not revision:
            return None
        known, ready = self._ready.get(guild_id, (0, None))
        if ready is None or known != revision:
            kept = await self.store.words(guild_id)
            revision, ready = kept.revision, WordList.of(kept.entries)
        self._ready[guild_id] = (revision, ready)
        self._ready.move_to_end(guild_id)
        if len(self._ready) > MOST_READY:
            self._ready.popitem(last=False)
        return ready
