"""Acting as a person at a Discord client."""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.discord.driving.asked import Asked
from sandbox.discord.driving.calls import Calls, File, encoded
from sandbox.discord.driving.views import Message

Options = Mapping[str, Any]
Files = Mapping[str, File | Sequence[File]]


class Acting:
    """A person's hands: whatever the client would not let them do is refused."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

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

    async def commands(self, user_id: int, channel_id: int) -> dict[str, str]:
        """List the slash commands a user is offered there: descriptions by name, in their own language."""
        offered: dict[str, str] = await self._calls.run("commands", user_id=user_id, channel_id=channel_id)
        return offered

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
        """Send the form an interaction opened; whatever is not given stays as it was opened.

        Fields go by label or custom id, options by label or value. When the bot did not answer, the form is
        still open, and can be sent again.
        """
        form = await opened.form()
        given = form.filled(dict(values or {}))
        attached = encoded({form.control(name).custom_id: value for name, value in (files or {}).items()})
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

    async def _ask(self, verb: str, **body: object) -> Asked:
        return Asked(self._calls, await self._calls.run_id(verb, **body))


def _place(message: Message) -> dict[str, int]:
    return {"channel_id": message.channel_id, "message_id": message.id}
