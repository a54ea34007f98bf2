"""The same evening again and again: all that is kept is put back before each try, and compared after it."""

import copy
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cogs.rights_evening import Named, Who, arrange
from tests.cogs.stage import Stage, opened

Rows = dict[str, frozenset[tuple[Any, ...]]]
"""What is kept, by table."""
_NOT_COMPARED = {"members", "sqlite_sequence"}
"""Whoever speaks gets a number; that decides nothing."""


@dataclass
class Memory:
    """The stage on which the evening took place, and how it was in the end."""

    stage: Stage
    there: Named
    _database: sqlite3.Connection = field(
        default_factory=lambda: sqlite3.connect(":memory:", check_same_thread=False)
    )
    _files: dict[str, bytes] = field(default_factory=dict)
    _made: tuple[int, int] = (0, 0)
    _messages: dict[int, dict[int, Any]] = field(default_factory=dict)

    def person(self, who: Who) -> int:
        """Give somebody's id."""
        return int(self.there[who])

    def place(self, who: Who) -> int:
        """Give where somebody acts: who sees nothing of the studio has their ids from elsewhere."""
        return int(self.there[{Who.STRANGER: "lobby", Who.OUTSIDER: "home"}.get(who, "studio")])

    def owner_of(self, channel: int) -> int:
        """Give who owns the server that a channel is in."""
        return self.person(Who.OUTSIDER) if channel == self.there["home"] else self.stage.owner

    async def keep(self) -> None:
        """Keep how it is now."""
        await self._alone(lambda db: db.backup(self._database))
        self._files = copy.copy(self.stage.media.files)
        self._messages = copy.deepcopy(self.stage.sandbox.world.messages)
        self._made = self.stage.ids.made, self.stage.ids.drafts_made

    def forget(self) -> None:
        """Let go of what was kept."""
        self._database.close()

    async def rewind(self) -> None:
        """Put back how it was, and begin anew what remembers anything by itself."""
        await self._alone(self._database.backup)
        self.stage.media.files = copy.copy(self._files)
        self.stage.sandbox.world.messages.update(copy.deepcopy(self._messages))
        self.stage.ids.made, self.stage.ids.drafts_made = self._made
        self.stage._serve()

    async def rows(self) -> Rows:
        """Give all that is kept: every row of every table, and every file."""

        def read(db: sqlite3.Connection) -> Rows:
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            return {
                name: frozenset(tuple(row) for row in db.execute(f'SELECT * FROM "{name}"'))
                for name in tables
                if name not in _NOT_COMPARED
            }

        kept = await self.stage.store.writer.do(read)
        return kept | {"(files)": frozenset((path,) for path in self.stage.media.files)}

    async def _alone(self, work: Callable[[sqlite3.Connection], None]) -> None:
        await self.stage.store.writer._connection.run(work)


@asynccontextmanager
async def lived(folder: Path) -> AsyncIterator[Memory]:
    """Live the evening once."""
    async with opened(folder) as stage:
        memory = Memory(stage, await arrange(stage))
        await memory.keep()
        try:
            yield memory
        finally:
            memory.forget()
