"""What a member is told once a request is accepted, be it by a command, a draft or a button."""

from typing import Any

import discord

from bot.domain.generation import Generation, State
from bot.ui.answer import Outcome
from bot.ui.cards import message_link
from bot.ui.host import services
from bot.ui.language import t
from bot.ui.layout import id_line
from bot.ui.texts import ago, money


async def accepted(interaction: discord.Interaction[Any], generation: Generation) -> Outcome:
    """Have a card shown, and say where; a private card is the answer itself."""
    shown = await services(interaction).cards.show(generation.id) or generation
    return None if shown.private and shown.messages.card_id else queued(shown)


def queued(generation: Generation) -> str:
    """Say that a request was accepted, where to follow it, and what is held for it."""
    held = money(generation.quoted_micros, approximate=generation.approximate_quote)
    lines = (
        _where(generation),
        _until(generation),
        t("{held} is held, and charged only for videos you get.", held=held),
        id_line(generation.id),
    )
    return "\n".join(filter(None, lines))


def _where(generation: Generation) -> str:
    card_id = generation.messages.card_id
    link = "" if card_id is None else message_link(generation, card_id)
    if generation.state is State.PENDING_APPROVAL:
        return _waiting(link)
    if not link:
        return t("**Queued**: its card follows in a moment")
    return t("**Queued**: {link}", link=link)


def _waiting(link: str) -> str:
    if not link:
        return t("**Waiting for a moderator's approval**: its card follows in a moment")
    return t("**Waiting for a moderator's approval**: {link}", link=link)


def _until(generation: Generation) -> str:
    if generation.state is not State.PENDING_APPROVAL or generation.deadline_at is None:
        return ""
    expires = ago(generation.deadline_at)
    return t("Nothing is made or charged before that. Without an answer it expires {when}.", when=expires)
