"""What members do in the demo, each step printed as it happens and checked as a member would see it."""

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.demo.stage import Stage
from sandbox.discord.driver import File, Message

_ID = re.compile(r"id: ([0-9a-f-]{36})")
_PATIENCE_SECONDS = 45.0


class StepFailed(Exception):
    """Something is not as it should be; the message names the step and what was seen."""


@dataclass
class Play:
    """The running script: who asked for what, and what must come of it."""

    stage: Stage
    started: float = field(default_factory=time.monotonic)
    expected: dict[str, str] = field(default_factory=dict)
    """By generation id, the state it must end in."""
    asked: dict[str, str] = field(default_factory=dict)
    """By the script's own name of a request, its generation id."""

    def say(self, text: str) -> None:
        """Print what happens."""
        print(f"  {time.monotonic() - self.started:5.1f} s  {text}", flush=True)

    async def create(
        self,
        name: str,
        who: str,
        options: Mapping[str, Any],
        *,
        files: Mapping[str, File] | None = None,
        ends: str = "delivered",
    ) -> str:
        """Run `/create`, which must be accepted, and give the generation's id."""
        reply = await self.ask(who, "create", options, files=files)
        found = _ID.search(reply.text)
        if found is None or "Queued" not in reply.text:
            raise StepFailed(f"{name}: {who} expected Queued and an id, and was answered: {reply.text}")
        self.asked[name] = found[1]
        self.expected[found[1]] = ends
        self.say(f"{who} /create {_told(options)} → queued")
        return found[1]

    async def refused(self, name: str, who: str, options: Mapping[str, Any], *saying: str) -> None:
        """Run `/create`, which must be refused in a sentence that contains all these words."""
        reply = await self.ask(who, "create", options)
        if _ID.search(reply.text) or not all(word in reply.text for word in saying):
            raise StepFailed(f"{name}: a refusal with {saying} was expected, not: {reply.text}")
        self.say(f"{who} /create {_told(options)} → refused: {reply.text.splitlines()[0][:110]}")

    async def ask(
        self, who: str, command: str, options: Mapping[str, Any], *, files: Mapping[str, File] | None = None
    ) -> Message:
        """Run a slash command and wait for the answer behind the placeholder."""
        stage = self.stage
        asked = await stage.discord.slash(
            stage.people[who], stage.channel, command, dict(options), files=dict(files or {})
        )
        reply = await asked.answer()
        if not reply.ephemeral:
            raise StepFailed(f"/{command} by {who} was answered for everybody to see: {reply.text}")
        return reply

    async def card(self, generation_id: str) -> Message:
        """Find the public card of a generation."""
        owner = next(iter(self.stage.people.values()))
        return await self.stage.discord.wait_message(
            self.stage.channel, owner, lambda message: generation_id in message.text and not message.ephemeral
        )

    async def press(self, who: str, generation_id: str, label: str) -> Message:
        """Press a button on a card and give the answer."""
        card = await self.wait_for_button(generation_id, label)
        clicked = await self.stage.discord.click(self.stage.people[who], card, label=label)
        reply = await clicked.answer()
        self.say(f"{who} presses {label} → {reply.text.splitlines()[0][:90]}")
        return reply

    async def wait_for_button(self, generation_id: str, label: str) -> Message:
        """Wait until a card shows a button."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while True:
                card = await self.card(generation_id)
                if card.button(label):
                    return card
                await asyncio.sleep(0.1)

    async def until(self, what: str, holds: Callable[[dict[str, str]], bool]) -> None:
        """Wait until the generations' states satisfy a condition."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if holds(self.stage.states()):
                return
            await asyncio.sleep(0.1)
        raise StepFailed(
            f"waited {_PATIENCE_SECONDS:.0f} s in vain for: {what}; states: {self.stage.states()}"
        )

    async def all_ended(self) -> None:
        """Wait until every generation is in the state it must end in."""
        await self.until(
            f"every generation at its end ({self.expected})",
            lambda states: all(states.get(key) == state for key, state in self.expected.items()),
        )
        await self._cards_closed()

    async def _cards_closed(self) -> None:
        """Wait for the last edits: no card of what has ended may still offer to stop it."""
        owner = next(iter(self.stage.people.values()))
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while True:
                seen = await self.stage.discord.read(self.stage.channel, owner)
                if not any(message.button("Cancel") or message.button("Discard") for message in seen):
                    return
                await asyncio.sleep(0.1)


def _told(options: Mapping[str, Any]) -> str:
    words = {name: value for name, value in options.items() if name != "prompt"}
    told = " ".join(f"{name}:{value}" for name, value in words.items())
    return f"“{options.get('prompt', '')}” {told}".strip()
