"""Allow and Refuse: the answer of who posted a picture that somebody wants to animate."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.domain.consents import ConsentState
from bot.ui.answer import answer
from bot.ui.askers import requester
from bot.ui.host import services
from bot.ui.language import m, t

Interaction = discord.Interaction[Any]

_LABELS: Final = {"allow": m("Allow"), "refuse": m("Refuse")}


class ConsentButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=r"gl:consent:(?P<verb>allow|refuse):(?P<id>\d{1,18})",
):
    """Answers; whose picture it is, and whether it is still open, each press finds out."""

    def __init__(self, verb: str, consent_id: int) -> None:
        self.verb = verb
        self.consent_id = consent_id
        style = discord.ButtonStyle.success if verb == "allow" else discord.ButtonStyle.secondary
        custom_id = f"gl:consent:{verb}:{consent_id}"
        super().__init__(ui.Button(label=t(_LABELS[verb]), style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["verb"], int(match["id"]))

    async def callback(self, interaction: Interaction) -> None:
        """Keep the answer."""
        await answer(interaction, lambda: _answered(interaction, self.consent_id, allow=self.verb == "allow"))


async def _answered(interaction: Interaction, consent_id: int, *, allow: bool) -> str:
    consents = services(interaction).consents
    consent = await consents.answer(await requester(interaction), consent_id, allow=allow)
    asker = t("somebody") if consent.asker_discord_id is None else f"<@{consent.asker_discord_id}>"
    if consent.state is ConsentState.ALLOWED:
        return t("**Allowed**: {member} can animate this picture, and is told so.", member=asker)
    return t("**Refused**: {member} cannot animate this picture, and is told so.", member=asker)
