"""The forms: opened over a draft, and read again when they come back, also after a restart."""

import mimetypes
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import discord
from discord import ui

from bot.domain.catalogue import Catalogue, Flag, OptionValue, Whole
from bot.domain.drafts import Draft, DraftChanges
from bot.domain.generation import MediaRole
from bot.domain.request import Attachment
from bot.domain.rules import OPTION_OF_ROLE
from bot.ui.answer import respond
from bot.ui.drafts.fields import APART, MORE, TICKS, file_field, first_fields, more_fields
from bot.ui.drafts.ticks import files_of, is_private, roles_kept, values_ticked
from bot.ui.host import services
from bot.ui.language import t
from bot.ui.safe_text import plain

_TITLE: Final = 45
"""The longest title of a form (docs/facts/discord.md §2)."""
_FLAGS: Final[Mapping[str, OptionValue]] = {"yes": True, "no": False}
_FRAMES: Final = (MediaRole.FIRST_FRAME, MediaRole.LAST_FRAME)
_FORM = re.compile(r"gl:(?P<kind>form|more):(?P<id>[0-9a-f-]{36})(?P<here>:here)?")


class Kind(StrEnum):
    """Which of the two forms; their custom ids begin like this."""

    FORM = "form"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class FormId:
    """Which form over which draft; `here`: it was opened from the draft's own page, which it changes."""

    kind: Kind
    draft_id: str
    here: bool = False

    def __str__(self) -> str:
        return f"gl:{self.kind}:{self.draft_id}{':here' if self.here else ''}"


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came back: what was written and chosen, by field, and the files of its one upload."""

    words: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Sequence[Mapping[str, Any]] = ()
    """As Discord announces them: what they claim is not to be believed."""


async def open_form(
    interaction: discord.Interaction[Any], draft: Draft, kind: Kind = Kind.FORM, *, here: bool = False
) -> None:
    """Answer an interaction with a form filled with what the draft says; it must be the first answer."""
    catalogue = services(interaction).catalogue
    offered = await services(interaction).servers.offered(draft.guild_id)
    form = ui.Modal(title=_title(draft, kind), custom_id=str(FormId(kind, draft.id, here)))
    more = kind is Kind.MORE
    for label in more_fields(catalogue, draft) if more else first_fields(catalogue, draft, offered):
        form.add_item(label)
    # Nobody waits for it in memory: whatever comes back is found by its id, as after a restart.
    form.stop()
    await respond(interaction, lambda: interaction.response.send_modal(form))


def form_of(interaction: discord.Interaction[Any]) -> FormId | None:
    """Tell which of our forms an interaction sends, if any."""
    custom_id = str(dict(interaction.data or {}).get("custom_id", ""))
    found = _FORM.fullmatch(custom_id)
    if interaction.type is not discord.InteractionType.modal_submit or found is None:
        return None
    return FormId(Kind(found["kind"]), found["id"], bool(found["here"]))


def read(interaction: discord.Interaction[Any]) -> Sent:
    """Read what a form brings back."""
    data: Any = interaction.data
    given = [label.get("component", label) for label in data.get("components", [])]
    files = data.get("resolved", {}).get("attachments", {})
    return Sent(
        words={one["custom_id"]: one["value"] for one in given if "value" in one},
        chosen={one["custom_id"]: tuple(one["values"]) for one in given if "values" in one},
        files=[files[key] for one in given for key in one.get("values", ()) if key in files],
    )


def changes(catalogue: Catalogue, draft: Draft, kind: Kind, sent: Sent) -> DraftChanges:
    """Tell what a form changes in its draft; what it does not show stays."""
    if kind is Kind.MORE:
        return DraftChanges(options=_said(catalogue, sent, MORE))
    ticked = sent.chosen.get(TICKS, ())
    kept = roles_kept(ticked)
    files = _files(draft, kept, sent.files)
    away = [role for role in files_of(draft) if role not in kept and role not in files]
    options = {
        **_said(catalogue, sent, ("duration",)),
        **values_ticked(catalogue, draft, ticked, APART),
        **{OPTION_OF_ROLE[role]: None for role in away},
    }
    if files and options.get("aspect") == draft.options.get("aspect"):
        # A picture decides the shape: one that was chosen before it came no longer counts.
        options["aspect"] = None
    return DraftChanges(
        prompt=sent.words.get("prompt", draft.prompt),
        model_id=next(iter(sent.chosen.get("model", ())), None),
        options=options,
        attachments=files,
        private=is_private(ticked),
    )


def _title(draft: Draft, kind: Kind) -> str:
    if kind is Kind.MORE:
        return plain(t("More options"), _TITLE)
    name, _ = file_field(draft)
    return plain(t("Animate this image") if name == "last_image" else t("Make a video"), _TITLE)


def _said(catalogue: Catalogue, sent: Sent, names: Iterable[str]) -> dict[str, OptionValue | None]:
    """Read fields of one value each; an empty one says nothing."""
    found: dict[str, OptionValue | None] = {}
    for name in names:
        if name in sent.words:
            found[name] = value_of(catalogue, name, sent.words[name].strip())
        elif name in sent.chosen:
            found[name] = value_of(catalogue, name, "".join(sent.chosen[name]))
    return found


def value_of(catalogue: Catalogue, name: str, word: str) -> OptionValue | None:
    """Read a value as the option takes it; what is no such value stays a word, for the rules to refuse."""
    option = next((found for model in catalogue.with_option(name) if (found := model.option(name))), None)
    if option and isinstance(option.kind, Whole) and word.isdecimal():
        return int(word)
    if option and isinstance(option.kind, Flag) and word in _FLAGS:
        return _FLAGS[word]
    return word or None


def _files(
    draft: Draft, kept: frozenset[MediaRole], files: Sequence[Mapping[str, Any]]
) -> dict[MediaRole, Attachment]:
    """Give each file its part: images fill the places that are free first, then those that are not."""
    places = sorted(_FRAMES, key=lambda role: role in kept and role in files_of(draft))
    videos = [file for file in files if _is_video(file)]
    images = [file for file in files if not _is_video(file)]
    roles = [(MediaRole.SOURCE_VIDEO, file) for file in videos[:1]] + list(zip(places, images, strict=False))
    return {role: _attachment(role, file) for role, file in roles}


def _attachment(role: MediaRole, file: Mapping[str, Any]) -> Attachment:
    return Attachment(OPTION_OF_ROLE[role], str(file["filename"]), str(file["url"]), int(file["size"]))


def _is_video(file: Mapping[str, Any]) -> bool:
    claimed = file.get("content_type") or mimetypes.guess_type(str(file["filename"]))[0] or ""
    return str(claimed).startswith("video/")
