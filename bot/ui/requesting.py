"""A request on its way to a card, and the button that makes it elsewhere when its provider is in trouble."""

import re
from dataclasses import replace
from typing import Any, Final, Self

import discord
from discord import ui

from bot.domain.errors import Offer, ProviderTroubled
from bot.domain.generation import Generation
from bot.domain.request import GenerationRequest
from bot.ui.answer import Outcome, Reply, answer
from bot.ui.askers import place, requester, require_permissions, viewer
from bot.ui.buttons import services
from bot.ui.cards import message_link
from bot.ui.errors import sentence
from bot.ui.layout import Tone, page, row, text
from bot.ui.safe_text import plain
from bot.ui.texts import money

_LABEL_CHARACTERS: Final = 80
_BUTTONS: Final = 5
"""The longest label of a button, and the most buttons of a row (docs/facts/discord.md §2)."""


class OfferButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"gl:offer:(?P<key>\d{1,20}):(?P<model>[a-z0-9.-]{1,60})",
):
    """Makes a refused request with another model, once, while the refusal is remembered."""

    def __init__(self, request_key: str, model_id: str, label: str = "") -> None:
        self.request_key = request_key
        self.model_id = model_id
        custom_id = f"gl:offer:{request_key}:{model_id}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        _item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["key"], match["model"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask anew, in the presser's name."""
        await answer(interaction, lambda: use_offer(interaction, self.request_key, self.model_id))


async def ask(interaction: discord.Interaction[Any], request: GenerationRequest) -> Outcome:
    """Have a request accepted and its card shown; a private card is the answer itself.

    Raises a `Rejection`, unless there is something to offer instead.
    """
    if not request.private:
        require_permissions(interaction)
    try:
        accepted = await services(interaction).generations.request(request)
    except ProviderTroubled as refusal:
        if not refusal.offers:
            raise
        services(interaction).offers.remember(request, refusal.offers, interaction.created_at)
        return offering(refusal, request.request_key)
    shown = await services(interaction).cards.show(accepted.id) or accepted
    return None if request.private and shown.messages.card_id else queued(shown)


async def use_offer(interaction: discord.Interaction[Any], request_key: str, model_id: str) -> Outcome:
    """Make a refused request with the offered model.

    Raises a `Rejection`: `OfferGone` for an offer that does not stand, or what else is in the way.
    """
    offers = services(interaction).offers
    press_key, presser_id = str(interaction.id), interaction.user.id
    refused = offers.take(request_key, model_id, press_key, presser_id, interaction.created_at)
    asked = replace(
        refused,
        requester=requester(interaction),
        place=place(interaction, private=refused.private),
        readable=viewer(interaction).channels,
    )
    return await ask(interaction, asked)


def queued(generation: Generation) -> str:
    """Say that a request was accepted, where to follow it, and what is held for it."""
    card_id = generation.messages.card_id
    where = message_link(generation, card_id) if card_id else "its card follows in a moment"
    held = money(generation.quoted_micros, approximate=generation.approximate_quote)
    return f"**Queued**: {where}\n{held} is held, and charged only for videos you get.\nid: {generation.id}"


def offering(refusal: ProviderTroubled, request_key: str) -> Reply:
    """Say why a request was refused, with a button for each model that could make it."""
    buttons = [OfferButton(request_key, offer.model_id, _label(offer)) for offer in refusal.offers[:_BUTTONS]]
    return Reply(page(text(sentence(refusal)), row(*buttons), tone=Tone.ENDED))


def _label(offer: Offer) -> str:
    price = money(offer.quote.total_micros, approximate=offer.quote.approximate)
    return plain(f"Use {offer.model_id} ({price})", _LABEL_CHARACTERS)
