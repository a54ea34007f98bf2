"""A complete request on its way: to a card, to a draft where the server wants one, or to who can make it."""

from typing import Any, Final

import discord

from bot.domain.drafts import Draft
from bot.domain.errors import ProviderTroubled
from bot.domain.request import GenerationRequest
from bot.ui.accepted import accepted
from bot.ui.answer import Outcome, Reply
from bot.ui.askers import require_permissions
from bot.ui.drafts.drafting import RemedyButton, draft_page
from bot.ui.drafts.remedies import offer_label
from bot.ui.errors import sentence
from bot.ui.host import services
from bot.ui.layout import Tone, page, row, text

_BUTTONS: Final = 5
"""Buttons of one row (docs/facts/discord.md §2)."""


async def ask(interaction: discord.Interaction[Any], request: GenerationRequest) -> Outcome:
    """Have a request accepted and its card shown, or show it as a draft first.

    Raises a `Rejection`, unless another provider can make it: then that is offered, over a draft.
    """
    if not request.private:
        require_permissions(interaction)
    drafts = services(interaction).drafts
    try:
        if await drafts.needed(request):
            return await draft_page(interaction, await drafts.open(request))
        generation = await services(interaction).generations.request(request)
    except ProviderTroubled as refusal:
        if not refusal.offers:
            raise
        return offering(refusal, await drafts.open(request))
    return await accepted(interaction, generation)


def offering(refusal: ProviderTroubled, draft: Draft) -> Reply:
    """Say why a request was refused, with a button for each model that could make it."""
    buttons = [RemedyButton("use", draft.id, offer.model_id, offer_label(offer)) for offer in refusal.offers]
    return Reply(page(text(sentence(refusal)), row(*buttons[:_BUTTONS]), tone=Tone.ENDED))
