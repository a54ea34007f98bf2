"""Messages as the driver shows them: typed, flattened, easy to assert on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

JsonObject = dict[str, Any]

_BUTTON, _TEXT_DISPLAY = 2, 10
_SELECTS = {3, 5, 6, 7, 8}


def walk(components: list[JsonObject]) -> Iterator[JsonObject]:
    """Yield every component, also those inside rows, containers, sections and labels."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        yield from walk([component[key] for key in ("accessory", "component") if component.get(key)])


@dataclass(frozen=True)
class Button:
    """A button a user sees."""

    label: str
    custom_id: str | None
    disabled: bool
    style: int
    url: str | None


@dataclass(frozen=True)
class Select:
    """A select menu a user sees, with the values it offers (none for users, roles and channels)."""

    custom_id: str
    placeholder: str | None
    values: tuple[str, ...]
    disabled: bool


@dataclass(frozen=True)
class Attachment:
    """A file on a message."""

    id: int
    filename: str
    size_bytes: int
    content_type: str
    url: str
    width: int | None
    height: int | None
    description: str | None


@dataclass(frozen=True)
class Message:
    """A message as one user sees it."""

    raw: JsonObject

    @property
    def id(self) -> int:
        """Its id."""
        return int(self.raw["id"])

    @property
    def channel_id(self) -> int:
        """The channel it stands in."""
        return int(self.raw["channel_id"])

    @property
    def author_id(self) -> int:
        """Who wrote it."""
        return int(self.raw["author"]["id"])

    @property
    def nonce(self) -> str | None:
        """The nonce it was made with."""
        nonce: str | None = self.raw.get("nonce")
        return nonce

    @property
    def ephemeral(self) -> bool:
        """Whether only one user sees it."""
        return bool(self.raw["flags"] & 1 << 6)

    @property
    def thinking(self) -> bool:
        """Whether it is still the placeholder of a deferred answer."""
        return bool(self.raw["flags"] & 1 << 7)

    @property
    def components(self) -> list[JsonObject]:
        """All components, flattened."""
        return list(walk(self.raw["components"]))

    @property
    def text(self) -> str:
        """All its words: content, embeds and text displays, one below the other."""
        return flatten(self.raw)

    @property
    def buttons(self) -> list[Button]:
        """All buttons, in order."""
        return [
            Button(
                label=node.get("label") or (node.get("emoji") or {}).get("name") or "",
                custom_id=node.get("custom_id"),
                disabled=bool(node.get("disabled")),
                style=node["style"],
                url=node.get("url"),
            )
            for node in self.components
            if node["type"] == _BUTTON
        ]

    @property
    def selects(self) -> list[Select]:
        """All select menus, in order."""
        return [
            Select(
                custom_id=node["custom_id"],
                placeholder=node.get("placeholder"),
                values=tuple(option["value"] for option in node.get("options") or []),
                disabled=bool(node.get("disabled")),
            )
            for node in self.components
            if node["type"] in _SELECTS
        ]

    @property
    def attachments(self) -> list[Attachment]:
        """All files, in order."""
        return [
            Attachment(
                id=int(item["id"]),
                filename=item["filename"],
                size_bytes=item["size"],
                content_type=item["content_type"],
                url=item["url"],
                width=item.get("width"),
                height=item.get("height"),
                description=item.get("description"),
            )
            for item in self.raw["attachments"]
        ]

    def button(self, label: str) -> Button | None:
        """Find a button by its label; None when there is none."""
        return next((button for button in self.buttons if button.label == label), None)


def flatten(message: JsonObject) -> str:
    """Join all words of a message: content, embeds and text displays."""
    parts = [message.get("content") or ""]
    for embed in message.get("embeds") or []:
        parts += [embed.get("title") or "", embed.get("description") or ""]
        for item in embed.get("fields") or []:
            parts += [item["name"], item["value"]]
        parts.append((embed.get("footer") or {}).get("text") or "")
    parts += [
        node["content"] for node in walk(message.get("components") or []) if node["type"] == _TEXT_DISPLAY
    ]
    return "\n".join(part for part in parts if part)
