"""Time and fresh ids, so that tests decide both."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> datetime:
        """Give the present instant, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class Ids(Protocol):
    """Makes ids that nothing else has."""

    def generation_id(self) -> str:
        """Make a UUIDv4 in its canonical text form."""
        ...

    def key(self) -> bytes:
        """Make 32 random bytes that nobody can guess."""
        ...

    def draft_id(self) -> str:
        """Make another."""
        ...
