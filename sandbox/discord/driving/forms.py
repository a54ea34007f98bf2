"""Forms as the driver shows them, and what stands in them before anything is filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.discord.driving.views import JsonObject, walk

_TEXT_INPUT, _SELECT, _TEXT_DISPLAY, _LABEL = 4, 3, 10, 18
_FILE_UPLOAD, _RADIO_GROUP, _CHECKBOX_GROUP, _CHECKBOX = 19, 21, 22, 23
_CONTROLS = {_TEXT_INPUT, _SELECT, 5, 6, 7, 8, _FILE_UPLOAD, _RADIO_GROUP, _CHECKBOX_GROUP, _CHECKBOX}
_MANY = {_SELECT, _CHECKBOX_GROUP}


@dataclass(frozen=True)
class Control:
    """One field of a form, under the label a user reads."""

    label: str
    raw: JsonObject
    description: str | None = None

    @property
    def custom_id(self) -> str:
        """Its custom id."""
        return str(self.raw["custom_id"])

    @property
    def type(self) -> int:
        """Its kind, by Discord's number."""
        return int(self.raw["type"])

    @property
    def required(self) -> bool:
        """Whether the form cannot be sent without it."""
        return bool(self.raw.get("required", True))

    @property
    def value(self) -> str | None:
        """The text it was opened with."""
        text: str | None = self.raw.get("value")
        return text

    @property
    def options(self) -> dict[str, str]:
        """What it offers: values by the label a user reads."""
        return {option["label"]: option["value"] for option in self.raw.get("options") or []}

    @property
    def chosen(self) -> list[str]:
        """The values that were chosen when it was opened."""
        return [option["value"] for option in self.raw.get("options") or [] if option.get("default")]

    @property
    def kept(self) -> Any:  # noqa: ANN401 - text, choice or choices
        """What is sent when a user leaves it alone; None for nothing."""
        if self.type in _MANY:
            return self.chosen or None
        return next(iter(self.chosen), None) if self.type == _RADIO_GROUP else self.value or None

    def meant(self, given: Any) -> Any:  # noqa: ANN401 - as above
        """Turn labels of options into their values, as choosing them does; anything else stays as it is."""
        if self.type in _MANY:
            chosen = given if isinstance(given, list | tuple) else [given]
            return [self.options.get(each, each) for each in chosen]
        return self.options.get(given, given) if self.type == _RADIO_GROUP else given


@dataclass(frozen=True)
class Form:
    """A modal as it was shown."""

    raw: JsonObject

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.raw["title"])

    @property
    def custom_id(self) -> str:
        """Its custom id."""
        return str(self.raw["custom_id"])

    @property
    def text(self) -> str:
        """The words that stand between its fields."""
        nodes = walk(self.raw["components"])
        return "\n".join(node["content"] for node in nodes if node["type"] == _TEXT_DISPLAY)

    @property
    def controls(self) -> list[Control]:
        """All fields, in order."""
        return list(self._controls())

    def _controls(self) -> Iterator[Control]:
        labels = {
            id(node["component"]): node for node in walk(self.raw["components"]) if node["type"] == _LABEL
        }
        for node in walk(self.raw["components"]):
            if node["type"] in _CONTROLS:
                label = labels.get(id(node), node)
                yield Control(label.get("label") or "", node, label.get("description"))

    def control(self, name: str) -> Control:
        """Find the field with this label or custom id; raises KeyError naming all."""
        for control in self.controls:
            if name in {control.label, control.custom_id}:
                return control
        raise KeyError(
            f"No field {name!r} in {self.title!r}: {[control.label for control in self.controls]}."
        )

    def filled(self, values: dict[str, Any]) -> dict[str, Any]:
        """Give what is sent, by custom id: the values by label or custom id, all else as it was opened."""
        kept = {control.custom_id: control.kept for control in self.controls if control.kept is not None}
        for name, value in values.items():
            control = self.control(name)
            kept[control.custom_id] = control.meant(value)
        return kept
