"""The options of `/create`, derived from the catalogue: a new model brings its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import app_commands

from bot.domain.catalogue import Attached, Catalogue, Choice, Flag, Kind, Text, Value, Whole
from bot.domain.rules import OPTION_OF_ROLE, SOURCE_OPTIONS
from bot.ui.language import t
from bot.ui.safe_text import plain

_STATIC_CHOICES: Final = 10
"""A longer list is easier searched than read."""
_DESCRIPTION_CHARACTERS: Final = 100
_CHOICE_CHARACTERS: Final = 100
"""Discord's limits (docs/facts/discord.md §3)."""

_DESCRIPTIONS: Final = {
    "prompt": "What the video shows",
    "model": "Which model makes it; suggestions show what each can do and costs",
    "image": "Picture the video starts with",
    "last_image": "Picture the video ends with",
    "video": "Video to work on",
    "duration": "Length in seconds",
    "resolution": "Height of the picture; higher costs more",
    "aspect": "Shape of the picture; not together with an image, which decides it",
    "style": "Look of the video",
    "camera": "How the camera moves",
    "effect": "A ready-made effect, made for pictures",
    "motion": "How much moves",
    "audio": "With sound",
    "multi_clip": "Several shots instead of one",
    "thinking": "How much thought the model gives to your prompt",
    "negative": "What the video must not show",
    "seed": "Same number and same options: nearly the same video",
    "takes": "How many videos to make at once; each is paid for",
    "format": "Kind of file",
    "quality": "Quality of the file, in percent",
    "image_from": "Begin with the last frame of an earlier video: your own are suggested",
    "video_from": "Work on an earlier video: your own are suggested",
    "private": "Only you see the card and the video",
}
"""By option, in the order in which Discord shows them."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One option as Discord is told of it."""

    name: str
    description: str
    annotation: Any
    required: bool = False
    choices: tuple[Value, ...] = ()
    searched: bool = False
    """Whether values are suggested while typing."""


def offered(catalogue: Catalogue) -> list[Offered]:
    """List the options that any model has, those that take an earlier result, and those of all requests."""
    names = dict.fromkeys(option.name for model in catalogue.models for option in model.options)
    own = [
        Offered("model", _described("model"), str | None, searched=True),
        *(
            Offered(name, _described(name), str | None, searched=True)
            for role, name in SOURCE_OPTIONS.items()
            if OPTION_OF_ROLE[role] in names
        ),
        Offered("private", _described("private"), bool | None),
    ]
    found = [_from_models(catalogue, name) for name in names] + own
    return sorted(found, key=lambda one: order(one.name))


def explained(value: Value) -> str:
    """Give a value with what it does, for a list to choose from."""
    words = f"{value.name} · {t(value.description)}" if value.description else value.name
    return plain(words, _CHOICE_CHARACTERS)


def order(name: str) -> int:
    """Tell an option's place among all, by its name; what is new comes last."""
    known = list(_DESCRIPTIONS)
    return known.index(name) if name in known else len(known)


def _from_models(catalogue: Catalogue, name: str) -> Offered:
    options = [option for model in catalogue.models if (option := model.option(name))]
    kinds = [option.kind for option in options]
    required = all(option.required for option in options) and len(options) == len(catalogue.models)
    annotation = _annotation(kinds)
    known = catalogue.values(name)
    return Offered(
        name,
        _described(name),
        annotation if required else annotation | None,
        required=required,
        choices=known if 0 < len(known) <= _STATIC_CHOICES else (),
        searched=len(known) > _STATIC_CHOICES,
    )


def _annotation(kinds: list[Kind]) -> Any:  # noqa: ANN401 - discord.py's own way to say a type with its range
    # Each option is of one kind in all models; Discord is told the widest range, the rules know the model's.
    ranged: Any = app_commands.Range
    match kinds[0]:
        case Whole():
            return ranged[int, *_widest(kind for kind in kinds if isinstance(kind, Whole))]
        case Text():
            return ranged[str, *_widest(kind for kind in kinds if isinstance(kind, Text))]
        case Choice():
            return str
        case Flag():
            return bool
        case Attached():
            return discord.Attachment


def _widest(kinds: Iterable[Whole | Text]) -> tuple[int, int]:
    bounds = [(kind.minimum, kind.maximum) for kind in kinds]
    return min(low for low, _ in bounds), max(high for _, high in bounds)


def _described(name: str) -> str:
    return plain(_DESCRIPTIONS.get(name, name.replace("_", " ").capitalize()), _DESCRIPTION_CHARACTERS)
