"""What members do in the demo, each step printed as it happens and checked as a member would see it."""

import asyncio
import re
import textwrap
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.demo.album import Screen
from sandbox.demo.both import Both
from sandbox.demo.moments import spelt_out
from sandbox.demo.wishes import Wish
from sandbox.discord.driver import Asked, File, Form, Message

_ID = re.compile(r"id: ([0-9a-f-]{36})")
_MENTION = re.compile(r"<@(\d+)>")
_PATIENCE_SECONDS = 90.0
_GLANCE_SECONDS = 0.1
_LINE_CHARACTERS = 150


class StepFailed(Exception):
    """Something is not as it should be; the message names the step and what was seen."""


async def together(*scenes: Coroutine[None, None, object]) -> None:
    """Play scenes side by side; the first to fail ends the others."""
    try:
        async with asyncio.TaskGroup() as group:
            for scene in scenes:
                group.create_task(scene)
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from failed


@dataclass
class Play:
    """The running script: who asked for what."""

    stage: Both
    started: float = field(default_factory=time.monotonic)
    wishes: list[Wish] = field(default_factory=list)
    """Those that were accepted."""
    screens: list[Screen] = field(default_factory=list)
    """What members of the tour saw in passing."""

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

    # ------------------------------------------------------------------ commands

    async def create(self, wish: Wish, *saying: str) -> str:
        """Run `/create`, which must be accepted in words that contain these, and give the generation's id."""
        reply = await self.ask(wish.who, "create", wish.options, files=wish.files)
        self.accept(wish, reply, *saying)
        held = line(reply, "is held").partition(",")[0]
        self.say(f"{wish.who} /create {wish.told} → {wish.accepted.lower()}, {held}")
        return wish.generation_id

    def accept(self, wish: Wish, reply: Message, *saying: str) -> None:
        """Note what a wish became, which this answer must say."""
        found = _ID.search(reply.text)
        if found is None or not all(word in reply.text for word in (wish.accepted, *saying)):
            expected = " and ".join((wish.accepted, "an id", *saying))
            raise StepFailed(f"{wish.name}: {wish.who} expected {expected}, and was answered: {reply.text}")
        wish.generation_id = found[1]
        self.wishes.append(wish)

    async def refused(self, wish: Wish, *saying: str) -> Message:
        """Run `/create`, which must be refused in a sentence that contains all these words."""
        reply = await self.ask(wish.who, "create", wish.options, files=wish.files)
        if _ID.search(reply.text) or not all(word in reply.text for word in saying):
            raise StepFailed(f"{wish.name}: a refusal with {saying} was expected, not: {reply.text}")
        self.say(f"{wish.who} /create {wish.told} → refused: {line(reply)}")
        return reply

    async def look(
        self, who: str, command: str, *saying: str, options: Mapping[str, Any] | None = None, at: int = 0
    ) -> Message:
        """Run a command whose answer, for the member alone, must contain all these words.

        `at`: in which channel; 0: where everybody talks.
        """
        reply = await self.ask(who, command, options or {}, at=at)
        require(reply, f"/{command} by {who}", saying)
        self.say(f"{who} /{command} → {line(reply, *saying[-1:])}")
        return reply

    async def ask(
        self,
        who: str,
        command: str,
        options: Mapping[str, Any],
        *,
        files: Mapping[str, File] | None = None,
        at: int = 0,
    ) -> Message:
        """Run a slash command and wait for the answer behind the placeholder."""
        stage = self.stage
        asked = await stage.discord.slash(
            stage.people[who], at or stage.channel, command, dict(options), files=dict(files or {})
        )
        reply = await asked.answer(_PATIENCE_SECONDS)
        if not reply.ephemeral:
            raise StepFailed(f"/{command} by {who} was answered for everybody to see: {reply.text}")
        return reply

    async def suggested(self, who: str, option: str, typed: str, *saying: str) -> str:
        """Type into an option of `/create` and take the suggestion that contains these words."""
        stage = self.stage
        asked = await stage.discord.autocomplete(stage.people[who], stage.channel, "create", option, typed)
        choices = await asked.choices()
        for choice in choices:
            if all(word in choice["name"] for word in saying):
                self.say(f"{who} types {typed!r} into {option}, and takes “{choice['name']}”")
                return str(choice["value"])
        raise StepFailed(f"{option}: nothing with {saying} was suggested to {who}, but {choices}")

    # ------------------------------------------------------------------ buttons

    async def card(self, generation_id: str) -> Message:
        """Find the public card of a generation."""
        return await self._public(generation_id, lambda _: True)

    async def result(self, wish: Wish) -> Message:
        """Find the message with a wish's video."""
        return await self._public(wish.generation_id, lambda message: bool(message.attachments))

    async def _public(self, generation_id: str, matches: Callable[[Message], bool]) -> Message:
        return await self.message(generation_id, matches=matches)

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
            _PATIENCE_SECONDS,
        )

    async def told(self, wish: Wish, *saying: str) -> None:
        """Wait for a public message about a wish that contains all these words."""
        message = await self.message(wish.generation_id, *saying)
        self.say(f"{wish.who} is told: {line(message, *saying[-1:])}")

    async def open(self, who: str, message: Message, label: str, title: str) -> Asked:
        """Press a button that opens a form, and see it."""
        opened = await self.stage.discord.click(self.stage.people[who], message, label=label)
        await self.see_form(who, opened, title)
        return opened

    async def see_form(self, who: str, opened: Asked, title: str) -> Form:
        """See the form that opens, which must have this title."""
        form = await opened.form()
        if form.title != title:
            raise StepFailed(f"{who} expected the form “{title}”, not “{form.title}”")
        self.say(f"{who} opens the form “{title}”: {', '.join(control.label for control in form.controls)}")
        self.keep(who, "opened a form", form)
        return form

    async def send(self, who: str, opened: Asked, values: Mapping[str, Any], *saying: str) -> Message:
        """Send a form; the answer must contain all these words."""
        sent = await self.stage.discord.submit(self.stage.people[who], opened, values)
        reply = await sent.answer(_PATIENCE_SECONDS)
        require(reply, f"the form, sent by {who},", saying)
        self.say(f"{who} sends the form → {line(reply, *saying[:1])}")
        return reply

    async def press(self, who: str, message: Message, label: str, *saying: str) -> Message:
        """Press a button of a message and give the answer, which must contain all these words."""
        clicked = await self.stage.discord.click(self.stage.people[who], message, label=label)
        reply = await clicked.answer(_PATIENCE_SECONDS)
        require(reply, f"“{label}”, pressed by {who},", saying)
        self.say(f"{who} presses “{label}” → {line(reply, *saying[-1:])}")
        return reply

    async def stop(self, wish: Wish, label: str) -> None:
        """Press the button of a wish's card, in its author's name, as soon as it is there."""

        async def button_is_there() -> bool:
            return (await self.card(wish.generation_id)).button(label) is not None

        await self.wait(f"the button {label} on the card of “{wish.prompt}”", button_is_there)
        await self.press(wish.who, await self.card(wish.generation_id), label)

    # ------------------------------------------------------------------ waiting

    async def wait(self, what: str, holds: Callable[[], Awaitable[bool]]) -> None:
        """Look until something holds."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not await holds():
            if time.monotonic() > deadline:
                states = {wish.name: self.stage.states().get(wish.generation_id) for wish in self.wishes}
                raise StepFailed(f"waited {_PATIENCE_SECONDS:.0f} s in vain for {what}; states: {states}")
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
