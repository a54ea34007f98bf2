"""A generation: our durable record of one request, its states and how it may move between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.domain.catalogue import OptionValue
from bot.domain.lineage import Origin
from bot.domain.money import Micros
from bot.domain.preferences import Telling
from bot.domain.reviews import Review


class State(StrEnum):
    """Where a generation stands. Terminal states never change."""

    PENDING_APPROVAL = "pending_approval"
    QUEUED = "queued"
    SUBMITTING = "submitting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    PENDING_REVIEW = "pending_review"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


TRANSITIONS: Final[Mapping[State, frozenset[State]]] = MappingProxyType(
    {
        State.PENDING_APPROVAL: frozenset({State.QUEUED, State.REJECTED, State.CANCELLED, State.EXPIRED}),
        State.QUEUED: frozenset({State.SUBMITTING, State.CANCELLED, State.FAILED, State.EXPIRED}),
        State.SUBMITTING: frozenset(
            {State.QUEUED, State.RUNNING, State.SUCCEEDED, State.FAILED, State.EXPIRED}
        ),
        State.RUNNING: frozenset({State.SUCCEEDED, State.FAILED, State.EXPIRED}),
        State.SUCCEEDED: frozenset({State.PENDING_REVIEW, State.DELIVERED, State.FAILED, State.CANCELLED}),
        State.PENDING_REVIEW: frozenset({State.DELIVERED, State.REJECTED, State.CANCELLED, State.EXPIRED}),
        State.DELIVERED: frozenset(),
        State.REJECTED: frozenset(),
        State.FAILED: frozenset(),
        State.CANCELLED: frozenset(),
        State.EXPIRED: frozenset(),
    }
)
TERMINAL: Final = frozenset(state for state, following in TRANSITIONS.items() if not following)
SUBMITTED: Final = frozenset({State.SUBMITTING, State.RUNNING, State.SUCCEEDED, State.PENDING_REVIEW})
"""States in which the provider may be working or have worked: such a generation may cost money."""


def may_move(before: State, after: State) -> bool:
    """Tell whether the transition table has this edge."""
    return after in TRANSITIONS[before]


class FailureReason(StrEnum):
    """Why a generation failed, in the terms that matter to its author."""

    MODERATED = "moderated"
    REFUSED = "refused"
    PROVIDER_FAILED = "provider_failed"
    PROVIDER_UNAVAILABLE = "provider_unavailable"
    OUT_OF_BALANCE = "out_of_balance"
    MODEL_UNAVAILABLE = "model_unavailable"
    """The provider does not have the model, or not yet."""
    COST_OVERRUN = "cost_overrun"
    """The provider has cost more than it should, several times."""
    KEY_REFUSED = "key_refused"
    OWN_OUT_OF_BALANCE = "own_out_of_balance"
    """The account of the server's own key is empty."""
    OWN_KEY_REFUSED = "own_key_refused"
    OWN_KEY_UNREADABLE = "own_key_unreadable"
    """The server's own key is kept, but what it was sealed with is not there any more."""
    NO_NEWS = "no_news"
    RESULT_UNUSABLE = "result_unusable"
    INPUT_LOST = "input_lost"
    UNANSWERED = "unanswered"
    """No moderator decided in time."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a generation failed; `code` is the provider's own word for the log, never shown as a reason."""

    reason: FailureReason
    code: str = ""


class MediaRole(StrEnum):
    """What an attached file is for."""

    FIRST_FRAME = "first_frame"
    LAST_FRAME = "last_frame"
    SOURCE_VIDEO = "source_video"


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """Our own copy of a file, by its path below the media folder."""

    path: str
    mime: str
    width: int
    height: int
    size_bytes: int
    sha256: str
    duration_seconds: float | None = None
    has_audio: bool = False


