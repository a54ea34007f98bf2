"""What is to be seen of the demo: each step is printed as it happens, and waited for as a member would."""

import asyncio
import re
import textwrap
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sandbox.demo.album import Screen
from sandbox.demo.both import Both
from sandbox.demo.moments import spelt_out
from sandbox.demo.wishes import Wish
from sandbox.discord.driver import Form, Message

_MENTION = re.compile(r"<@(\d+)>")
PATIENCE_SECONDS = 90.0
"""How long anything may take."""
_GLANCE_SECONDS = 0.1
_LINE_CHARACTERS = 150


class StepFailed(Exception):
    """Something is not as it should be; the message names the step and what was seen."""


@dataclass
class Watch:
    """The running script as it is watched: who asked for what, and what is to be seen of it."""

    stage: Both
    started: float = field(default_factory=time.monotonic)
    wishes: list[Wish] = field(default_factory=list)
    """Those that were accepted."""
    screens: list[Screen] = field(default_factory=list)
    """What members saw in passing: forms, and drafts before they became something else."""

    def say(self, text: str) -> None:
        """Print what happens, with names for ids."""
        names = {str(user_id): name for name, user_id in self.stage.people.items()}
        told = _MENTION.sub(lambda found: f"@{names.get(found[1], found[1])}", text)
        print(f"  {time.monotonic() - self.started:5.1f} s  {told}", flush=True)

    def keep(self, who: str, did: str, shown: Message | Form) -> None:
        """Keep what a member sees now, for the page."""
        self.screens.append(Screen(who, did, shown.raw, datetime.now(UTC)))

    def wish(self, name: str) -> Wish:
        """Find a wish by its name."""
        return next(wish for wish in self.wishes if wish.name == name)

    # ------------------------------------------------------------------ what is posted

    async def card(self, generation_id: str) -> Message:
        """Find the public card of a generation."""
        return await self.message(generation_id)

    async def result(self, wish: Wish) -> Message:
        """Find the message with a wish's video."""
        return await self.message(wish.generation_id, matches=lambda message: bool(message.attachments))

    async def message(
        self,
        *saying: str,
        at: int = 0,
        who: str = "",
        matches: Callable[[Message], bool] = lambda _: True,
    ) -> Message:
        """Wait for a message for all who are there that contains these words.

        `at`: in which channel; 0: where everybody talks. `who` looks; whoever came first if nobody is named.
        """
        people = self.stage.people
        return await self.stage.discord.wait_message(
            at or self.stage.channel,
            people[who] if who else next(iter(people.values())),
            lambda message: (
                not message.ephemeral and all(word in message.text for word in saying) and matches(message)
            ),
            PATIENCE_SECONDS,
        )

    async def told(self, wish: Wish, *saying: str) -> None:
        """Wait for a public message about a wish that contains all these words."""
        message = await self.message(wish.generation_id, *saying)
        self.say(f"{wish.who} is told: {line(message, *saying[-1:])}")

    # ------------------------------------------------------------------ waiting

    async def wait(self, what: str, holds: Callable[[], Awaitable[bool]]) -> None:
        """Look until something holds."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not await holds():
            if time.monotonic() > deadline:
                states = {wish.name: self.stage.states().get(wish.generation_id) for wish in self.wishes}
                raise StepFailed(f"waited {PATIENCE_SECONDS:.0f} s in vain for {what}; states: {states}")
            await asyncio.sleep(_GLANCE_SECONDS)

    async def reached(self, states: Mapping[str, str]) -> None:
        """Wait until wishes, by name, are in these states all at once."""
        ids = {self.wish(name).generation_id: state for name, state in states.items()}

        async def are_there() -> bool:
            found = self.stage.states()
            return all(found.get(key) == state for key, state in ids.items())

        await self.wait(f"{states}", are_there)

    async def ended(self, *names: str) -> None:
        """Wait until these wishes are in the states in which they must end; without names, until all are."""
        await self.reached({wish.name: wish.ends for wish in self.wishes if not names or wish.name in names})

    async def all_told(self) -> None:
        """Wait until all has ended, whoever asked was told, and no card offers to stop what has ended."""
        await self.ended()
        owner = next(iter(self.stage.people.values()))

        async def told() -> bool:
            if self.stage.rows("SELECT id FROM generations WHERE notice_due_at IS NOT NULL"):
                return False
            seen = await self.stage.discord.read(self.stage.channel, owner)
            return not any(message.button("Cancel") or message.button("Discard") for message in seen)

        await self.wait("the last words about what has ended", told)


def require(reply: Message, to: str, saying: Sequence[str]) -> None:
    """Raise `StepFailed` where an answer does not contain all these words."""
    if missing := [words for words in saying if words not in reply.text]:
        raise StepFailed(f"the answer to {to} does not say {missing}: {reply.text}")


def line(message: Message, saying: str = "") -> str:
    """Give the first line that contains these words, as it is read."""
    line = next(line for line in message.text.splitlines() if saying in line)
    read = spelt_out(line, datetime.now(UTC)).replace("**", "").lstrip("-#> ")
    return textwrap.shorten(read, _LINE_CHARACTERS, placeholder=" …")
