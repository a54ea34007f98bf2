"""Ways out of a refusal, as buttons name and carry them."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode

from bot.domain.catalogue import Catalogue, OptionValue
from bot.domain.drafts import DraftChanges
from bot.domain.errors import Offer, ProviderTroubled, Rejection
from bot.domain.remedies import Remedy
from bot.ui.drafts.forms import value_of
from bot.ui.language import name, t
from bot.ui.safe_text import plain
from bot.ui.texts import listed, money, said

LONGEST: Final = 50
"""Characters that a custom id has left for it, of 100 (docs/facts/discord.md §2)."""
_LABEL_CHARACTERS: Final = 80
_MODEL: Final = "model"
_PRIVATE: Final = "private"
ONLY_ME: Final = f"{_PRIVATE}=yes"
"""The way out where the bot may not post."""


def written(remedy: Remedy) -> str:
    """Write a remedy into a button's id; where that is too long, the model alone, else nothing."""
    model = {_MODEL: remedy.model_id} if remedy.model_id else {}
    options = {option: _word(value) for option, value in remedy.changes.items()}
    words = (urlencode(found) for found in ({**model, **options}, model))
    return next((word for word in words if len(word) <= LONGEST), "")


def read_remedy(catalogue: Catalogue, word: str) -> DraftChanges:
    """Read what a button says anew; whoever made the id up is told by the rules what is wrong with it."""
    found = dict(parse_qsl(word, keep_blank_values=True))
    model_id = found.pop(_MODEL, None)
    private = True if found.pop(_PRIVATE, "") else None
    options = {option: value_of(catalogue, option, value) for option, value in found.items()}
    return DraftChanges(model_id=model_id, options=options, private=private)


def using(catalogue: Catalogue, model_id: str, options: Mapping[str, OptionValue | None]) -> DraftChanges:
    """Say another model, and leave out what it does not have."""
    model = catalogue.get(model_id)
    lacking = [option for option in options if model and not model.option(option)]
    return DraftChanges(model_id=model_id, options=dict.fromkeys(lacking))


def label(remedy: Remedy, refusal: Rejection | None) -> str:
    """Say what a remedy does; a model that is offered in place of another has its price."""
    if remedy.model_id:
        offers = refusal.offers if isinstance(refusal, ProviderTroubled) else ()
        offer = next((one for one in offers if one.model_id == remedy.model_id), None)
        return offer_label(offer) if offer else _cut(t("Use {model}", model=remedy.model_id))
    return _cut(listed((_change(option, value) for option, value in remedy.changes.items()), "and"))


def offer_label(offer: Offer) -> str:
    """Say which model is offered, and what it asks."""
    price = money(offer.quote.total_micros, approximate=offer.quote.approximate)
    return _cut(t("Use {model} ({price})", model=offer.model_id, price=price))


def _change(option: str, value: OptionValue | None) -> str:
    if value is None:
        return t("Leave out {option}", option=name(option))
    return t("{option}: {value}", option=name(option), value=said(value))


def _word(value: OptionValue | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _cut(words: str) -> str:
    return plain(words, _LABEL_CHARACTERS)
