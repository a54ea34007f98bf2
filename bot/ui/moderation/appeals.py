"""Appeals against blocks: the button and the form of who is blocked, and the buttons of who decides."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.ui.answer import Outcome, answer, respond
from bot.ui.askers import requester
from bot.ui.blocks import member, unblocked
from bot.ui.drafts.controls import field, writing
from bot.ui.host import services
from bot.ui.language import m, t
from bot.ui.layout import appeal_id
from bot.ui.safe_text import plain

Interaction = discord.Interaction[Any]

_NUMBER: Final = r"\d{1,18}"
_LONGEST: Final = 1_000
"""Characters of an appeal."""
_TITLE: Final = 45
"""The longest title of a form (docs/facts/discord.md §2)."""
_FORM: Final = re.compile(rf"gl:appealing:(?P<id>{_NUMBER})")
_LABELS: Final = {"lift": m("Lift block"), "keep": m("Keep")}


class AppealButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"gl:appeal:(?P<id>{_NUMBER})"):
    """Opens the form of an appeal; in the server, and in the direct message that tells of the block."""

    def __init__(self, block_id: int) -> None:
        self.block_id = block_id
        super().__init__(ui.Button(label=t("Appeal"), custom_id=appeal_id(block_id)))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(int(match["id"]))

    async def callback(self, interaction: Interaction) -> None:
        """Ask what they have to say."""
        await answer(interaction, lambda: _opened(interaction, self.block_id), opens_form=True)


class BlockButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"gl:block:(?P<verb>lift|keep):(?P<id>{_NUMBER})"
):
    """Decides about an appeal; who may, and whether it is still open, each press finds out."""

    def __init__(self, verb: str, block_id: int) -> None:
        self.verb = verb
        self.block_id = block_id
        style = discord.ButtonStyle.success if verb == "lift" else discord.ButtonStyle.secondary
        custom_id = f"gl:block:{verb}:{block_id}"
        super().__init__(ui.Button(label=t(_LABELS[verb]), style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["verb"], int(match["id"]))

    async def callback(self, interaction: Interaction) -> None:
        """Lift the block or let it stand."""
        work = _lift if self.verb == "lift" else _keep
        await answer(interaction, lambda: work(interaction, self.block_id))


def appeal_of(interaction: Interaction) -> int | None:
    """Tell against which block the form of an appeal is sent, if it is one."""
    found = _FORM.fullmatch(str(dict(interaction.data or {}).get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or found is None:
        return None
    return int(found["id"])


async def appeal(interaction: Interaction, block_id: int, words: str) -> str:
    """Have moderators read it; raises a `Rejection`."""
    await services(interaction).appeals.send(block_id, interaction.user.id, words)
    return t(
        "**Sent**: the moderators read your appeal. You get a direct message when they have decided; until "
        "then the block stands."
    )


def appeal_form(block_id: int) -> ui.Modal:
    """Ask what they have to say."""
    form = ui.Modal(title=plain(t("Appeal"), _TITLE), custom_id=f"gl:appealing:{block_id}")
    words = writing("words", "", _LONGEST, required=True)
    form.add_item(field(t("Why should it be lifted?"), words, t("You can appeal once; moderators read it.")))
    return form


async def _opened(interaction: Interaction, block_id: int) -> Outcome:
    await services(interaction).appeals.open(block_id, interaction.user.id)
    form = appeal_form(block_id)
    # Nobody waits for it in memory: whatever comes back is found by its id, as after a restart.
    form.stop()
    await respond(interaction, lambda: interaction.response.send_modal(form))
    return None


async def _lift(interaction: Interaction, block_id: int) -> str:
    return unblocked(await services(interaction).appeals.lift(await requester(interaction), block_id))


async def _keep(interaction: Interaction, block_id: int) -> str:
    kept = await services(interaction).appeals.keep(await requester(interaction), block_id)
    return t("**Kept**: {member} stays blocked, and is told so.", member=member(kept))
