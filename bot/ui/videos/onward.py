"""Buttons of finished and failed videos: going on from them, and deleting them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Self, cast

import discord
from discord import ui

from bot.domain.errors import Offer, Rejection
from bot.domain.lineage import Kin, Origin
from bot.services.remaking import Asking
from bot.ui.answer import Outcome, answer
from bot.ui.askers import place, readable, requester
from bot.ui.buttons import UUID
from bot.ui.drafts.forms import open_form
from bot.ui.drafts.remedies import offer_label
from bot.ui.drafts.requesting import ask
from bot.ui.host import services
from bot.ui.language import m, t
from bot.ui.layout import View, delete_id
from bot.ui.removals import removed_for_good

Buttons = list[ui.Item[View]]

_WORDS: Final[Mapping[str, Kin]] = {
    "again": Kin.AGAIN,
    "edit": Kin.EDITED,
    "continue": Kin.CONTINUED,
    "extend": Kin.EXTENDED,
    "render": Kin.RENDERED,
}
_NAMES: Final = {kin: word for word, kin in _WORDS.items()}
_LABELS: Final[Mapping[Kin, str]] = {
    Kin.AGAIN: m("Again"),
    Kin.EDITED: m("Edit"),
    Kin.CONTINUED: m("Animate last frame"),
    Kin.EXTENDED: m("Extend"),
    Kin.RENDERED: m("Render in 1080p"),
}
_BY_FORM: Final = frozenset({Kin.EDITED, Kin.CONTINUED, Kin.EXTENDED})
"""What one wants to say more about before it is asked for."""
_OFFERS: Final = 3
"""With two buttons of its own a row is full (docs/facts/discord.md §2)."""


class OnwardButton(
    ui.DynamicItem[ui.Button[View]],
    template=rf"gl:(?P<way>{'|'.join(_WORDS)}):(?P<id>{UUID}):(?P<take>\d{{1,2}})",
):
    """Goes on from one take, in the name and at the price of whoever presses."""

    def __init__(self, kin: Kin, generation_id: str, take: int) -> None:
        self.origin = Origin(kin, generation_id, take)
        style = discord.ButtonStyle.primary if kin is Kin.AGAIN else discord.ButtonStyle.secondary
        custom_id = f"gl:{_NAMES[kin]}:{generation_id}:{take}"
        super().__init__(ui.Button(label=t(_LABELS[kin]), style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(_WORDS[match["way"]], match["id"], int(match["take"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask for more of it at once, or open a form to say how."""
        if self.origin.kin in _BY_FORM:
            await answer(interaction, lambda: open_draft(interaction, self.origin), opens_form=True)
        else:
            await answer(interaction, lambda: go_on(interaction, self.origin))


class RetryButton(
    ui.DynamicItem[ui.Button[View]], template=rf"gl:retry:(?P<id>{UUID})(?::(?P<model>[a-z0-9.-]{{1,50}}))?"
):
    """Asks once more for what failed, of the same model or of one that was offered instead."""

    def __init__(self, generation_id: str, model_id: str | None = None, label: str | None = None) -> None:
        self.generation_id = generation_id
        self.model_id = model_id
        custom_id = ":".join(["gl:retry", generation_id, *([model_id] if model_id else [])])
        style = discord.ButtonStyle.secondary if model_id else discord.ButtonStyle.primary
        super().__init__(ui.Button(label=label or t("Try again"), style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["id"], match["model"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask once more."""
        origin = Origin(Kin.RETRIED, self.generation_id)
        await answer(interaction, lambda: go_on(interaction, origin, self.model_id))


class DeleteButton(
    ui.DynamicItem[ui.Button[View]], template=rf"gl:delete:(?P<id>{UUID}):(?P<part>\d{{1,2}})"
):
    """Deletes a result for its author and for moderators."""

    def __init__(self, generation_id: str, part: int) -> None:
        self.generation_id = generation_id
        custom_id = delete_id(generation_id, part)
        super().__init__(ui.Button(label=t("Delete"), style=discord.ButtonStyle.danger, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["id"], int(match["part"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Delete it; a private one gives way to the words that say so, as nobody else can take it away."""
        shown = interaction.message
        private = shown is not None and shown.flags.ephemeral
        await answer(interaction, lambda: delete(interaction, self.generation_id), in_place=private)


def onward_buttons(generation_id: str, take: int, ways: Sequence[Kin]) -> Buttons:
    """Offer ways to go on from a take."""
    return [cast("ui.Item[View]", OnwardButton(kin, generation_id, take)) for kin in ways]


def delete_button(generation_id: str, part: int) -> ui.Item[View]:
    """Offer to delete a result, all of it, from one of its messages."""
    return cast("ui.Item[View]", DeleteButton(generation_id, part))


def retry_buttons(generation_id: str, offers: Sequence[Offer]) -> Buttons:
    """Offer to ask once more, of the same model or of another, or for something else."""
    elsewhere = [RetryButton(generation_id, offer.model_id, offer_label(offer)) for offer in offers[:_OFFERS]]
    edit = OnwardButton(Kin.EDITED, generation_id, 1)
    return [cast("ui.Item[View]", button) for button in (RetryButton(generation_id), *elsewhere, edit)]


async def go_on(
    interaction: discord.Interaction[Any], origin: Origin, model_id: str | None = None
) -> Outcome:
    """Ask for what a press stands for; raises a `Rejection`."""
    remaking = services(interaction).remaking
    request = await remaking.request_of(origin, await asking(interaction), model_id)
    try:
        return await ask(interaction, request)
    except Rejection:
        await remaking.forget(request)
        raise


async def open_draft(interaction: discord.Interaction[Any], origin: Origin) -> None:
    """Open a form filled with what a press stands for; raises a `Rejection`."""
    remaking = services(interaction).remaking
    request = await remaking.request_of(origin, await asking(interaction))
    try:
        draft = await services(interaction).drafts.start(request)
    except Rejection:
        await remaking.forget(request)
        raise
    await open_form(interaction, draft)


async def delete(interaction: discord.Interaction[Any], generation_id: str) -> str:
    """Delete a result and say so; raises a `Rejection`."""
    deleted = await services(interaction).removal.remove(generation_id, await requester(interaction))
    await services(interaction).cards.show(generation_id)
    if deleted.author_discord_id != interaction.user.id:
        return removed_for_good()
    return t(
        "Deleted: the video, and my copies of it. What it cost stays charged. The provider may keep a copy "
        "of its own for a while: it offers no way to delete one."
    )


async def asking(interaction: discord.Interaction[Any]) -> Asking:
    """Tell who goes on, and where."""
    return Asking(
        request_key=str(interaction.id),
        requester=await requester(interaction),
        readable=readable(interaction),
        guild_owner_id=interaction.guild.owner_id if interaction.guild else None,
        place=place(interaction, private=False),
        private_place=place(interaction, private=True),
    )
