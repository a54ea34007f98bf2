"""What would help against a refusal: the nearest allowed value, leaving something out, another model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from typing import Final

from bot.domain.barred import ModelClosed
from bot.domain.catalogue import Catalogue, Model, OptionValue
from bot.domain.consents import ConsentRefused
from bot.domain.errors import (
    CombinationForbidden,
    OptionMissing,
    OptionNotSupported,
    ProviderTroubled,
    Rejection,
    UnknownModel,
    ValueNotAllowed,
)
from bot.domain.nearness import closest, nearest
from bot.domain.rules import all_values, complaints, completed

MOST: Final = 4
"""At most so many ways out, so that they have room in a row of buttons."""
OF_A_KIND: Final = 2
"""At most so many values, so many things to leave out, and so many models."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out of a refusal."""

    changes: Mapping[str, OptionValue | None] = field(default_factory=dict)
    """Options to set anew; None leaves one out, a file's its file."""
    model_id: str | None = None
    """Another model; None: the one that was chosen."""

    def applied_to(self, said: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
        """Give what is said then."""
        words = {**said, **self.changes}
        return {name: value for name, value in words.items() if value is not None}


def remedies(
    catalogue: Catalogue, model_id: str, said: Mapping[str, OptionValue], refusal: Rejection
) -> tuple[Remedy, ...]:
    """List ways out of a refusal of what was said; what leaves least in the way comes first.

    Each makes that very complaint go away and brings no other in its place.
    """
    if isinstance(refusal, UnknownModel):
        alike = get_close_matches(model_id, refusal.known, MOST, cutoff=0)
        return tuple(Remedy(model_id=known) for known in alike)
    if isinstance(refusal, ProviderTroubled):
        # What an offer lacks was planned without before it was offered.
        return tuple(Remedy(dict.fromkeys(offer.lacking), offer.model_id) for offer in refusal.offers[:MOST])
    if isinstance(refusal, ConsentRefused):
        return (Remedy({"image": None}),)
    if isinstance(refusal, ModelClosed):
        return _instead(catalogue, said, refusal.allowed)
    model = catalogue.get(model_id)
    return () if model is None else tuple(_Refused(catalogue, model, said, refusal).ways_out()[:MOST])


def _instead(
    catalogue: Catalogue, said: Mapping[str, OptionValue], model_ids: tuple[str, ...]
) -> tuple[Remedy, ...]:
    """Give other models, those first that have least against what was said."""
    models = [model for model in catalogue.models if model.id in model_ids]
    models.sort(key=lambda model: len(list(complaints(catalogue, model, said))))
    return tuple(Remedy(model_id=model.id) for model in models[:MOST])


@dataclass(frozen=True, slots=True)
class _Refused:
    """What was said, to which model, and what was wrong with it."""

    catalogue: Catalogue
    model: Model
    said: Mapping[str, OptionValue]
    refusal: Rejection

    def ways_out(self) -> list[Remedy]:
        """List what helps, what leaves least in the way first; of what comes to the same, one."""
        found: dict[object, Remedy] = {}
        for candidates in (self._values(), self._left_out(), self._models()):
            for remedy in islice(filter(self._helps, candidates), OF_A_KIND):
                found.setdefault(self._outcome(remedy), remedy)
        return sorted(found.values(), key=lambda remedy: len(self._complaints(remedy)))

    def _values(self) -> Iterator[Remedy]:
        """Give allowed values for what has one that is not, nearest first."""
        match self.refusal:
            case ValueNotAllowed(option=name, value=value, allowed=kind):
                yield from (Remedy({name: other}) for other in nearest(kind, value))
            case OptionMissing(option=name):
                option = self.model.option(name)
                yield from (Remedy({name: other}) for other in (all_values(option.kind) if option else ()))
            case CombinationForbidden(remedies=ways, combination=combination):
                now = dict(combination)
                for name, values in ways:
                    near = closest(values, now[name]) or values
                    yield from (Remedy({name: other}) for other in near)

    def _left_out(self) -> Iterator[Remedy]:
        """Leave things out, or say what stands for them then."""
        for name in _about(self.refusal)[1:]:
            left = completed(self.model, Remedy({name: None}).applied_to(self.said))
            yield Remedy({name: left.get(name)})

    def _models(self) -> Iterator[Remedy]:
        others = (Remedy(model_id=other.id) for other in self.catalogue.models if other is not self.model)
        return iter(sorted(others, key=lambda remedy: len(self._complaints(remedy))))

    def _helps(self, remedy: Remedy) -> bool:
        before, after = self._complaints(Remedy()), self._complaints(remedy)
        return _about(self.refusal) in set(before) - set(after) and len(after) < len(before)

    def _complaints(self, remedy: Remedy) -> list[tuple[str, ...]]:
        model, said = self._with(remedy)
        return [_about(complaint) for complaint in complaints(self.catalogue, model, said)]

    def _outcome(self, remedy: Remedy) -> object:
        model, said = self._with(remedy)
        return model.id, frozenset(completed(model, said).items())

    def _with(self, remedy: Remedy) -> tuple[Model, dict[str, OptionValue]]:
        model = self.catalogue.get(remedy.model_id) if remedy.model_id else None
        return model or self.model, remedy.applied_to(self.said)


def _about(refusal: Rejection) -> tuple[str, ...]:
    """Tell what a refusal is about, the same for all models that would refuse it."""
    match refusal:
        case OptionNotSupported(option=name) | ValueNotAllowed(option=name):
            return ("value", name)
        case OptionMissing(option=name):
            return ("missing", name)
        case CombinationForbidden(combination=combination):
            return ("together", *sorted(name for name, _ in combination))
        case _:
            return ()
