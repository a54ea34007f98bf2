"""Requests whose provider was in trouble, kept for a while so that one press makes them elsewhere."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.errors import Offer, OfferGone
from bot.domain.request import GenerationRequest
from bot.domain.rules import OPTION_OF_ROLE

_KEPT: Final = timedelta(minutes=15)
"""As long as the answer's token lives; attached files are kept by Discord for about as long."""
_MOST: Final = 500


@dataclass(slots=True)
class _Refused:
    request: GenerationRequest
    offers: tuple[Offer, ...]
    refused_at: datetime
    used_by: str | None = None
    """The key of the press that took an offer: the same press may come twice."""


@dataclass(slots=True)
class Offers:
    """In memory only: what was refused costs nothing, and is soon asked again."""

    _refused: dict[str, _Refused] = field(default_factory=dict)
    """By the refused request's key, oldest first."""

    def remember(self, request: GenerationRequest, offers: tuple[Offer, ...], now: datetime) -> None:
        """Keep a refused request for as long as its offers stand."""
        self._refused[request.request_key] = _Refused(request, offers, now)
        while len(self._refused) > _MOST:
            del self._refused[next(iter(self._refused))]

    def take(
        self, refused_key: str, model_id: str, press_key: str, discord_id: int, now: datetime
    ) -> GenerationRequest:
        """Give a refused request as the offered model can make it, under the key of the press that took it.

        Of all offers for a request one press takes one. Raises `OfferGone`, also to everybody but the
        request's author.
        """
        refused = self._refused.get(refused_key)
        if refused is None or refused.request.requester.discord_id != discord_id:
            raise OfferGone
        offer = next((offer for offer in refused.offers if offer.model_id == model_id), None)
        if offer is None or now - refused.refused_at > _KEPT or refused.used_by not in {None, press_key}:
            raise OfferGone
        refused.used_by = press_key
        return replace(_as_offered(refused.request, offer), request_key=press_key)


def _as_offered(request: GenerationRequest, offer: Offer) -> GenerationRequest:
    """Leave out what the offered model lacks, as the offer said it would."""
    return replace(
        request,
        model_id=offer.model_id,
        options={name: value for name, value in request.options.items() if name not in offer.lacking},
        attachments={
            role: file
            for role, file in request.attachments.items()
            if OPTION_OF_ROLE[role] not in offer.lacking
        },
        sources={
            role: source
            for role, source in request.sources.items()
            if OPTION_OF_ROLE[role] not in offer.lacking
        },
    )
