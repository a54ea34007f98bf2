"""The private page of a draft, its buttons and its ways out."""

import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final, Self

import discord
from discord import ui

from bot.domain.drafts import Draft, DraftChanges
from bot.domain.errors import DraftGone, PermissionsMissing, Rejection
from bot.domain.generation import Generation
from bot.domain.request import Plan
from bot.domain.rules import OPTION_OF_ROLE
from bot.services.draft_looks import DraftLook
from bot.ui.accepted import accepted
from bot.ui.answer import Outcome, Reply, answer
from bot.ui.askers import guild_owner_id, missing_permissions, place, readable, requester, require_permissions
from bot.ui.drafts.draft_words import draft_body, draft_head
from bot.ui.drafts.forms import Kind, open_form
from bot.ui.drafts.remedies import LONGEST, ONLY_ME, label, read_remedy, using, written
from bot.ui.drafts.ticks import files_of
from bot.ui.errors import sentence
from bot.ui.host import services
from bot.ui.language import m, t
from bot.ui.layout import Piece, Tone, View, page, row

Interaction = discord.Interaction[Any]

_ID: Final = r"[0-9a-f-]{36}"
_BUTTONS: Final = 5
"""Buttons of one row (docs/facts/discord.md §2)."""
_SMALL: Final = "360p"


class DraftButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=rf"gl:draft:(?P<verb>generate|small|edit|more|cancel):(?P<id>{_ID})",
):
    """One of a draft's own buttons; whose draft it is, and whether it still is one, each press finds out."""

    def __init__(self, verb: str, draft_id: str, *, inviting: bool = True) -> None:
        self.verb = verb
        self.draft_id = draft_id
        green = inviting and verb == "generate"
        style = discord.ButtonStyle.success if green else discord.ButtonStyle.secondary
        custom_id = f"gl:draft:{verb}:{draft_id}"
        super().__init__(ui.Button(label=t(_LABELS[verb]), style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["verb"], match["id"])

    async def callback(self, interaction: Interaction) -> None:
        """Do it, and show in the same place what has become of the draft."""
        work = _WORK[self.verb]
        forms = self.verb in {"edit", "more"}
        await answer(interaction, lambda: work(interaction, self.draft_id), in_place=True, opens_form=forms)


class RemedyButton(
    ui.DynamicItem[ui.Button[ui.LayoutView]],
    template=rf"gl:(?P<verb>fix|use):(?P<id>{_ID}):(?P<said>.{{1,{LONGEST}}})",
):
    """Says something anew in a draft; `use` has it made with another model at once, at the price it names."""

    def __init__(self, verb: str, draft_id: str, said: str, words: str = "") -> None:
        self.verb = verb
        self.draft_id = draft_id
        self.said = said
        custom_id = f"gl:{verb}:{draft_id}:{said}"
        super().__init__(ui.Button(label=words, style=discord.ButtonStyle.primary, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _interaction: Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button that was pressed."""
        return cls(match["verb"], match["id"], match["said"])

    async def callback(self, interaction: Interaction) -> None:
        """Change the draft, and show it or have it made."""
        work = _use if self.verb == "use" else _fix
        await answer(interaction, lambda: work(interaction, self.draft_id, self.said), in_place=True)


async def draft_page(interaction: Interaction, draft: Draft, *complaints: str) -> Reply:
    """Show a draft with what is in the way, other complaints behind it."""
    look = await services(interaction).drafts.look(
        draft, await requester(interaction), guild_owner_id(interaction)
    )
    missing = None if draft.private else missing_permissions(interaction)
    return Reply(draft_view(look, interaction.channel_id or 0, missing, *complaints))


def draft_view(
    look: DraftLook, channel_id: int, missing: PermissionsMissing | None = None, *complaints: str
) -> View:
    """Show what is in the way with the ways out right below it, then what would be made."""
    found = [sentence(refusal) for refusal in (look.refusal, missing) if refusal]
    return page(
        draft_head(look, list(dict.fromkeys((*found, *complaints)))),
        *_remedies(look, missing),
        *draft_body(look, channel_id),
        _buttons(look),
        tone=Tone.ENDED if look.refusal else Tone.WAITING,
    )


async def change_draft(
    interaction: Interaction, draft_id: str, said: DraftChanges, *complaints: str
) -> Reply:
    """Say things anew; what is wrong with a file stands on the draft, with all the rest kept."""
    drafts, asking = services(interaction).drafts, await requester(interaction)
    try:
        draft = await drafts.change(draft_id, asking, said, readable(interaction))
    except Rejection as refusal:
        draft = await drafts.get(draft_id, asking)
        complaints = (sentence(refusal), *complaints)
    return await draft_page(interaction, draft, *complaints)


async def _fix(interaction: Interaction, draft_id: str, said: str) -> Outcome:
    return await change_draft(interaction, draft_id, read_remedy(services(interaction).catalogue, said))


async def _use(interaction: Interaction, draft_id: str, model_id: str) -> Outcome:
    drafts, asking = services(interaction).drafts, await requester(interaction)
    with suppress(DraftGone):
        # Where there is none any more, it was made by an earlier press, or is gone: to be told below.
        draft = await drafts.get(draft_id, asking)
        has = {**draft.options, **{OPTION_OF_ROLE[role]: True for role in files_of(draft)}}
        instead = using(services(interaction).catalogue, model_id, has)
        await drafts.change(draft_id, asking, instead, readable(interaction))
    return await _generate(interaction, draft_id)


async def _generate(interaction: Interaction, draft_id: str, *, small: bool = False) -> Outcome:
    """Have a draft made; a refusal leaves it as it is and stands on it."""
    try:
        generation = await _made(interaction, draft_id, small=small)
    except Rejection as refusal:
        draft = await services(interaction).drafts.get(draft_id, await requester(interaction))
        return await draft_page(interaction, draft, sentence(refusal))
    return await accepted(interaction, generation)


async def _made(interaction: Interaction, draft_id: str, *, small: bool) -> Generation:
    drafts, asking = services(interaction).drafts, await requester(interaction)
    draft: Draft | None = None
    with suppress(DraftGone):
        # A second press finds it made already, and is told what the first one was.
        draft = await drafts.get(draft_id, asking)
    private = draft is not None and draft.private
    if draft and not private:
        require_permissions(interaction)
    return await drafts.generate(
        draft_id,
        asking,
        place(interaction, private=private),
        guild_owner_id(interaction),
        readable(interaction),
        small=small,
    )


async def _generate_small(interaction: Interaction, draft_id: str) -> Outcome:
    return await _generate(interaction, draft_id, small=True)


async def _edit(interaction: Interaction, draft_id: str) -> Outcome:
    return await _open(interaction, draft_id, Kind.FORM)


async def _more(interaction: Interaction, draft_id: str) -> Outcome:
    return await _open(interaction, draft_id, Kind.MORE)


async def _open(interaction: Interaction, draft_id: str, kind: Kind) -> Outcome:
    draft = await services(interaction).drafts.get(draft_id, await requester(interaction))
    await open_form(interaction, draft, kind, here=True)
    return None


async def _cancel(interaction: Interaction, draft_id: str) -> Outcome:
    await services(interaction).drafts.cancel(draft_id, await requester(interaction))
    return t("**Cancelled**: the draft is gone, and nothing was charged.")


def _remedies(look: DraftLook, missing: PermissionsMissing | None) -> list[Piece]:
    draft_id = look.draft.id
    buttons = [
        RemedyButton("fix", draft_id, said, label(remedy, look.refusal))
        for remedy in look.remedies
        if (said := written(remedy))
    ]
    if missing:
        buttons.append(RemedyButton("fix", draft_id, ONLY_ME, t("Only you see it")))
    return [row(*buttons[:_BUTTONS])] if buttons else []


def _buttons(look: DraftLook) -> Piece:
    made = ["generate"] if look.plan else []
    small = ["small"] if look.plan and _can_be_smaller(look.plan) else []
    # What is in the way may be gone at the next press: it stays possible, but is not recommended.
    inviting = look.refusal is None
    verbs = (*made, *small, "edit", "more", "cancel")
    return row(*(DraftButton(verb, look.draft.id, inviting=inviting) for verb in verbs))


def _can_be_smaller(planned: Plan) -> bool:
    """Tell whether there is a cheaper first look at it."""
    resolution = planned.model.option("resolution")
    has_small = resolution is not None and resolution.kind.accepts(_SMALL)
    return has_small and (planned.settings.get("resolution") != _SMALL or planned.takes > 1)


_LABELS: Final[Mapping[str, str]] = {
    "generate": m("Generate"),
    "small": m("Draft in 360p"),
    "edit": m("Edit"),
    "more": m("More options"),
    "cancel": m("Cancel"),
}
_WORK: Final[Mapping[str, Callable[[Interaction, str], Awaitable[Outcome]]]] = {
    "generate": _generate,
    "small": _generate_small,
    "edit": _edit,
    "more": _more,
    "cancel": _cancel,
}
