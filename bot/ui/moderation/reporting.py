"""Reporting a video: the form of the message menu, and what whoever sends it is told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import discord
from discord import ui

from bot.domain.moderation.reasons import REASON_CHARACTERS
from bot.domain.moderation.reports import Case, Ground, NoResult, OwnVideo
from bot.ui.answer import Outcome, Reply, respond
from bot.ui.askers import requester
from bot.ui.buttons import UUID
from bot.ui.drafts.controls import field, writing
from bot.ui.drafts.forms import read
from bot.ui.errors import sentence
from bot.ui.host import services
from bot.ui.language import m, t
from bot.ui.layout import page, row, text
from bot.ui.safe_text import plain
from bot.ui.texts import together
from bot.ui.videos.onward import DeleteButton

Interaction = discord.Interaction[Any]

GROUNDS: Final[Mapping[Ground, str]] = {
    Ground.SEXUAL: m("Sexual"),
    Ground.VIOLENT: m("Violent or cruel"),
    Ground.REAL_PERSON: m("Shows a real person without their consent"),
    Ground.HATEFUL: m("Hateful or harassing"),
    Ground.OTHER: m("Something else"),
}
_TITLE: Final = 45
"""The longest title of a form (docs/facts/discord.md §2)."""
_FORM: Final = re.compile(rf"gl:report:(?P<id>{UUID})")
_DELETE: Final = re.compile(rf"gl:delete:(?P<id>{UUID}):\d+")


async def open_report(interaction: Interaction, message: discord.Message) -> Outcome:
    """Open the form about a message with a video; raises `NoResult`."""
    generation_id = _id_on(interaction, message)
    try:
        generation = await services(interaction).reports.reportable(
            await requester(interaction), generation_id
        )
    except OwnVideo as own:
        return Reply(page(text(sentence(own)), row(DeleteButton(generation_id, 0))))
    if message.id not in generation.messages.result_ids:
        raise NoResult
    await respond(interaction, lambda: interaction.response.send_modal(report_form(generation_id)))
    return None


def report_form_of(interaction: Interaction) -> str | None:
    """Tell about which video a form of this kind is, if it is one."""
    found = _FORM.fullmatch(str(dict(interaction.data or {}).get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or found is None:
        return None
    return found["id"]


async def take_report(interaction: Interaction, generation_id: str) -> str:
    """Keep what a form says, and thank for it; raises a `Rejection`."""
    sent = read(interaction)
    chosen = sent.chosen.get("ground", ())
    ground = next((each for each in Ground if each in chosen), Ground.OTHER)
    reporter = await requester(interaction)
    case = await services(interaction).reports.report(
        reporter, generation_id, ground, sent.words.get("reason", "")
    )
    await services(interaction).cards.show(generation_id)
    return reported(case, by_moderator=reporter.is_moderator)


def reported(case: Case, *, by_moderator: bool) -> str:
    """Thank somebody for a report, and say what comes of it."""
    if by_moderator:
        return t("The video is hidden now. Whoever of the moderators is first restores or removes it.")
    return together(
        t("Thank you. Moderators of this server will look at it."),
        t("Until then the video is hidden.") if case.hidden_at else "",
        t("Nobody is told that it was you."),
    )


def _id_on(interaction: Interaction, message: discord.Message) -> str:
    """Find the id on a message of ours with a video: its Delete button has it."""
    me = interaction.client.user
    if me is not None and message.author.id == me.id:
        for custom_id in _custom_ids(message.components):
            if found := _DELETE.fullmatch(custom_id):
                return found["id"]
    raise NoResult


def _custom_ids(components: Iterable[object]) -> Iterator[str]:
    for component in components:
        yield str(getattr(component, "custom_id", None) or "")
        yield from _custom_ids(getattr(component, "children", ()))


def report_form(generation_id: str) -> ui.Modal:
    """Ask what is wrong with a video; whatever comes back is found by the form's id, as after a restart."""
    form = ui.Modal(title=plain(t("Report this video"), _TITLE), custom_id=f"gl:report:{generation_id}")
    options = [discord.SelectOption(label=t(label), value=ground) for ground, label in GROUNDS.items()]
    form.add_item(
        field(
            t("What is wrong with it?"),
            ui.Select[Any](custom_id="ground", options=options, min_values=1, max_values=1, required=True),
        )
    )
    words = writing("reason", "", REASON_CHARACTERS)
    form.add_item(field(t("What should moderators know?"), words, t("They are not told who you are.")))
    # Nobody waits for it in memory.
    form.stop()
    return form
