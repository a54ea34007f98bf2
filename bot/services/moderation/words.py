"""A server's list of unwanted words: seen, changed and brought in."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.request import Attachment, Requester
from bot.domain.rights import require_manager
from bot.domain.words.defaults import default_entries
from bot.domain.words.reading import MOST_BYTES, fit, in_file, typed
from bot.domain.words.refusals import FileTrouble, NothingToImport, WordFileUnusable, WordUnlisted
from bot.domain.words.wordlist import entry, sought
from bot.ports.clock import Clock
from bot.ports.media import MediaLibrary
from bot.ports.store import Store
from bot.ports.wording import WordsChange


@dataclass(frozen=True, slots=True)
class ServerWords:
    """All that a server wants in no prompt."""

    own: tuple[str, ...]
    defaults: tuple[str, ...]
    """The entries of Greenlit's own list; none where it does not count."""


@dataclass(frozen=True, slots=True)
class Words:
    """The use cases of those who manage a server, around its words."""

    store: Store
    media: MediaLibrary
    clock: Clock

    async def of(self, requester: Requester) -> ServerWords:
        """Give the requester's server's lists; raises `ManagersOnly`."""
        require_manager(requester)
        settings = await self.store.server(requester.guild_id)
        kept = await self.store.words(requester.guild_id)
        return ServerWords(kept.entries, default_entries() if settings.default_words else ())

    async def own(self, requester: Requester) -> Sequence[str]:
        """Give the server's own list to those who manage it, and nothing to anybody else."""
        return (await self.store.words(requester.guild_id)).entries if requester.is_manager else ()

    async def add(self, requester: Requester, text: str) -> WordsChange:
        """Add what is typed, all or nothing.

        Raises `ManagersOnly`, `UnfitWords`, `WordsFull` or `PatternsFull`.
        """
        require_manager(requester)
        return await self.store.add_words(
            requester.guild_id, fit(typed(text)), requester.discord_id, self.clock.now()
        )

    async def remove(self, requester: Requester, text: str) -> str:
        """Remove an entry and give it as it was; raises `ManagersOnly` or `WordUnlisted`."""
        require_manager(requester)
        wanted = sought(entry(text))
        removed = await self.store.remove_word(
            requester.guild_id, wanted, requester.discord_id, self.clock.now()
        )
        if removed is None:
            counts = (await self.store.server(requester.guild_id)).default_words
            raise WordUnlisted(text, counts and wanted in map(sought, default_entries()))
        return removed

    async def bring_in(
        self, requester: Requester, file: Attachment | None, *, replace: bool, defaults: bool | None
    ) -> WordsChange | None:
        """Add what a file says, or have it instead of the list; say whether the default list counts.

        All or nothing. None: there was no file. Raises `ManagersOnly`, `NothingToImport`, `MediaRejected`,
        `WordFileUnusable`, `UnfitWords`, `WordsFull` or `PatternsFull`.
        """
        require_manager(requester)
        guild_id, actor_id = requester.guild_id, requester.discord_id
        if file is None and defaults is None:
            raise NothingToImport
        change = None
        if file is not None:
            entries = fit(in_file(file.filename, await self._content(file)))
            change = await self.store.add_words(
                guild_id, entries, actor_id, self.clock.now(), instead=replace
            )
        if defaults is not None:
            await self.store.change_server(
                guild_id, {"default_words": defaults or None}, actor_id, self.clock.now()
            )
        return change

    async def _content(self, file: Attachment) -> bytes:
        if file.size_bytes > MOST_BYTES:
            raise WordFileUnusable(file.filename, FileTrouble.TOO_LARGE)
        return await self.media.read_attached(file, MOST_BYTES)
