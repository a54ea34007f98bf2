"""The fields of the forms, made of what the catalogue's models take and filled with what a draft says."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.domain.catalogue import Attached, Catalogue, Choice, Flag, Model, Option, Text, Whole
from bot.domain.drafts import Draft
from bot.domain.generation import MediaRole
from bot.domain.rules import OPTION_OF_ROLE
from bot.ui.drafts.controls import CHARACTERS, WORDS, Field, choosing, field, fitting, ticking, writing
from bot.ui.drafts.ticks import MOST, files_of, only, ticks
from bot.ui.language import m, n, t
from bot.ui.safe_text import plain
from bot.ui.texts import money

MORE: Final = ("camera", "effect", "negative", "seed", "takes")
"""Options of the second form; what is neither there nor to be ticked is only for `/create`."""
APART: Final = ("prompt", "duration", *OPTION_OF_ROLE.values(), *MORE)
"""Options with a field of their own, that are not ticked."""
TICKS: Final = "options"
_LABELS: Final[Mapping[str, str]] = {
    "duration": m("Length"),
    "camera": m("Camera"),
    "effect": m("Effect"),
    "negative": m("What must not be seen"),
    "seed": m("Seed"),
    "takes": m("Takes"),
}
_SHORT: Final = 25
"""Characters for a number or a name."""


def first_fields(catalogue: Catalogue, draft: Draft, offered: Catalogue | None = None) -> list[Field]:
    """Give the fields of the form that makes a video: five, the most that Discord allows."""
    return [
        _prompt(catalogue, draft),
        field(t("Model"), choosing("model", _models(offered or catalogue, draft), t("The usual model"))),
        *([_more(catalogue, draft, "duration")] if catalogue.with_option("duration") else []),
        _files(catalogue, draft),
        field(t("Options"), ticking(TICKS, ticks(catalogue, draft, APART))),
    ]


def more_fields(catalogue: Catalogue, draft: Draft) -> list[Field]:
    """Give the fields of the form with more options: those that any model has."""
    return [_more(catalogue, draft, name) for name in MORE if catalogue.with_option(name)]


def file_field(draft: Draft) -> tuple[str, int]:
    """Tell what the form's files are for, by the option they stand for, and how many there may be."""
    there = files_of(draft)
    if MediaRole.SOURCE_VIDEO in there:
        return OPTION_OF_ROLE[MediaRole.SOURCE_VIDEO], 1
    if there == [MediaRole.FIRST_FRAME]:
        return OPTION_OF_ROLE[MediaRole.LAST_FRAME], 1
    return OPTION_OF_ROLE[MediaRole.FIRST_FRAME], 2


def _prompt(catalogue: Catalogue, draft: Draft) -> Field:
    kinds = [option.kind for model in catalogue.models if (option := model.option("prompt"))]
    most = max(kind.maximum for kind in kinds if isinstance(kind, Text))
    return field(
        t("Prompt"),
        writing("prompt", draft.prompt, min(most, WORDS), t("What the video shows"), required=True),
    )


def _files(catalogue: Catalogue, draft: Draft) -> Field:
    name, most = file_field(draft)
    label, described = {
        "image": (t("Images"), _what_images_do(catalogue)),
        "last_image": (t("Image to end with"), t("It begins with the image that you have chosen already.")),
        "video": (t("Another video"), t("It takes the place of the one that you have chosen already.")),
    }[name]
    upload = ui.FileUpload[Any](custom_id=name, required=False, min_values=0, max_values=most)
    return field(label, upload, described)


def _what_images_do(catalogue: Catalogue) -> str:
    if catalogue.with_option("video"):
        return t("The first is how it begins, a second how it ends. Or one video to work on.")
    return t("The first is how it begins, a second how it ends.")


def _more(catalogue: Catalogue, draft: Draft, name: str) -> Field:
    having = catalogue.with_option(name)
    return field(t(_LABELS[name]), _control(catalogue, draft, name, having), only(catalogue, having))


def _control(catalogue: Catalogue, draft: Draft, name: str, having: Sequence[Model]) -> ui.Item[Any]:
    option = _option(name, having)
    nothing = t("As the model does it by itself")
    match option.kind:
        case Choice() if len(catalogue.values(name)) <= MOST:
            return choosing(name, _values(catalogue, draft, name), nothing)
        case Whole() if numbers := _numbers(catalogue, draft, name):
            return choosing(name, numbers, nothing)
        case Text(_, most):
            return writing(name, _said(draft, name), min(most, WORDS))
        case Choice() | Whole() | Flag() | Attached():
            return writing(name, _said(draft, name), _SHORT, style=discord.TextStyle.short)


def _option(name: str, having: Sequence[Model]) -> Option:
    return next(option for model in having if (option := model.option(name)))


def _models(catalogue: Catalogue, draft: Draft) -> list[discord.SelectOption]:
    found = [
        discord.SelectOption(
            label=plain(model.name, CHARACTERS),
            value=model.id,
            description=_described(model),
            default=model.id == draft.model_id,
        )
        for model in catalogue.models
    ]
    return fitting(found)


def _described(model: Model) -> str:
    quote = model.prices.quote(model.defaults(), 1)
    price = money(quote.total_micros, approximate=quote.approximate)
    return plain(f"{price} · {t(model.summary)}", CHARACTERS)


def _values(catalogue: Catalogue, draft: Draft, name: str) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=plain(value.name, CHARACTERS),
            value=value.name,
            description=plain(t(value.description), CHARACTERS) or None,
            default=draft.options.get(name) == value.name,
        )
        for value in catalogue.values(name)
    ]


def _numbers(catalogue: Catalogue, draft: Draft, name: str) -> list[discord.SelectOption]:
    """Offer every number that any model takes, unless that is too many to choose from."""
    options = [option for model in catalogue.with_option(name) if (option := model.option(name))]
    kinds = [option.kind for option in options if isinstance(option.kind, Whole)]
    known: set[int] = set()
    for kind in kinds:
        known.update(kind.only or range(kind.minimum, min(kind.maximum, kind.minimum + MOST) + 1))
    return [_number(catalogue, draft, name, number) for number in sorted(known)] if len(known) <= MOST else []


def _number(catalogue: Catalogue, draft: Draft, name: str, number: int) -> discord.SelectOption:
    label = n("{count} second", "{count} seconds", number) if name == "duration" else str(number)
    return discord.SelectOption(
        label=label,
        value=str(number),
        description=only(catalogue, catalogue.accepting(name, number)) or None,
        default=draft.options.get(name) == number,
    )


def _said(draft: Draft, name: str) -> str:
    return str(draft.options.get(name, ""))
