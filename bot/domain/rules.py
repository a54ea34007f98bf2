"""Request × model → an accepted plan, or a refusal before any money moves."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bot.domain.catalogue import Catalogue, Choice, Flag, Kind, Model, OptionValue, Rule, Severity, Whole
from bot.domain.errors import (
    CombinationForbidden,
    OptionMissing,
    OptionNotSupported,
    Rejection,
    UnknownModel,
    ValueNotAllowed,
)
from bot.domain.generation import MediaRole
from bot.domain.request import Plan

OPTION_OF_ROLE: Mapping[MediaRole, str] = {
    MediaRole.FIRST_FRAME: "image",
    MediaRole.LAST_FRAME: "last_image",
    MediaRole.SOURCE_VIDEO: "video",
}
SOURCE_OPTIONS: Mapping[MediaRole, str] = {
    MediaRole.FIRST_FRAME: "image_from",
    MediaRole.SOURCE_VIDEO: "video_from",
}
"""Options that take the id of an earlier result in place of a file."""


def plan(
    catalogue: Catalogue,
    model_id: str,
    said: Mapping[str, OptionValue],
    called: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """Check what a member said against a model and fill in what was left out.

    `said` maps option names, `prompt` and attached roles included, to values; `called` has what the member
    said instead of an option's name. Raises the `Rejection` that names the first thing wrong.
    """
    model = _model(catalogue, model_id)
    for complaint in complaints(catalogue, model, said, called):
        raise complaint
    settings = completed(model, said)
    takes = int(settings.get("takes", 1))
    return Plan(
        model=model,
        prompt=str(said["prompt"]),
        settings={name: value for name, value in settings.items() if name != "prompt"},
        takes=takes,
        quote=model.prices.quote(settings, takes),
        cautions=tuple(rule.id for rule in model.rules if rule.applies(settings)),
    )


def complaints(
    catalogue: Catalogue,
    model: Model,
    said: Mapping[str, OptionValue],
    called: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Rejection]:
    """Give all that is wrong with what was said, in the order of telling; takes what `plan` takes."""
    for name, value in said.items():
        yield from _of_option(catalogue, model, name, value, called.get(name, name))
    for option in model.options:
        if option.required and option.name not in said:
            yield OptionMissing(option.name, model.id)
    settings = completed(model, said)
    for rule in model.rules:
        if rule.severity is Severity.ERROR and rule.applies(settings):
            yield _forbidden(catalogue, model, rule, settings, called)


def rules_broken(model: Model, said: Mapping[str, OptionValue]) -> frozenset[str]:
    """Give the ids of the rules that what was said breaks once it is completed, cautions included."""
    settings = completed(model, said)
    return frozenset(rule.id for rule in model.rules if rule.applies(settings))


def _model(catalogue: Catalogue, model_id: str) -> Model:
    model = catalogue.get(model_id)
    if model is None:
        raise UnknownModel(model_id, tuple(known.id for known in catalogue.models))
    return model


def _of_option(
    catalogue: Catalogue, model: Model, name: str, value: OptionValue, called: str
) -> Iterator[Rejection]:
    option = model.option(name)
    if option is None:
        having = tuple(other.id for other in catalogue.with_option(name))
        yield OptionNotSupported(called, value, model.id, having)
    elif not option.kind.accepts(value):
        accepting = tuple(other.id for other in catalogue.accepting(name, value))
        yield ValueNotAllowed(called, value, option.kind, model.id, accepting)


def completed(model: Model, said: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
    """Add defaults and implied values; a picture decides the aspect, so none is assumed beside one."""
    settings = {**model.defaults(), **said}
    if "aspect" not in said and not settings.keys().isdisjoint(OPTION_OF_ROLE.values()):
        settings.pop("aspect", None)
    for implied in model.implied:
        if implied.option not in said and all(name in settings for name in implied.when):
            settings[implied.option] = implied.value
    return settings


def _forbidden(
    catalogue: Catalogue,
    model: Model,
    rule: Rule,
    settings: Mapping[str, OptionValue],
    called: Mapping[str, str],
) -> CombinationForbidden:
    combination = {name: settings[name] for name in rule.when}
    remedies = {name: _remedy(model, name, values) for name, values in rule.when.items()}
    return CombinationForbidden(
        rule_id=rule.id,
        combination=tuple((called.get(name, name), value) for name, value in combination.items()),
        remedies=tuple((called.get(name, name), values) for name, values in remedies.items()),
        model_id=model.id,
        models_allowing=tuple(m.id for m in catalogue.models if _allows(m, combination)),
    )


def _remedy(model: Model, name: str, forbidden: tuple[OptionValue, ...]) -> tuple[OptionValue, ...]:
    option = model.option(name)
    if option is None or not forbidden:
        return ()
    return tuple(value for value in all_values(option.kind) if value not in forbidden)


def all_values(kind: Kind) -> tuple[OptionValue, ...]:
    """List the values of an option that has few of them."""
    match kind:
        case Choice(values):
            return tuple(value.name for value in values)
        case Whole(only=only):
            return only
        case Flag():
            return (True, False)
        case _:
            return ()


def _allows(model: Model, combination: Mapping[str, OptionValue]) -> bool:
    known = all(
        (option := model.option(name)) and option.kind.accepts(value) for name, value in combination.items()
    )
    errors = (rule for rule in model.rules if rule.severity is Severity.ERROR)
    return known and not any(rule.applies(combination) for rule in errors)