class TakeState(StrEnum):
    """How far one result has come."""

    READY = "ready"
    """The provider has it; our own copy is due."""
    STORED = "stored"
    LOST = "lost"
    """It could not be fetched or is no video."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Take:
    """One of several results of a generation."""

    key: str
    """The provider's id of this result (Runware's videoUUID): the same news twice is one take."""
    state: TakeState
    url: str = ""
    seed: int | None = None
    cost_micros: Micros | None = None
    """What the provider says it cost; None when it did not say, or said 0."""
    flagged: bool = False
    failure: Failure | None = None
    media: StoredMedia | None = None
    attempts: int = 0
    fetch_due_at: datetime | None = None
    """When our own copy is to be fetched; None: it is there, or will never be."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request came from and where its messages go."""

    guild_id: int
    channel_id: int
    interaction_token: str | None = None
    interaction_expires_at: datetime | None = None
    upload_limit_bytes: int = 10 * 1024 * 1024
    locale: str = "en-US"


@dataclass(frozen=True, slots=True)
class Messages:
    """The Discord messages that speak of a generation, and what the card last showed."""

    card_id: int | None = None
    card_face: str = ""
    """What the card showed last, so that an edit that would change nothing is not made."""
    result_ids: tuple[int, ...] = ()
    notice_id: int | None = None
    posted_in_id: int | None = None
    """The channel of its results; None: where it was asked for."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One request from acceptance to its end."""

    id: str
    """UUIDv4, made before the provider is called; it is Runware's taskUUID."""
    request_key: str
    """The interaction's id: the same command replayed is the same generation."""
    member_id: int
    author_discord_id: int | None
    place: Place
    model_id: str
    provider: str
    settings: Mapping[str, OptionValue]
    prompt: str
    private: bool
    takes_asked: int
    quoted_micros: Micros
    approximate_quote: bool
    state: State
    created_at: datetime
    inputs: Mapping[MediaRole, StoredMedia] = field(default_factory=dict)
    cautions: tuple[str, ...] = ()
    takes: tuple[Take, ...] = ()
    task_id: str | None = None
    uncertain: bool = False
    attempts: int = 0
    delivery_attempts: int = 0
    """How often its result or notice was sent off, successfully or not."""
    discarded: bool = False
    failure: Failure | None = None
    submitted_at: datetime | None = None
    deadline_at: datetime | None = None
    settled_at: datetime | None = None
    ended_at: datetime | None = None
    retired_at: datetime | None = None
    """When our own copies of its files were removed."""
    charged_micros: Micros = Micros(0)
    origin: Origin | None = None
    """The earlier generation that it came out of."""
    telling: Telling = Telling.PING
    """How its author wants to be told, as they say by now."""
    account: str = ""
    """Who pays its provider, as bot/domain/accounts.py names them."""
    rejected_because: str = ""
    """What the moderator who did not approve or publish it wants its author to know."""
    removed_at: datetime | None = None
    """When somebody had its videos deleted."""
    hidden_at: datetime | None = None
    """Since when moderators are asked whether its videos may be seen."""
    revision: int = 0
    """Grows with every change that members can see."""
    messages: Messages = Messages()
    review: Review | None = None
    """Why moderators were to look at it first, if they were."""

    @property
    def awaits_review(self) -> bool:
        """Tell whether moderators still have to decide about its publication."""
        pending = self.state is State.PENDING_REVIEW
        return pending and self.review is not None and self.review.ends_at is not None

    @property
    def withheld(self) -> bool:
        """Tell whether moderators were to see its videos before anybody else, and did not publish them."""
        return self.review is not None and self.state is not State.DELIVERED

    @property
    def stored_takes(self) -> tuple[Take, ...]:
        """The results of which we hold our own copy."""
        return tuple(take for take in self.takes if take.state is TakeState.STORED)

    @property
    def results_channel_id(self) -> int:
        """Where its results are posted."""
        return self.messages.posted_in_id or self.place.channel_id

    @property
    def ended(self) -> bool:
        """Tell whether nothing more will happen to it."""
        return self.state in TERMINAL
