"""The buttons with which moderators decide before money is spent."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Self

import discord
from discord import ui

from bot.domain.generation import Generation, MediaRole, State
from bot.ui.answer import Outcome, answer
from bot.ui.askers import requester
from bot.ui.buttons import UUID
from bot.ui.host import services
from bot.ui.language import m, t
from bot.ui.layout import Piece, mention
from bot.ui.moderation.reasons import ReasonForm, open_reason
from bot.ui.texts import money

Interaction = discord.Interaction[Any]

VERBS: Final = ("approve", "reject", "why")
LABELS: Final = {"approve": m("Approve"), "reject": m("Reject"), "why": m("Reject with reason")}
STYLES: Final = {"approve": discord.ButtonStyle.success, "reject": discord.ButtonStyle.danger}

_FILES: Final[Mapping[MediaRole, str]] = {
    MediaRole.FIRST_FRAME: m("The image that the video would begin with"),
    MediaRole.LAST_FRAME: m("The image that the video would end with"),
    MediaRole.SOURCE_VIDEO: m("The video that it would work on"),
}


class DecideButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=rf"gl:(?P<verb>{'|'.join(VERBS)}):(?P<id>{UUID})",
):
    """Approve, Reject, or Reject with reason; who may, and whether it is still open, each press finds out."""

    def __init__(self, verb: str, generation_id: str) -> None:
        self.verb = verb
        self.generation_id = generation_id
        style = STYLES.get(verb, discord.ButtonStyle.secondary)
        custom_id = f"gl:{verb}:{generation_id}"
        super().__init__(ui.Button(label=t(LABELS[verb]), style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["verb"], match["id"])

    async def callback(self, interaction: Interaction) -> None:
        """Decide, or open the form that asks for a reason."""
        match self.verb:
            case "approve":
                await answer(interaction, lambda: approve(interaction, self.generation_id))
            case "reject":
                await answer(interaction, lambda: reject(interaction, self.generation_id))
            case _:
                await answer(interaction, lambda: ask_why(interaction, self.generation_id), opens_form=True)


async def approve(interaction: Interaction, generation_id: str) -> str:
    """Let a request be made, and say so; raises a `Rejection`."""
    approvals = services(interaction).approvals
    return await _decided(interaction, await approvals.approve(await requester(interaction), generation_id))


async def reject(interaction: Interaction, generation_id: str, reason: str = "") -> str:
    """Refuse a request, and say so; raises a `Rejection`."""
    approvals, asking = services(interaction).approvals, await requester(interaction)
    return await _decided(interaction, await approvals.reject(asking, generation_id, reason))


async def ask_why(interaction: Interaction, generation_id: str, deed: str = "reject") -> Outcome:
    """Open the form that asks for a reason, while there is something to decide; raises a `Rejection`.

    `deed`: what it is opened for.
    """
    await services(interaction).approvals.require_open(await requester(interaction), generation_id)
    await open_reason(interaction, ReasonForm(deed, generation_id), t("Reject with reason"))
    return None


def pictures(files: Iterable[tuple[str, MediaRole]]) -> list[Piece]:
    """Show attached files by their names, saying what each would be for."""
    items = [
        discord.MediaGalleryItem(f"attachment://{name}", description=t(_FILES[role])) for name, role in files
    ]
    return [ui.MediaGallery(*items)] if items else []


async def _decided(interaction: Interaction, generation: Generation) -> str:
    """Have the author's card show it; the one in the moderators' channel is redrawn by the worker."""
    await services(interaction).cards.show(generation.id)
    return decided(generation)


def decided(generation: Generation) -> str:
    """Say what was decided about a request."""
    price = money(generation.quoted_micros, approximate=generation.approximate_quote)
    author = mention(generation)
    if generation.state is State.REJECTED:
        return t(
            "Rejected. {author} is told so, and the {price} held for it can be spent again.",
            author=author,
            price=price,
        )
    return t("Approved. The video of {author} is made, for {price} at most.", author=author, price=price)
