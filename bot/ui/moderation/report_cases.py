"""Deciding about reported videos: the buttons of a case, and the forms that two of them open."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Self

import discord
from discord import ui

from bot.domain.generation import Generation
from bot.domain.moderation.reasons import REASON_CHARACTERS
from bot.domain.moderation.reports import CaseClosed
from bot.ui.answer import Outcome, answer, respond
from bot.ui.askers import requester, requester_as
from bot.ui.blocks import blocked
from bot.ui.drafts.controls import field, writing
from bot.ui.drafts.forms import Sent, read
from bot.ui.host import services
from bot.ui.language import m, t
from bot.ui.refusals.words import sentence
from bot.ui.removals import removed_for_good
from bot.ui.safe_text import plain
from bot.ui.texts import together

Interaction = discord.Interaction[Any]

_LABELS: Final[Mapping[str, str]] = {"restore": m("Restore"), "remove": m("Remove"), "block": m("Block")}
_STYLES: Final = {"restore": discord.ButtonStyle.success, "remove": discord.ButtonStyle.danger}
_TITLE: Final = 45
"""The longest title of a form (docs/facts/discord.md §2)."""
_END_CHARACTERS: Final = 50
_ENDS: Final = "3d · 2w · 2026-12-01"
_CASE: Final = r"(?P<id>\d{1,18})"
_FORM: Final = re.compile(rf"gl:case-form:(?P<verb>remove|block):{_CASE}")


@dataclass(frozen=True, slots=True)
class CaseForm:
    """What is to be done about which case once the form is sent."""

    verb: str
    case_id: int

    def __str__(self) -> str:
        return f"gl:case-form:{self.verb}:{self.case_id}"


class CaseButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"gl:case:(?P<verb>restore|remove|block):{_CASE}"
):
    """Restore, Remove or Block; who may, and whether it is still open, each press finds out."""

    VERBS: ClassVar = ("restore", "remove", "block")

    def __init__(self, verb: str, case_id: int) -> None:
        self.verb = verb
        self.case_id = case_id
        style = _STYLES.get(verb, discord.ButtonStyle.secondary)
        super().__init__(
            ui.Button(label=t(_LABELS[verb]), style=style, custom_id=f"gl:case:{verb}:{case_id}")
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["verb"], int(match["id"]))

    async def callback(self, interaction: Interaction) -> None:
        """Restore at once; ask for a reason before anything else."""
        if self.verb == "restore":
            await answer(interaction, lambda: _restore(interaction, self.case_id))
        else:
            form = CaseForm(self.verb, self.case_id)
            await answer(interaction, lambda: _open_form(interaction, form), opens_form=True)


def case_form_of(interaction: Interaction) -> CaseForm | None:
    """Tell which form about a case an interaction sends, if any."""
    found = _FORM.fullmatch(str(dict(interaction.data or {}).get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or found is None:
        return None
    return CaseForm(found["verb"], int(found["id"]))


async def take_case_form(interaction: Interaction, form: CaseForm) -> str:
    """Do what a form about a case says; raises a `Rejection`."""
    sent = read(interaction)
    if form.verb == "block":
        return await _block(interaction, form.case_id, sent)
    return await _remove(interaction, form.case_id, sent.words.get("reason", ""))


async def _open_form(interaction: Interaction, asked: CaseForm) -> Outcome:
    """Ask for a reason, and for how long, while there is something to decide; raises a `Rejection`."""
    await services(interaction).reports.case(await requester(interaction), asked.case_id)
    await respond(interaction, lambda: interaction.response.send_modal(case_form(asked)))
    return None


def case_form(asked: CaseForm) -> ui.Modal:
    """Ask for a reason, and for how long; what comes back is found by the form's id, as after a restart."""
    blocking = asked.verb == "block"
    title = t("Remove the video, block its author") if blocking else t("Remove the video")
    form = ui.Modal(title=plain(title, _TITLE), custom_id=str(asked))
    if blocking:
        end = writing("until", "", _END_CHARACTERS, _ENDS, style=discord.TextStyle.short)
        form.add_item(field(t("Until"), end, t("Left empty: for good.")))
    words = writing("reason", "", REASON_CHARACTERS)
    form.add_item(field(t("Reason"), words, t("Whom it is about will read it.")))
    # Nobody waits for it in memory.
    form.stop()
    return form


async def _restore(interaction: Interaction, case_id: int) -> str:
    """Let the video be seen again, and say so; raises a `Rejection`."""
    restored = await services(interaction).reports.restore(await requester(interaction), case_id)
    await services(interaction).cards.show(restored.id)
    return restored_words(restored)


def restored_words(generation: Generation) -> str:
    """Say what a moderator let be seen again, and what it takes to hide it once more."""
    if generation.retired_at:
        return t(
            "Restored. But my copy of the video is gone, as all are after a while: its message says so "
            "instead."
        )
    return t(
        "Restored. Those who reported it cannot do so again; it takes as many others to hide it once more, "
        "or a moderator."
    )


async def _remove(interaction: Interaction, case_id: int, reason: str) -> str:
    removed = await services(interaction).reports.remove(await requester(interaction), case_id, reason)
    await services(interaction).cards.show(removed.id)
    return removed_for_good()


async def _block(interaction: Interaction, case_id: int, sent: Sent) -> str:
    """Block the author, and remove the video; what is unclear about the block is said before either."""
    asking = await requester(interaction)
    case = await services(interaction).reports.case(asking, case_id)
    reason, until = sent.words.get("reason", ""), sent.words.get("until", "").strip() or None
    author = await _author(interaction, case.generation)
    if author is None:
        return together(
            await _remove(interaction, case_id, reason),
            t("Nobody knows any more whose it was: nobody is blocked."),
        )
    target = await requester_as(interaction, author)
    locale = str(interaction.guild_locale or interaction.locale)
    stopped = await services(interaction).blocks.block(asking, target, until, reason, locale)
    try:
        done = await _remove(interaction, case_id, reason)
    except CaseClosed as late:
        # Somebody decided about the video meanwhile; the block holds all the same, and has to be known.
        done = sentence(late)
    return "\n".join([done, blocked(stopped)])


async def _author(interaction: Interaction, generation: Generation) -> discord.Member | discord.User | None:
    """Find the author in the server, for what they may do there, or else outside."""
    author_id, guild = generation.author_discord_id, interaction.guild
    if author_id is None or guild is None:
        return None
    try:
        return await guild.fetch_member(author_id)
    except discord.NotFound:
        user: discord.User = await interaction.client.fetch_user(author_id)
        return user
