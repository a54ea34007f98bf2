"""What to offer when a model's provider cannot make it: the same model elsewhere, never without asking."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.catalogue import Catalogue, Model, OptionValue
from bot.domain.errors import Offer, ProviderTroubled, Rejection
from bot.domain.generation import FailureReason, Generation
from bot.domain.rules import plan
from bot.domain.servers import ServerSettings
from bot.services.troubles import Troubles

OwnAccounts = Mapping[str, str]
"""A server's own accounts, by provider."""

_OF_THE_PROVIDER: Final = frozenset(
    {
        FailureReason.PROVIDER_UNAVAILABLE,
        FailureReason.OUT_OF_BALANCE,
        FailureReason.MODEL_UNAVAILABLE,
        FailureReason.KEY_REFUSED,
        FailureReason.OWN_OUT_OF_BALANCE,
        FailureReason.OWN_KEY_REFUSED,
        FailureReason.OWN_KEY_UNREADABLE,
        FailureReason.NO_NEWS,
    }
)
"""Failures for which neither the request nor chance is to blame: another provider may do better."""


@dataclass(frozen=True, slots=True)
class Failover:
    """Refuses what would only fail, and says what would not."""

    catalogue: Catalogue
    troubles: Troubles

    def require_sound(
        self, model: Model, said: Mapping[str, OptionValue], settings: ServerSettings, own: OwnAccounts
    ) -> None:
        """Raise `ProviderTroubled` while the model's provider is in trouble on the account that would pay."""
        trouble = self.troubles.of(model, own.get(model.provider))
        if trouble:
            offers = tuple(self._offers(model, said, settings, own))
            raise ProviderTroubled(model.id, model.provider, trouble, offers)

    def instead_of(
        self, generation: Generation, settings: ServerSettings, own: OwnAccounts
    ) -> tuple[Offer, ...]:
        """Give what may be asked for in place of what a provider could not make, be it sound again or not."""
        model = self.catalogue.get(generation.model_id)
        if model is None or generation.failure is None or generation.failure.reason not in _OF_THE_PROVIDER:
            return ()
        return tuple(self._offers(model, {"prompt": generation.prompt, **generation.settings}, settings, own))

    def _offers(
        self, model: Model, said: Mapping[str, OptionValue], settings: ServerSettings, own: OwnAccounts
    ) -> Iterator[Offer]:
        defaults = model.defaults()
        for other in self.catalogue.elsewhere(model):
            if self.troubles.of(other, own.get(other.provider)) or not settings.opens_model(other.id):
                continue
            kept = {name: value for name, value in said.items() if other.option(name)}
            try:
                quote = plan(self.catalogue, other.id, kept).quote
            except Rejection:
                continue
            # What would have been so anyway is not missed.
            missed = (name for name in said if name not in kept and said[name] != defaults.get(name))
            yield Offer(other.id, other.provider, quote, tuple(missed))
