"""The models that members may choose from: what each can do and costs, and whether its provider works."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.catalogue import Attached, Catalogue, Choice, Flag, Model, Option, Text, Whole
from bot.domain.troubles import Trouble
from bot.ui.language import m, n, name, t
from bot.ui.layout import View, page, small, text
from bot.ui.options import order
from bot.ui.outcomes import failure
from bot.ui.safe_text import code
from bot.ui.texts import ago, listed, money, provider_name

_SPELT_OUT: Final = 8
"""A longer list is only counted; suggestions open while one types."""
_ABILITIES: Final[Mapping[str, str]] = {
    "image": m("first frame"),
    "last_image": m("last frame"),
    "video": m("source video"),
    "audio": m("sound"),
    "multi_clip": m("several shots"),
    "negative": m("negative prompt"),
}
_NUMBERS: Final[Mapping[str, str]] = {
    "duration": m("{numbers} s"),
    "takes": m("{numbers} takes"),
    "quality": m("quality {numbers}"),
}


def models_page(catalogue: Catalogue, trouble_of: Callable[[Model], Trouble | None]) -> View:
    """Show every model, with what stands in its way just now; what all can do is said once, at the end."""
    abilities = [_abilities(model) for model in catalogue.models]
    shared = [each for each in abilities[0] if all(each in those for those in abilities)]
    return page(
        *(
            text(*_model(model, trouble_of(model), [each for each in own if each not in shared]))
            for model, own in zip(catalogue.models, abilities, strict=True)
        ),
        text(small(t("Each of them: {abilities}", abilities=" · ".join(shared)))),
    )


def trouble_words(trouble: Trouble) -> str:
    """Say since when something is in trouble, and why."""
    happened, _ = failure(trouble.reason)
    return t("in trouble; it began {when}. {happened}", when=ago(trouble.since), happened=happened)


def ability(option: Option) -> str:
    """Say in a few words what an option lets a model do."""
    match option.kind:
        case Attached() | Flag() | Text():
            known = _ABILITIES.get(option.name)
            return t(known) if known else code(name(option.name))
        case Choice(values) if len(values) > _SPELT_OUT:
            return _counted(option.name, len(values))
        case Choice(values):
            return f"{name(option.name)} {' '.join(value.name for value in values)}"
        case Whole() as kind:
            return _numbers(option.name, kind)


def _counted(option: str, count: int) -> str:
    if option == "camera":
        return n("{count} camera move", "{count} camera moves", count)
    if option == "effect":
        return n("{count} effect", "{count} effects", count)
    return f"{count} {name(option)}"


def _numbers(option: str, kind: Whole) -> str:
    if option == "seed":
        return t("seed")
    if kind.only:
        numbers = listed(str(number) for number in kind.only)
    else:
        numbers = t("{first} to {last}", first=kind.minimum, last=kind.maximum)
    known = _NUMBERS.get(option)
    return t(known, numbers=numbers) if known else f"{name(option)} {numbers}"


def _abilities(model: Model) -> list[str]:
    options = sorted(model.options, key=lambda option: order(option.name))
    return [ability(option) for option in options if not option.required]


def _model(model: Model, trouble: Trouble | None, abilities: list[str]) -> tuple[str, ...]:
    soon = f" · {t('coming soon')}" if model.coming_soon else ""
    works = trouble_words(trouble) if trouble else t("works")
    return (
        f"**{model.name}** {code(model.id)}{soon}",
        f"{clip_price(model)} · {provider_name(model.provider)}: {works}",
        small(" · ".join(abilities)),
    )


def clip_price(model: Model) -> str:
    """Say what a model's default clip costs."""
    defaults = model.defaults()
    quote = model.prices.quote(defaults, 1)
    price = money(quote.total_micros, approximate=quote.approximate)
    if "duration" not in defaults or "resolution" not in defaults:
        return t("{price} for a clip", price=price)
    return t(
        "{price} for {seconds} s in {resolution}",
        price=price,
        seconds=defaults["duration"],
        resolution=defaults["resolution"],
    )
