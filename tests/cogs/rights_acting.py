"""How somebody tries something: by a command, a menu, a press, a choice or a form, ids made up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.discord.driver import Asked, File, Message
from tests.cogs.rights_evening import PICTURE
from tests.cogs.rights_memory import Memory

BUTTON, SELECT, TEXT_INPUT, LABEL = 2, 3, 4, 18


class Way(Protocol):
    """One way of trying something."""

    async def act(self, memory: Memory, user: int, channel: int) -> Asked:
        """Try it as somebody, somewhere."""
        ...


@dataclass(frozen=True)
class Slash:
    """A command, with its options."""

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)

    async def act(self, memory: Memory, user: int, channel: int) -> Asked:
        options = {name: meant(memory, channel, value) for name, value in self.options.items()}
        return await memory.stage.people.slash(user, channel, self.name, options, files=self.files)


@dataclass(frozen=True)
class Type:
    """What is typed into an option of a command."""

    name: str
    option: str
    typed: str = ""

    async def act(self, memory: Memory, user: int, channel: int) -> Asked:
        typed = str(meant(memory, channel, self.typed))
        return await memory.stage.people.autocomplete(user, channel, self.name, self.option, typed)


@dataclass(frozen=True)
class Animate:
    """The menu of a picture that somebody else has just posted there."""

    async def act(self, memory: Memory, user: int, channel: int) -> Asked:
        people, owner = memory.stage.people, memory.owner_of(channel)
        picture = await people.send(owner, channel, files=[PICTURE])
        return await people.message_menu(user, picture, "Animate this image")


@dataclass(frozen=True)
class Report:
    """The menu of the author's video; who does not see it has a message made up with its id."""

    async def act(self, memory: Memory, user: int, channel: int) -> Asked:
        message = (
            Message({"id": str(memory.there["message"]), "channel_id": str(channel)})
            if channel == memory.stage.channel
            else carrier(memory, channel, button(f"gl:delete:{memory.there['result']}:0"))
        )
        return await memory.stage.people.message_menu(user, message, "Report this video")


@dataclass(frozen=True)
class Press:
    """A button with this id, on a message that has nothing else."""

    custom_id: str

    async def act(self, memory: Memory, user: int, channel: int) -> Asked:
        custom_id = str(meant(memory, channel, self.custom_id))
        return await memory.stage.people.click(
            user, carrier(memory, channel, button(custom_id)), custom_id=custom_id
        )


@dataclass(frozen=True)
class Choose:
    """A select with this id, of which one value is chosen."""

    custom_id: str
    value: str

    async def act(self, memory: Memory, user: int, channel: int) -> Asked:
        custom_id = str(meant(memory, channel, self.custom_id))
        options = [{"label": self.value, "value": self.value}]
        select = {"type": SELECT, "custom_id": custom_id, "options": options}
        return await memory.stage.people.select(
            user, carrier(memory, channel, select), [self.value], custom_id=custom_id
        )


@dataclass(frozen=True)
class Send:
    """A form with this id that nobody has opened, with words in its fields."""

    custom_id: str
    words: Mapping[str, str]

    async def act(self, memory: Memory, user: int, channel: int) -> Asked:
        opened = await memory.stage.people.slash(user, channel, "models")
        await opened.settled()
        fields = [{"type": TEXT_INPUT, "custom_id": name, "style": 1} for name in self.words]
        labels = [{"type": LABEL, "label": "Words", "component": each} for each in fields]
        memory.stage.sandbox.world.interactions[opened.id].modal = {
            "custom_id": str(meant(memory, channel, self.custom_id)),
            "title": "Forged",
            "components": labels,
        }
        return await memory.stage.people.submit(user, opened, self.words)


def button(custom_id: str) -> dict[str, object]:
    """Give a button with an id."""
    return {"type": BUTTON, "style": 2, "label": "Press", "custom_id": custom_id}


def carrier(memory: Memory, channel: int, component: dict[str, object]) -> Message:
    """Post a message of the bot's with one component, as only somebody could who forges ids."""
    world = memory.stage.sandbox.world
    rows: list[dict[str, Any]] = [{"type": 1, "components": [component]}]
    posted = world.create_message(channel, world.bot_user.id, "", components=rows)
    return Message({"id": str(posted.id), "channel_id": str(channel)})


def meant(memory: Memory, channel: int, value: Any) -> Any:
    """Put ids in place of names like `{result}`; `{here}` and `{role}` are those of the server it is in."""
    if not isinstance(value, str):
        return value
    role = memory.there["home_role" if channel == memory.there["home"] else "role"]
    names = {**memory.there, "here": channel, "role": role}
    whole = re.fullmatch(r"\{(\w+)\}", value)
    return names[whole[1]] if whole else value.format_map(names)
