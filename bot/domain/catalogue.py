"""The shape of the catalogue: every video model as data, so that a new model needs no new code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.money import Micros
from bot.domain.prices import PriceTable

OptionValue = str | int | bool
Settings = Mapping[str, OptionValue]
"""Values by option name; an attached image or video counts as `True` under its option's name."""


@dataclass(frozen=True, slots=True)
class Value:
    """One allowed value: what the member types, what the provider is sent, what it does."""

    name: str
    sent: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a fixed list."""

    values: tuple[Value, ...]

    def accepts(self, value: OptionValue) -> bool:
        """Tell whether the value is on the list."""
        return any(known.name == value for known in self.values)

    def sent(self, value: OptionValue) -> str:
        """Give the provider's word for an accepted value."""
        return next(known.sent for known in self.values if known.name == value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two bounds, or one of a few."""

    minimum: int
    maximum: int
    only: tuple[int, ...] = ()

    def accepts(self, value: OptionValue) -> bool:
        """Tell whether the number is allowed."""
        if isinstance(value, bool) or not isinstance(value, int):
            return False
        return value in self.only if self.only else self.minimum <= value <= self.maximum


@dataclass(frozen=True, slots=True)
class Text:
    """Text between two lengths, counted in characters."""

    minimum: int
    maximum: int

    def accepts(self, value: OptionValue) -> bool:
        """Tell whether the text's length is allowed."""
        return isinstance(value, str) and self.minimum <= len(value) <= self.maximum


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def accepts(self, value: OptionValue) -> bool:
        """Tell whether the value is a yes or a no."""
        return isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that the member attaches."""

    def accepts(self, value: OptionValue) -> bool:
        """Tell whether a file is there."""
        return value is True


Kind = Choice | Whole | Text | Flag | Attached


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a member may say about a video, and where the provider wants to be told it."""

    name: str
    kind: Kind
    sent_as: str
    default: OptionValue | None = None
    required: bool = False


class Severity(StrEnum):
    """What a broken rule does: refuse the request, or accept it with a caution on the card."""

    ERROR = "error"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Rule:
    """A combination that a model forbids: every named option set, with one of the named values.

    An empty tuple stands for any value; an option in `without` must be left out for the rule to apply.
    """

    id: str
    severity: Severity
    when: Mapping[str, tuple[OptionValue, ...]]
    without: tuple[str, ...] = ()

    def applies(self, settings: Settings) -> bool:
        """Tell whether the settings contain the forbidden combination."""
        if any(name in settings for name in self.without):
            return False
        return all(
            name in settings and (not values or settings[name] in values)
            for name, values in self.when.items()
        )


@dataclass(frozen=True, slots=True)
class Implied:
    """A value that the provider must be sent when the member left it out and all these options are set."""

    option: str
    value: OptionValue
    when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """One video model: what it accepts, what it forbids, what it costs."""

    id: str
    name: str
    provider: str
    provider_model: str
    summary: str
    options: tuple[Option, ...]
    prices: PriceTable
    rules: tuple[Rule, ...] = ()
    implied: tuple[Implied, ...] = ()
    sizes: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Width and height in pixels by (resolution, aspect)."""
    family: str = ""
    """What the same model has in common at all its providers."""
    coming_soon: bool = False
    """Whether its maker announces it still; that is said, and does not lock it."""

    def option(self, name: str) -> Option | None:
        """Find an option by the name members know it by."""
        return next((option for option in self.options if option.name == name), None)

    def defaults(self) -> dict[str, OptionValue]:
        """Give the value of every option that has one when the member says nothing."""
        return {option.name: option.default for option in self.options if option.default is not None}

    def at_credit_price(self, credit_micros: Micros) -> "Model":
        """Price it at what a credit costs the operator; a model charged in dollars stays as it is."""
        if self.prices.credit_micros is None:
            return self
        return replace(self, prices=replace(self.prices, credit_micros=credit_micros))


class Catalogue:
    """All models that members may choose from, in the order they are shown."""

    def __init__(self, models: Iterable[Model]) -> None:
        self.models = tuple(models)
        self._by_id = {model.id: model for model in self.models}

    def get(self, model_id: str) -> Model | None:
        """Find a model by its id."""
        return self._by_id.get(model_id)

    def elsewhere(self, model: Model) -> tuple[Model, ...]:
        """List the same model at other providers."""
        if not model.family:
            return ()
        same = (other for other in self.models if other.family == model.family)
        return tuple(other for other in same if other.provider != model.provider)

    def at_credit_price(self, credit_micros: Micros) -> "Catalogue":
        """Price every model at what a credit costs the operator."""
        return Catalogue(model.at_credit_price(credit_micros) for model in self.models)

    def with_option(self, name: str) -> tuple[Model, ...]:
        """List the models that have an option."""
        return tuple(model for model in self.models if model.option(name))

    def accepting(self, name: str, value: OptionValue) -> tuple[Model, ...]:
        """List the models whose option takes a value."""
        return tuple(m for m in self.models if (option := m.option(name)) and option.kind.accepts(value))

    def values(self, name: str) -> tuple[Value, ...]:
        """List every value that any model allows for an option, each once, in catalogue order."""
        found: dict[str, Value] = {}
        for model in self.with_option(name):
            option = model.option(name)
            if option and isinstance(option.kind, Choice):
                found.update((value.name, value) for value in option.kind.values if value.name not in found)
        return tuple(found.values())
