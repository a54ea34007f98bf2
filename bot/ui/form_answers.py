"""What forms bring back: it is taken into their draft, whose page then shows it."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, Final

import discord

from bot.ui.answer import Outcome, answer
from bot.ui.askers import requester
from bot.ui.drafts.drafting import change_draft
from bot.ui.drafts.fields import APART, TICKS
from bot.ui.drafts.forms import FormId, Sent, changes, form_of, read
from bot.ui.drafts.ticks import twice_ticked
from bot.ui.host import services
from bot.ui.keys import key_form_of, take_key
from bot.ui.language import t
from bot.ui.moderation.appeals import appeal, appeal_of
from bot.ui.moderation.approving import reject
from bot.ui.moderation.reasons import reason_form_of
from bot.ui.moderation.report_cases import case_form_of, take_case_form
from bot.ui.moderation.reporting import report_form_of, take_report
from bot.ui.moderation.reviewing import DEED, withhold
from bot.ui.pages import approvals
from bot.ui.texts import listed, option_name


async def form_sent(interaction: discord.Interaction[Any]) -> None:
    """Take in what a form of ours says, whenever it was opened; other interactions are not its business."""
    form, reasoned = form_of(interaction), reason_form_of(interaction)
    if form:
        await answer(interaction, lambda: _take_in(interaction, form), in_place=form.here)
    elif reasoned and reasoned.deed in _DEEDS:
        deed, reason = _DEEDS[reasoned.deed], read(interaction).words.get("reason", "").strip()
        here = reasoned.deed in _HERE
        await answer(interaction, lambda: deed(interaction, reasoned.generation_id, reason), in_place=here)
    elif (block_id := appeal_of(interaction)) is not None:
        words = read(interaction).words.get("words", "")
        await answer(interaction, lambda: appeal(interaction, block_id, words))
    elif (reported_id := report_form_of(interaction)) is not None:
        await answer(interaction, lambda: take_report(interaction, reported_id))
    elif (provider := key_form_of(interaction)) is not None:
        await answer(interaction, lambda: take_key(interaction, provider))
    elif (case_form := case_form_of(interaction)) is not None:
        await answer(interaction, lambda: take_case_form(interaction, case_form))


async def _take_in(interaction: discord.Interaction[Any], form: FormId) -> Outcome:
    catalogue = services(interaction).catalogue
    draft = await services(interaction).drafts.get(form.draft_id, await requester(interaction))
    sent = read(interaction)
    said = changes(catalogue, draft, form.kind, sent)
    return await change_draft(interaction, draft.id, said, *_doubts(interaction, sent))


def _doubts(interaction: discord.Interaction[Any], sent: Sent) -> Iterator[str]:
    twice = twice_ticked(services(interaction).catalogue, sent.chosen.get(TICKS, ()), APART)
    if twice:
        options = listed(map(option_name, twice), "and")
        yield t("You chose several values for {options}; one is kept.", options=options)


_DEEDS: Final[Mapping[str, Callable[[discord.Interaction[Any], str, str], Awaitable[Outcome]]]] = {
    "reject": reject,
    DEED: withhold,
    approvals.DEED: approvals.rejected,
}
"""What is done with a reason, by what it was asked for."""
_HERE: Final = frozenset({approvals.DEED})
"""What changes the page that its form was opened from."""
