"""What a member asked for, before it is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.catalogue import Model, OptionValue
from bot.domain.generation import MediaRole, Place, StoredMedia
from bot.domain.lineage import Origin
from bot.domain.prices import Quote


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as Discord announces it; its address dies soon and its claims are not to be believed."""

    option: str
    filename: str
    url: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks, as far as limits and permissions need to know."""

    discord_id: int
    guild_id: int
    is_moderator: bool = False
    is_manager: bool = False
    role_ids: tuple[int, ...] = ()
    """Highest first."""
    account_created_at: datetime | None = None
    joined_at: datetime | None = None
    """None: Discord did not say."""
    channel_ids: tuple[int, ...] = ()
    """Where they ask: a channel, or a thread and its channel; none where that is not known."""


@dataclass(frozen=True, slots=True)
class DraftRef:
    """A draft as it was when somebody looked at it."""

    id: str
    revision: int


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """One request in the member's own words: only what was said, nothing filled in."""

    request_key: str
    requester: Requester
    place: Place
    guild_owner_id: int | None
    prompt: str
    model_id: str | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    attachments: Mapping[MediaRole, Attachment] = field(default_factory=dict)
    sources: Mapping[MediaRole, str] = field(default_factory=dict)
    """Ids of earlier results to begin with, `/2` after them for the second take."""
    readable: frozenset[int] = frozenset()
    """Channels that the requester may read: results posted there may be gone on with."""
    inputs: Mapping[MediaRole, StoredMedia] = field(default_factory=dict)
    """Our own copies that the request brings along; an accepted one keeps them, a refused one leaves them."""
    origin: Origin | None = None
    consent_id: int | None = None
    """Whoever posted the picture that it begins with has to allow it; None: nobody has to."""
    draft: DraftRef | None = None
    """The draft that it was; accepted, it is none any more."""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A request that passed the rules: what will be made, at what price, with which cautions."""

    model: Model
    prompt: str
    settings: Mapping[str, OptionValue]
    takes: int
    quote: Quote
    cautions: tuple[str, ...]
    """Ids of the broken rules that only caution."""
    own_account: str | None = None
    """The server's own account at the model's provider; None: it has none there, and the operator's pays."""

    @property
    def account(self) -> str:
        """Name the account that pays."""
        return self.own_account or self.model.provider
