"""Buttons that work for ever: their ids name an action and a generation, the database decides the rest."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.domain.generation import Generation
from bot.ui.answer import answer
from bot.ui.askers import requester
from bot.ui.host import services
from bot.ui.language import t
from bot.ui.texts import money

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class StopButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"gl:(?P<action>cancel|discard):(?P<id>{UUID})"
):
    """Cancel or Discard. The label only says what was true when it was drawn; the press decides anew."""

    def __init__(self, action: str, generation_id: str) -> None:
        self.generation_id = generation_id
        label = t("Cancel") if action == "cancel" else t("Discard")
        super().__init__(ui.Button(label=label, custom_id=f"gl:{action}:{generation_id}"))

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        _item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["action"], match["id"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take the request back, whoever the presser turns out to be."""
        await answer(interaction, lambda: stop(interaction, self.generation_id))


async def stop(interaction: discord.Interaction[Any], generation_id: str) -> str:
    """Cancel or discard a generation for the member, and say which it was.

    Raises `GenerationUnknown`, `NotYours` or `AlreadyEnded`.
    """
    generation = await services(interaction).generations.cancel(generation_id, await requester(interaction))
    await services(interaction).cards.show(generation_id)
    return stopped(generation)


def stopped(generation: Generation) -> str:
    """Say what became of a request that was taken back."""
    held = money(generation.quoted_micros)
    if generation.settled_at and generation.discarded:
        return t(
            "Discarded: it was made already, so the {price} for it stays charged. It will not be posted.",
            price=money(generation.charged_micros),
        )
    if generation.discarded:
        return t(
            "Discarded: it was at the provider already, where nothing can be stopped. It runs on, is charged "
            "(up to {price}) and will not be posted.",
            price=held,
        )
    return t("Cancelled. Nothing was charged; the {price} held for it can be spent again.", price=held)
