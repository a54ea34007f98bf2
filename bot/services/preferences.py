"""What members want unless they say otherwise, and what that means for a request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.catalogue import Catalogue, Choice, Model, OptionValue, Settings, Whole
from bot.domain.preferences import Preferences
from bot.domain.request import GenerationRequest
from bot.domain.rules import OPTION_OF_ROLE, rules_broken
from bot.ports.store import Store

PREFERRED_OPTIONS: Final = ("duration", "aspect", "style")
"""Options of `/create` that a member may have a preference for, by their names there."""


@dataclass(frozen=True, slots=True)
class MemberPreferences:
    """Remembers what members chose, for every server they are in."""

    store: Store
    catalogue: Catalogue

    async def get(self, discord_id: int) -> Preferences:
        """Give what a member prefers."""
        return await self.store.preferences(discord_id)

    async def set(self, discord_id: int, name: str, value: str | int | None) -> Preferences:
        """Keep one choice, None for none, and give them all."""
        return await self.store.prefer(discord_id, {name: value})

    async def language_of(self, discord_id: int) -> str | None:
        """Give the Discord locale that a member wants to be spoken to in; None: that of their client."""
        return (await self.get(discord_id)).language

    async def applied_to(self, request: GenerationRequest, default_model_id: str) -> GenerationRequest:
        """Fill in what the requester prefers where nothing was said."""
        preferences = await self.get(request.requester.discord_id)
        settings = await self.store.server(request.place.guild_id)
        return preferring(request, preferences, settings.offered(self.catalogue), default_model_id)


def preferring(
    request: GenerationRequest, preferences: Preferences, catalogue: Catalogue, default_model_id: str
) -> GenerationRequest:
    """Fill in preferences where nothing was said, as far as the model takes them without a complaint.

    `default_model_id` is the server's. What came of an earlier video or a draft is complete as it is.
    """
    if request.origin is not None or request.draft is not None:
        return request
    preferred = preferences.model_id if catalogue.get(preferences.model_id or "") else None
    model_id = request.model_id or preferred
    model = catalogue.get((model_id or default_model_id).strip())
    if model is None:
        return request
    roles = (*request.attachments, *request.sources, *request.inputs)
    said: dict[str, OptionValue] = {**request.options, **{OPTION_OF_ROLE[role]: True for role in roles}}
    wanted: dict[str, OptionValue] = {}
    for name in PREFERRED_OPTIONS:
        value = getattr(preferences, name)
        if value is not None and name not in said and _fits(model, {**said, **wanted}, name, value):
            wanted[name] = value
    return replace(request, model_id=model_id, options={**wanted, **request.options})


def values_of(catalogue: Catalogue, option: str) -> Sequence[str | int]:
    """List what a member may prefer of an option: whatever any model takes."""
    kinds = [found.kind for model in catalogue.models if (found := model.option(option))]
    names = [value.name for kind in kinds if isinstance(kind, Choice) for value in kind.values]
    numbers = {number for kind in kinds if isinstance(kind, Whole) for number in _numbers(kind)}
    return [*dict.fromkeys(names), *sorted(numbers)]


def _numbers(kind: Whole) -> Sequence[int]:
    return kind.only or range(kind.minimum, kind.maximum + 1)


def _fits(model: Model, said: Settings, name: str, value: OptionValue) -> bool:
    option = model.option(name)
    if option is None or not option.kind.accepts(value):
        return False
    return rules_broken(model, {**said, name: value}) <= rules_broken(model, said)
