"""Reading the stand-in's books over the control API."""

from fnmatch import fnmatch
from typing import Any

from sandbox.discord.books import RecordedMessage, RecordedRequest
from sandbox.discord.driving.calls import Calls


class BooksReader:
    """What the bot really did, as counted outside it."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def counts(self) -> dict[str, Any]:
        """Sum up requests, invalid requests, messages, identifies, resumes and connected shards."""
        counted: dict[str, Any] = await self._calls.run("counts")
        return counted

    async def requests(self, method: str = "*", path: str = "*") -> list[RecordedRequest]:
        """List the REST requests whose method and path (without /api/v10) match the wildcards, in order."""
        entries = await self._calls.run("requests")
        return [
            RecordedRequest(**entry)
            for entry in entries
            if fnmatch(entry["method"], method) and fnmatch(entry["path"], path)
        ]

    async def interactions(self) -> list[dict[str, Any]]:
        """List what members started, with time (`at`), payload, and whether nobody took it (`lost`)."""
        entries: list[dict[str, Any]] = await self._calls.run("interactions")
        return entries

    async def messages(self, channel_id: int | None = None) -> list[RecordedMessage]:
        """List every message that exists or existed, in the order they were made."""
        entries = await self._calls.run("messages", channel_id=channel_id)
        return [RecordedMessage(**entry) for entry in entries]

    async def problems(self) -> list[str]:
        """Check every recorded request against Discord's OpenAPI file; an empty list is a clean record."""
        found: list[str] = await self._calls.run("problems")
        return found
