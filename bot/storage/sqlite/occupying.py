"""One bot to a database: two would each think they own the line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.storage.sqlite.errors import DatabaseUnusable

if sys.platform != "win32":
    import fcntl


@contextmanager
def occupied(database: Path) -> Iterator[None]:
    """Keep other bots out while the block runs; the system lets go of the lock however the bot ends.

    Raises `DatabaseUnusable` when another bot is using the database.
    """
    if sys.platform == "win32":
        # There is no flock; the README asks for one bot to a database.
        yield
        return
    lock = database.with_name(f"{database.name}.lock")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        file = lock.open("wb")
    except OSError as error:
        raise DatabaseUnusable(f"{lock} cannot be written: {error.strerror}.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseUnusable(
                f"{database} is in use by another Greenlit; stop that one, or change DATABASE_URL."
            ) from None
        yield
