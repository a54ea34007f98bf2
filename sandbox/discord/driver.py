"""Drives the Discord stand-in from outside: arranges the world, acts as its people, reads the books.

    async with Driver("http://127.0.0.1:4310") as discord:
        ada = await discord.user("ada", locale="de")
        guild = await discord.guild("Film club", owner_id=ada, premium_tier=2)
        channel = await discord.channel(guild, "films")
        bob = await discord.join(guild, "bob")                        # a user and member in one call
        await discord.ready(commands={"create"})                      # bot connected, commands synced

        asked = await discord.slash(bob, channel, "create", {"prompt": "a fox"}, files={"image": path})
        answer = await asked.answer()                                 # waits for the reply behind "thinking"
        assert answer.ephemeral and "Queued" in answer.text
        video = await discord.wait_message(channel, bob, lambda message: message.attachments)
        await discord.fetch(video.attachments[0].url)                 # bytes from the CDN

        clicked = await discord.click(bob, video, label="Again")
        form = await clicked.form()                                   # when the click opened a form
        sent = await discord.submit(bob, clicked, {"Prompt": "a wolf"}, files={"End image": path})
        choices = await (await discord.autocomplete(bob, channel, "create", "model", "pix")).choices()
        await discord.slash(ada, channel, "settings budget", {"daily": "5"})  # subcommands, groups alike

        await discord.fault("drop_after", method="POST", path="/channels/*/messages")
        await discord.advance(15 * 60)
        for message in await discord.books.messages(channel): ...     # also deleted ones, with their edits
        assert await discord.books.problems() == []                   # against Discord's OpenAPI file

Ids are integers. Users, roles and channels are given by id, also as option values. Files are paths or
`(name, bytes)`. What the Discord client would not let a person do raises `Refused`, saying why.
"""

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import httpx

from sandbox.discord.driving.acting import Acting
from sandbox.discord.driving.arranging import Arranging
from sandbox.discord.driving.asked import Asked, NotAnswered
from sandbox.discord.driving.books import BooksReader
from sandbox.discord.driving.calls import Calls, File, Refused
from sandbox.discord.driving.forms import Control, Form
from sandbox.discord.driving.views import Attachment, Button, Message, Select, flatten

__all__ = [
    "Asked",
    "Attachment",
    "Button",
    "Control",
    "Driver",
    "File",
    "Form",
    "Message",
    "NotAnswered",
    "Refused",
    "Select",
    "flatten",
]

_WAIT_SECONDS = 20.0


class Driver(Arranging, Acting):
    """One hand on the whole stand-in; see the module for how to use it."""

    def __init__(self, url: str) -> None:
        super().__init__(Calls(url))
        self.books = BooksReader(self._calls)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._calls.close()

    # ------------------------------------------------------------------ seeing as a person

    async def read(self, channel_id: int, user_id: int) -> list[Message]:
        """List what a user sees in a channel, oldest first, ephemeral replies to them included."""
        seen = await self._calls.run("read", channel_id=channel_id, user_id=user_id)
        return [Message(raw) for raw in seen]

    async def wait_message(
        self,
        channel_id: int,
        user_id: int,
        matches: Callable[[Message], object],
        timeout_seconds: float = _WAIT_SECONDS,
    ) -> Message:
        """Wait for the newest message that matches; raises TimeoutError with what was there instead."""
        seen: list[Message] = []

        async def find() -> Message | None:
            seen[:] = await self.read(channel_id, user_id)
            return next((message for message in reversed(seen) if matches(message)), None)

        try:
            return await self._calls.until(find, timeout_seconds)
        except TimeoutError as error:
            shown = [message.text for message in seen[-5:]]
            raise TimeoutError(
                f"No such message in {timeout_seconds} s; the last ones say: {shown}"
            ) from error

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Get a file from the CDN, with whatever status it answers."""
        return await self._calls.client.get(url, headers=dict(headers or {}))

    async def ready(
        self, commands: set[str] | None = None, *, connected: int = 1, timeout_seconds: float = _WAIT_SECONDS
    ) -> None:
        """Wait until so many shards are connected and all these commands are synced."""

        async def find() -> bool | None:
            counts = await self.books.counts()
            synced = {command["name"] for command in (await self.world())["commands"]}
            return True if counts["connected"] >= connected and synced >= (commands or set()) else None

        await self._calls.until(find, timeout_seconds)

    # ------------------------------------------------------------------ what no user can do

    async def fault(self, kind: str, **details: str | float | None) -> None:
        """Set a fault for matching requests; the details are those of `faults.Fault`."""
        await self._calls.run("fault", kind=kind, **details)

    async def clear_faults(self) -> None:
        """Take all faults back."""
        await self._calls.run("clear_faults")

    async def drop_gateway(self, close_code: int = 4000) -> None:
        """Close the gateway connections; the bot can resume its sessions."""
        await self._calls.run("drop_gateway", close_code=close_code)

    async def ask_to_reconnect(self) -> None:
        """Tell the bot to reconnect and resume."""
        await self._calls.run("reconnect")

    async def invalidate_sessions(self, *, resumable: bool = False) -> None:
        """Tell the bot that its sessions are invalid."""
        await self._calls.run("invalidate", resumable=resumable)

    async def advance(self, seconds: float) -> None:
        """Move the stand-in's clock forward: interaction tokens, nonces and links grow old."""
        await self._calls.run("advance", seconds=seconds)

    async def expire_attachments(self, attachment_ids: Sequence[int] | None = None) -> int:
        """Make links to these attachments (or to all) answer 404; gives how many files that were."""
        ids = None if attachment_ids is None else list(attachment_ids)
        return int(await self._calls.run("expire_attachments", attachment_ids=ids))
