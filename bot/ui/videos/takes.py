"""Several takes of one request: one is chosen, then the buttons are about that one."""

import re
from collections.abc import Sequence
from typing import Any, Self, cast

import discord
from discord import ui

from bot.domain.lineage import Kin, Origin
from bot.domain.onward import ways_on
from bot.ui.answer import Reply, answer
from bot.ui.askers import viewer
from bot.ui.buttons import UUID
from bot.ui.host import services
from bot.ui.language import t
from bot.ui.layout import View, id_line, page, text
from bot.ui.videos.onward import onward_buttons


class TakeSelect(ui.DynamicItem[ui.Select[View]], template=rf"gl:take:(?P<id>{UUID}):(?P<part>\d{{1,2}})"):
    """Chooses one of the takes that a message shows."""

    def __init__(self, generation_id: str, part: int, numbers: Sequence[int] = ()) -> None:
        self.generation_id = generation_id
        super().__init__(
            ui.Select(
                custom_id=f"gl:take:{generation_id}:{part}",
                placeholder=t("Go on from a take"),
                options=[
                    discord.SelectOption(label=t("Take {take}", take=number), value=str(number))
                    for number in numbers
                ],
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the menu that was used."""
        return cls(match["id"], int(match["part"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the buttons of the chosen take, to whoever chose it alone."""
        number = int("".join(self.item.values) or 1)
        await answer(interaction, lambda: take_page(interaction, self.generation_id, number))


def take_select(generation_id: str, part: int, numbers: Sequence[int]) -> ui.Item[View]:
    """Offer to choose one of the takes with these numbers."""
    return cast("ui.Item[View]", TakeSelect(generation_id, part, numbers))


async def take_page(interaction: discord.Interaction[Any], generation_id: str, take: int) -> Reply:
    """Give the buttons of one take; raises a `Rejection`."""
    origin = Origin(Kin.AGAIN, generation_id, take)
    generation = await services(interaction).remaking.source(origin, await viewer(interaction))
    ways = ways_on(services(interaction).catalogue, generation)
    said = t("**Take {take} of {takes}**", take=take, takes=len(generation.stored_takes))
    return Reply(
        page(
            text(said, id_line(generation.id)),
            ui.ActionRow(*onward_buttons(generation.id, take, ways)),
        )
    )
