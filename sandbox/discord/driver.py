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
from typing import Any, Self, TypeVar

import httpx

from sandbox.discord.driver_books import BooksReader
from sandbox.discord.driver_calls import Calls, File, Refused, encoded
from sandbox.discord.interaction import Asked, NotAnswered
from sandbox.discord.views import Attachment, Button, Control, Form, Message, Select, flatten

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

Options = Mapping[str, Any]
Files = Mapping[str, File | Sequence[File]]
Found = TypeVar("Found")

_WAIT_SECONDS = 20.0


class Driver:
    """One hand on the whole stand-in; see the module for how to use it."""

    def __init__(self, url: str) -> None:
        self._calls = Calls(url)
        self.books = BooksReader(self._calls)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._calls.close()

    # ------------------------------------------------------------------ the world

    async def world(self) -> dict[str, Any]:
        """Tell the ids of application, bot and operator, the time, and the synced commands."""
        described: dict[str, Any] = await self._calls.run("world")
        return described

    async def guild(
        self, name: str, *, owner_id: int | None = None, premium_tier: int = 0, locale: str = "en-US"
    ) -> int:
        """Create a server the bot is in; its boost tier decides how large uploads may be."""
        return await self._calls.run_id(
            "guild", name=name, owner_id=owner_id, premium_tier=premium_tier, locale=locale
        )

    async def change_guild(self, guild_id: int, **changes: int | str | None) -> None:
        """Change `premium_tier`, `locale`, or `upload_limit_bytes` (None: by the tier again)."""
        await self._calls.run("change_guild", guild_id=guild_id, **changes)

    async def leave_guild(self, guild_id: int) -> None:
        """Remove the bot from a server."""
        await self._calls.run("leave_guild", guild_id=guild_id)

    async def channel(
        self,
        guild_id: int,
        name: str,
        *,
        kind: str = "text",
        overwrites: Mapping[int, tuple[Sequence[str], Sequence[str]]] | None = None,
    ) -> int:
        """Create a channel (text, news, voice or forum); overwrites: role or member id → (allow, deny)."""
        rules = {str(target): [list(allow), list(deny)] for target, (allow, deny) in (overwrites or {}).items()}
        return await self._calls.run_id("channel", guild_id=guild_id, name=name, kind=kind, overwrites=rules)

    async def delete_channel(self, channel_id: int) -> None:
        """Delete a channel with all its messages."""
        await self._calls.run("delete_channel", channel_id=channel_id)

    async def thread(self, channel_id: int, name: str, owner_id: int) -> int:
        """Start a public thread."""
        return await self._calls.run_id("thread", channel_id=channel_id, name=name, owner_id=owner_id)

    async def archive_thread(self, thread_id: int, *, locked: bool = False) -> None:
        """Archive a thread, locking it when asked."""
        await self._calls.run("archive_thread", channel_id=thread_id, locked=locked)

    async def overwrite(
        self, channel_id: int, target_id: int, *, allow: Sequence[str] = (), deny: Sequence[str] = ()
    ) -> None:
        """Allow or deny a role or member something in a channel, by discord.py's permission names."""
        rules = {"allow": list(allow), "deny": list(deny)}
        await self._calls.run("overwrite", channel_id=channel_id, target_id=target_id, **rules)

    async def role(self, guild_id: int, name: str, *, permissions: Sequence[str] = ()) -> int:
        """Create a role; the guild's own id is that of @everyone."""
        return await self._calls.run_id("role", guild_id=guild_id, name=name, permissions=list(permissions))

    async def change_role(self, guild_id: int, role_id: int, permissions: Sequence[str]) -> None:
        """Give a role exactly these permissions."""
        await self._calls.run(
            "change_role", guild_id=guild_id, role_id=role_id, permissions=list(permissions)
        )

    async def user(
        self,
        name: str,
        *,
        display_name: str | None = None,
        locale: str = "en-US",
        created_days_ago: float = 365.0,
    ) -> int:
        """Create a user whose account is that old."""
        return await self._calls.run_id(
            "user", name=name, display_name=display_name, locale=locale, created_days_ago=created_days_ago
        )

    async def member(
        self, guild_id: int, user_id: int, *, roles: Sequence[int] = (), joined_days_ago: float = 30.0
    ) -> None:
        """Let a user join a server."""
        await self._calls.run(
            "member", guild_id=guild_id, user_id=user_id, roles=list(roles), joined_days_ago=joined_days_ago
        )

    async def join(
        self, guild_id: int, name: str, *, roles: Sequence[int] = (), locale: str = "en-US"
    ) -> int:
        """Create a user and let them join: the two steps most often taken together."""
        user_id = await self.user(name, locale=locale)
        await self.member(guild_id, user_id, roles=roles)
        return user_id

    async def member_roles(self, guild_id: int, user_id: int, roles: Sequence[int]) -> None:
        """Give a member exactly these roles."""
        await self._calls.run("member_roles", guild_id=guild_id, user_id=user_id, roles=list(roles))

    async def remove_member(self, guild_id: int, user_id: int) -> None:
        """Take a member out of a server."""
        await self._calls.run("remove_member", guild_id=guild_id, user_id=user_id)

    async def direct_channel(self, user_id: int) -> int:
        """Give the channel of a user's direct messages with the bot."""
        return await self._calls.run_id("direct_channel", user_id=user_id)

    # ------------------------------------------------------------------ acting as a person

    async def slash(
        self,
        user_id: int,
        channel_id: int,
        name: str,
        options: Options | None = None,
        *,
        files: Files | None = None,
    ) -> Asked:
        """Run a slash command; `name` with its subcommand, `files` for attachment options."""
        return await self._ask(
            "slash",
            user_id=user_id,
            channel_id=channel_id,
            name=name,
            options=dict(options or {}),
            files=encoded(files or {}),
        )

    async def autocomplete(
        self,
        user_id: int,
        channel_id: int,
        name: str,
        option: str,
        typed: str = "",
        options: Options | None = None,
    ) -> Asked:
        """Type into an option, others being filled in already; `choices()` gives what is offered."""
        return await self._ask(
            "autocomplete",
            user_id=user_id,
            channel_id=channel_id,
            name=name,
            option=option,
            typed=typed,
            options=dict(options or {}),
        )

    async def message_menu(self, user_id: int, message: Message, name: str) -> Asked:
        """Choose an entry of a message's context menu."""
        return await self._ask("message_menu", user_id=user_id, name=name, **_place(message))

    async def user_menu(self, user_id: int, channel_id: int, target_id: int, name: str) -> Asked:
        """Choose an entry of a member's context menu."""
        return await self._ask(
            "user_menu", user_id=user_id, channel_id=channel_id, target_id=target_id, name=name
        )

    async def click(
        self, user_id: int, message: Message, *, label: str | None = None, custom_id: str | None = None
    ) -> Asked:
        """Click the one button with this label or custom id."""
        return await self._ask("click", user_id=user_id, label=label, custom_id=custom_id, **_place(message))

    async def select(
        self, user_id: int, message: Message, values: Sequence[str | int], *, custom_id: str | None = None
    ) -> Asked:
        """Choose values in a select menu; users, roles and channels by id."""
        return await self._ask(
            "select", user_id=user_id, values=list(values), custom_id=custom_id, **_place(message)
        )

    async def submit(
        self, user_id: int, opened: Asked, values: Options | None = None, *, files: Files | None = None
    ) -> Asked:
        """Send the form an interaction opened; fields by label or custom id, text kept where none is given."""
        form = await opened.form()
        filled = {control.custom_id: control.value for control in form.controls if control.value}
        given = filled | {form.named(name): value for name, value in (values or {}).items()}
        attached = encoded({form.named(name): value for name, value in (files or {}).items()})
        return await self._ask(
            "submit", user_id=user_id, interaction_id=opened.id, values=given, files=attached
        )

    async def send(
        self, user_id: int, channel_id: int, content: str = "", *, files: Sequence[File] = ()
    ) -> Message:
        """Write a message as a user."""
        attached = encoded({"files": list(files)})
        return Message(
            await self._calls.run(
                "send", user_id=user_id, channel_id=channel_id, content=content, files=attached
            )
        )

    async def react(self, user_id: int, message: Message, emoji: str, *, reacted: bool = True) -> None:
        """Add a reaction, or take it back."""
        await self._calls.run("react", user_id=user_id, emoji=emoji, reacted=reacted, **_place(message))

    async def delete_message(self, user_id: int, message: Message) -> None:
        """Delete a message as its author or a moderator."""
        await self._calls.run("delete_message", user_id=user_id, **_place(message))

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
            raise TimeoutError(f"No such message in {timeout_seconds} s; the last ones say: {shown}") from error

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

    async def fault(self, kind: str, **details: Any) -> None:
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

    async def _ask(self, verb: str, **body: Any) -> Asked:
        return Asked(self._calls, await self._calls.run_id(verb, **body))


def _place(message: Message) -> dict[str, int]:
    return {"channel_id": message.channel_id, "message_id": message.id}
