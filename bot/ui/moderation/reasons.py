"""A form that asks for a reason; what is done with it is told by what it was opened for."""

import re
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import ui

from bot.ui.answer import respond
from bot.ui.buttons import UUID
from bot.ui.drafts.controls import field, writing
from bot.ui.language import t
from bot.ui.safe_text import plain

LONGEST: Final = 300
"""Characters: a reason is a sentence or two."""
_TITLE: Final = 45
"""The longest title of a form (docs/facts/discord.md §2)."""
_FORM: Final = re.compile(rf"gl:reason:(?P<deed>[a-z]+):(?P<id>{UUID})")


@dataclass(frozen=True, slots=True)
class ReasonForm:
    """For what deed, about which generation, a reason is asked."""

    deed: str
    generation_id: str

    def __str__(self) -> str:
        return f"gl:reason:{self.deed}:{self.generation_id}"


async def open_reason(interaction: discord.Interaction[Any], asked: ReasonForm, title: str) -> None:
    """Answer an interaction with the form; it must be the first answer."""
    form = reason_form(asked, title)
    # Nobody waits for it in memory: whatever comes back is found by its id, as after a restart.
    form.stop()
    await respond(interaction, lambda: interaction.response.send_modal(form))


def reason_form(asked: ReasonForm, title: str) -> ui.Modal:
    """Build the form."""
    form = ui.Modal(title=plain(title, _TITLE), custom_id=str(asked))
    words = writing("reason", "", LONGEST, required=True)
    form.add_item(field(t("Reason"), words, t("Whom it is about will read it.")))
    return form


def reason_form_of(interaction: discord.Interaction[Any]) -> ReasonForm | None:
    """Tell which form for a reason an interaction sends, if any."""
    found = _FORM.fullmatch(str(dict(interaction.data or {}).get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or found is None:
        return None
    return ReasonForm(found["deed"], found["id"])
