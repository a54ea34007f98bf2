"""What a person sees of an interaction they started."""

from typing import Any

from sandbox.discord.driving.calls import Calls
from sandbox.discord.driving.forms import Form
from sandbox.discord.driving.views import Message

_WAIT_SECONDS = 10.0


class NotAnswered(Exception):
    """The interaction has no such answer: the bot was silent, too late, or answered otherwise."""


class Asked:
    """An interaction as its author sees it."""

    def __init__(self, calls: Calls, interaction_id: int) -> None:
        self._calls = calls
        self.id = interaction_id

    async def view(self, timeout_seconds: float = 0.0, *, answered: bool = False) -> dict[str, Any]:
        """Show it as it is now, or once it is settled, at the latest when the time is over.

        `state` is one of waiting, thinking, answered, accepted, updated, form, choices, failed. With
        `answered` accepted is not settled yet: a press is acknowledged first, and its message edited later.
        """
        seen: dict[str, Any] = await self._calls.run(
            "interaction", interaction_id=self.id, timeout_seconds=timeout_seconds, answered=answered
        )
        return seen

    async def state(self) -> str:
        """Tell its state now."""
        return str((await self.view())["state"])

    async def settled(self, timeout_seconds: float = _WAIT_SECONDS) -> str:
        """Wait until it is neither waiting nor thinking, and tell its state then."""
        return str((await self.view(timeout_seconds))["state"])

    async def message(self) -> Message | None:
        """Give its message as it is now, the "thinking" placeholder included."""
        raw = (await self.view())["message"]
        return Message(raw) if raw else None

    async def answer(self, timeout_seconds: float = _WAIT_SECONDS) -> Message:
        """Wait for its message, past "thinking"; raises NotAnswered when there is none.

        That of a press which changes its own message is that message; else the first new one.
        """
        seen = await self.view(timeout_seconds, answered=True)
        if seen["state"] == "accepted" and seen["followups"]:
            return Message(seen["followups"][0])
        if seen["message"] is None or seen["state"] in {"thinking", "accepted", "failed"}:
            raise NotAnswered(f"Interaction {self.id} is {seen['state']}, not answered with a message.")
        return Message(seen["message"])

    async def followups(self) -> list[Message]:
        """List its follow-up messages."""
        return [Message(raw) for raw in (await self.view())["followups"]]

    async def form(self, timeout_seconds: float = _WAIT_SECONDS) -> Form:
        """Wait for the form it opens; raises NotAnswered when it opens none."""
        seen = await self.view(timeout_seconds)
        if seen["form"] is None:
            text = Message(seen["message"]).text if seen["message"] else ""
            raise NotAnswered(f"Interaction {self.id} is {seen['state']}, without a form. {text}")
        return Form(seen["form"])

    async def choices(self, timeout_seconds: float = _WAIT_SECONDS) -> list[dict[str, Any]]:
        """Wait for the autocomplete choices, `name` and `value` each; raises NotAnswered without any."""
        seen = await self.view(timeout_seconds)
        if seen["choices"] is None:
            raise NotAnswered(f"Interaction {self.id} is {seen['state']}, without choices.")
        choices: list[dict[str, Any]] = seen["choices"]
        return choices
