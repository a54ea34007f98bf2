"""A draft: a request that its author still looks at. It costs nothing, holds nothing and expires quietly."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from bot.domain.catalogue import OptionValue
from bot.domain.generation import MediaRole, Place, StoredMedia
from bot.domain.lineage import Origin
from bot.domain.request import Attachment, DraftRef, GenerationRequest, Requester
from bot.domain.rules import OPTION_OF_ROLE
from bot.domain.seeds import derived_seed

ValueT = TypeVar("ValueT")

DRAFT_LIFE: Final = timedelta(hours=24)
"""As long as Discord keeps the files that a form may still have to fetch (docs/facts/discord.md §2)."""
NO_CHANNEL: Final = 0
"""In the place of a channel: a draft that is looked at, or fetches its files, posts nothing."""


@dataclass(frozen=True, slots=True)
class DraftChanges:
    """What a form or a button says anew; what it does not name stays as it was."""

    prompt: str | None = None
    model_id: str | None = None
    options: Mapping[str, OptionValue | None] = field(default_factory=dict)
    """None leaves an option out; under `image`, `last_image` or `video` it takes that file away."""
    attachments: Mapping[MediaRole, Attachment] = field(default_factory=dict)
    private: bool | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What was said so far, in the member's own words: it need not pass the rules yet."""

    id: str
    """UUIDv4; the generation made of it has the request key `draft:` and this id, so it is made once."""
    author_discord_id: int
    guild_id: int
    created_at: datetime
    expires_at: datetime
    prompt: str = ""
    model_id: str | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    attachments: Mapping[MediaRole, Attachment] = field(default_factory=dict)
    """Files that a form still has to fetch."""
    sources: Mapping[MediaRole, str] = field(default_factory=dict)
    """Earlier results that a form still has to take a copy of, as `image_from` and `video_from` name them."""
    inputs: Mapping[MediaRole, StoredMedia] = field(default_factory=dict)
    """Our own copies of its files."""
    origin: Origin | None = None
    consent_id: int | None = None
    """As in `GenerationRequest`; it goes with the picture."""
    private: bool = False
    revision: int = 0
    """Raised by each change, so that nobody uses what somebody else has just changed."""

    def changed(self, changes: DraftChanges, now: datetime) -> "Draft":
        """Say some things anew; a new file stands beside our copy of the old one until it is fetched."""
        away = {role for role, option in OPTION_OF_ROLE.items() if changes.options.get(option, True) is None}
        options = {**self.options, **changes.options}
        # What a new file is to replace stays until that one turns out to be of use.
        gone = away | (changes.attachments.keys() - self.inputs.keys())
        return replace(
            self,
            expires_at=now + DRAFT_LIFE,
            prompt=self.prompt if changes.prompt is None else changes.prompt,
            model_id=changes.model_id or self.model_id,
            options={name: value for name, value in options.items() if value is not None},
            attachments={**_without(self.attachments, away), **changes.attachments},
            sources=_without(self.sources, away | changes.attachments.keys()),
            inputs=_without(self.inputs, away),
            consent_id=None if MediaRole.FIRST_FRAME in gone else self.consent_id,
            private=self.private if changes.private is None else changes.private,
            revision=self.revision + 1,
        )

    def fetched(self, asked: "Draft", taken_in: Mapping[MediaRole, StoredMedia]) -> "Draft":
        """Have our own copies of what an earlier revision waited for, unless that was changed meanwhile."""
        waited = {role: asked.waits_for(role) for role in (*asked.attachments, *asked.sources)}
        done = {role for role, file in waited.items() if file == self.waits_for(role)}
        copies = {role: media for role, media in taken_in.items() if role in done}
        return replace(
            self,
            attachments=_without(self.attachments, done),
            sources=_without(self.sources, done),
            inputs={**self.inputs, **copies},
            consent_id=None
            if MediaRole.FIRST_FRAME in copies.keys() & self.inputs.keys()
            else self.consent_id,
            revision=self.revision + 1,
        )

    def at_first_look(self, *, seeded: bool) -> "Draft":
        """Say it as a cheap first look: one take in 360p.

        `seeded`: its model takes seeds. One that is left to the provider may be none that the provider takes
        itself (rules.json R14), and it could not be made anew in full.
        """
        kept = {name: value for name, value in self.options.items() if name != "takes"}
        own = {"seed": derived_seed(self.id)} if seeded else {}
        return replace(self, options={**own, **kept, "resolution": "360p"})

    def as_request(self, place: Place, guild_owner_id: int | None) -> GenerationRequest:
        """Ask for it."""
        return GenerationRequest(
            request_key=draft_key(self.id),
            requester=Requester(self.author_discord_id, self.guild_id),
            place=place,
            guild_owner_id=guild_owner_id,
            prompt=self.prompt,
            model_id=self.model_id,
            options=self.options,
            attachments=self.attachments,
            sources=self.sources,
            inputs=self.inputs,
            origin=self.origin,
            consent_id=self.consent_id,
            draft=DraftRef(self.id, self.revision),
            private=self.private,
        )

    def waits_for(self, role: MediaRole) -> Attachment | str | None:
        """Tell what is still to be fetched for a place."""
        return self.attachments.get(role) or self.sources.get(role)


def draft_key(draft_id: str) -> str:
    """Give the request key that a draft has, whoever presses whatever how often."""
    return f"draft:{draft_id}"


def _without(files: Mapping[MediaRole, ValueT], away: Collection[MediaRole]) -> dict[MediaRole, ValueT]:
    return {role: file for role, file in files.items() if role not in away}
