"""The buttons with which moderators decide about a video before it is published."""

import re
from typing import Any, ClassVar, Final, Self

import discord
from discord import ui

from bot.domain.generation import Generation, State
from bot.ui.answer import Outcome, answer
from bot.ui.askers import requester
from bot.ui.buttons import UUID
from bot.ui.host import services
from bot.ui.language import m, t
from bot.ui.layout import mention
from bot.ui.moderation.reasons import ReasonForm, open_reason
from bot.ui.texts import money

Interaction = discord.Interaction[Any]

DEED: Final = "withhold"
"""What a reason is asked for."""
_LABELS: Final = {"publish": m("Publish"), "withhold": m("Discard"), "whynot": m("Discard with reason")}
_STYLES: Final = {"publish": discord.ButtonStyle.success, "withhold": discord.ButtonStyle.danger}


class ReviewButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=rf"gl:(?P<verb>publish|withhold|whynot):(?P<id>{UUID})",
):
    """Publish, Discard, or Discard with reason; who may, and whether it is open, each press finds out."""

    VERBS: ClassVar = ("publish", "withhold", "whynot")

    def __init__(self, verb: str, generation_id: str) -> None:
        self.verb = verb
        self.generation_id = generation_id
        style = _STYLES.get(verb, discord.ButtonStyle.secondary)
        custom_id = f"gl:{verb}:{generation_id}"
        super().__init__(ui.Button(label=t(_LABELS[verb]), style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["verb"], match["id"])

    async def callback(self, interaction: Interaction) -> None:
        """Decide, or open the form that asks for a reason."""
        match self.verb:
            case "publish":
                await answer(interaction, lambda: publish(interaction, self.generation_id))
            case "withhold":
                await answer(interaction, lambda: withhold(interaction, self.generation_id))
            case _:
                await answer(interaction, lambda: ask_why(interaction, self.generation_id), opens_form=True)


async def publish(interaction: Interaction, generation_id: str) -> str:
    """Let a video be published, and say so; raises a `Rejection`."""
    reviews = services(interaction).reviews
    return await _decided(interaction, await reviews.publish(await requester(interaction), generation_id))


async def withhold(interaction: Interaction, generation_id: str, reason: str = "") -> str:
    """Keep a video from being published, and say so; raises a `Rejection`."""
    reviews, asking = services(interaction).reviews, await requester(interaction)
    return await _decided(interaction, await reviews.discard(asking, generation_id, reason))


async def ask_why(interaction: Interaction, generation_id: str) -> Outcome:
    """Open the form that asks for a reason, while there is something to decide; raises a `Rejection`."""
    await services(interaction).reviews.require_open(await requester(interaction), generation_id)
    await open_reason(interaction, ReasonForm(DEED, generation_id), t("Discard with reason"))
    return None


async def _decided(interaction: Interaction, generation: Generation) -> str:
    """Have the author's card show it; the one in the moderators' channel is redrawn by the worker."""
    await services(interaction).cards.show(generation.id)
    return decided(generation)


def decided(generation: Generation) -> str:
    """Say what was decided about a video."""
    author = mention(generation)
    if generation.state is not State.REJECTED:
        return t("Published. The video is on its way to {author}.", author=author)
    return t(
        "Discarded. {author} is told so, and that {price} stays charged: the provider was paid.",
        author=author,
        price=money(generation.charged_micros),
    )
