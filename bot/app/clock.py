"""The real clock, and ids nobody else has."""

import asyncio
import secrets
import uuid
from datetime import UTC, datetime


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """Give the present instant, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class RandomIds:
    """UUIDs of version 4."""

    def generation_id(self) -> str:
        """Make one."""
        return str(uuid.uuid4())

    def key(self) -> bytes:
        """Make one."""
        return secrets.token_bytes(32)

    def draft_id(self) -> str:
        """Make one."""
        return str(uuid.uuid4())
