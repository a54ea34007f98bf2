"""What members do in the demo, each step checked as a member would see it."""

import asyncio
import re
from collections.abc import Coroutine, Mapping
from typing import Any

from sandbox.demo.watching import PATIENCE_SECONDS, StepFailed, Watch, line, require
from sandbox.demo.wishes import Wish
from sandbox.discord.driver import Asked, File, Form, Message

_ID = re.compile(r"id: ([0-9a-f-]{36})")


async def together(*scenes: Coroutine[None, None, object]) -> None:
    """Play scenes side by side; the first to fail ends the others."""
    try:
        async with asyncio.TaskGroup() as group:
            for scene in scenes:
                group.create_task(scene)
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from failed


class Play(Watch):
    """The running script as it is played."""

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
        reply = await asked.answer(PATIENCE_SECONDS)
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

    # ------------------------------------------------------------------ buttons and forms

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
        reply = await sent.answer(PATIENCE_SECONDS)
        require(reply, f"the form, sent by {who},", saying)
        self.say(f"{who} sends the form → {line(reply, *saying[:1])}")
        return reply

    async def press(self, who: str, message: Message, label: str, *saying: str) -> Message:
        """Press a button of a message and give the answer, which must contain all these words."""
        clicked = await self.stage.discord.click(self.stage.people[who], message, label=label)
        reply = await clicked.answer(PATIENCE_SECONDS)
        require(reply, f"“{label}”, pressed by {who},", saying)
        self.say(f"{who} presses “{label}” → {line(reply, *saying[-1:])}")
        return reply

    async def stop(self, wish: Wish, label: str) -> None:
        """Press the button of a wish's card, in its author's name, as soon as it is there."""

        async def button_is_there() -> bool:
            return (await self.card(wish.generation_id)).button(label) is not None

        await self.wait(f"the button {label} on the card of “{wish.prompt}”", button_is_there)
        await self.press(wish.who, await self.card(wish.generation_id), label)
