"""The models that members may choose from: what each can do and costs, and whether its provider works."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.catalogue import Attached, Catalogue, Choice, Flag, Model, Option, Text, Whole
from bot.domain.troubles import Trouble
from bot.ui.layout import View, page, text
from bot.ui.options import order
from bot.ui.outcomes import failure
from bot.ui.safe_text import code
from bot.ui.texts import ago, listed, money, provider_name

_SPELT_OUT: Final = 8
"""A longer list is only counted; suggestions open while one types."""
_ABILITIES: Final[Mapping[str, str]] = {
    "image": "first frame",
    "last_image": "last frame",
    "video": "source video",
    "audio": "sound",
    "multi_clip": "several shots",
    "negative": "negative prompt",
}
_COUNTED: Final[Mapping[str, str]] = {"camera": "camera moves", "effect": "effects"}
_NUMBERS: Final[Mapping[str, str]] = {
    "duration": "{} s",
    "takes": "{} takes",
    "quality": "quality {}",
    "seed": "seed",
}


def models_page(catalogue: Catalogue, trouble_of: Callable[[Model], Trouble | None]) -> View:
    """Show every model, with what stands in its way just now."""
    return page(*(text(*_model(model, trouble_of(model))) for model in catalogue.models))


def trouble_words(trouble: Trouble) -> str:
    """Say since when something is in trouble, and why."""
    happened, _ = failure(trouble.reason)
    return f"in trouble; it began {ago(trouble.since)}. {happened}"


def ability(option: Option) -> str:
    """Say in a few words what an option lets a model do."""
    match option.kind:
        case Attached() | Flag() | Text():
            return _ABILITIES.get(option.name, code(option.name))
        case Choice(values) if len(values) > _SPELT_OUT:
            return f"{len(values)} {_COUNTED.get(option.name, option.name)}"
        case Choice(values):
            return f"{option.name} {' '.join(value.name for value in values)}"
        case Whole(minimum, maximum, only):
            numbers = listed(str(number) for number in only) if only else f"{minimum} to {maximum}"
            return _NUMBERS.get(option.name, f"{option.name} {{}}").format(numbers)


def _model(model: Model, trouble: Trouble | None) -> tuple[str, ...]:
    soon = " · coming soon" if model.coming_soon else ""
    options = sorted(model.options, key=lambda option: order(option.name))
    abilities = [ability(option) for option in options if not option.required]
    return (
        f"**{model.name}** {code(model.id)}{soon}",
        f"{_default_clip(model)} · at {provider_name(model.provider)}: "
        f"{trouble_words(trouble) if trouble else 'works'}",
        " · ".join(abilities),
    )


def _default_clip(model: Model) -> str:
    defaults = model.defaults()
    quote = model.prices.quote(defaults, 1)
    price = money(quote.total_micros, approximate=quote.approximate)
    clip = ["a clip"]
    if "duration" in defaults:
        clip.append(f"of {defaults['duration']} s")
    if "resolution" in defaults:
        clip.append(f"in {defaults['resolution']}")
    return f"{price} for {' '.join(clip)}"
