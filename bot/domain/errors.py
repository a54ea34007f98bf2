"""Refusals and troubles as data. Their words live in `bot/ui/refusals` alone."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.catalogue import Kind, OptionValue
from bot.domain.generation import FailureReason, State
from bot.domain.prices import Quote
from bot.domain.quota import LimitUsage
from bot.domain.troubles import Trouble

# eq=False throughout: a frozen or comparing dataclass exception breaks inside @asynccontextmanager.


class Rejection(Exception):
    """The request is refused, the author can act, and nothing was charged."""


@dataclass(eq=False)
class UnknownModel(Rejection):
    """There is no such model."""

    model_id: str
    known: tuple[str, ...]


@dataclass(eq=False)
class UnknownTimezone(Rejection):
    """There is no such zone; `nearest` are those whose names are like it."""

    timezone: str
    nearest: tuple[str, ...]


@dataclass(eq=False)
class OptionNotSupported(Rejection):
    """The chosen model does not have this option."""

    option: str
    value: OptionValue
    model_id: str
    models_with: tuple[str, ...]


@dataclass(eq=False)
class ValueNotAllowed(Rejection):
    """The model's option does not take this value."""

    option: str
    value: OptionValue
    allowed: Kind
    model_id: str
    models_accepting: tuple[str, ...]


@dataclass(eq=False)
class OptionMissing(Rejection):
    """The model cannot do without this option."""

    option: str
    model_id: str


@dataclass(eq=False)
class CombinationForbidden(Rejection):
    """The model forbids these values together."""

    rule_id: str
    combination: tuple[tuple[str, OptionValue], ...]
    remedies: tuple[tuple[str, tuple[OptionValue, ...]], ...]
    """By option, the values that would be allowed; an empty tuple means: leave it out."""
    model_id: str
    models_allowing: tuple[str, ...]


@dataclass(eq=False)
class LimitReached(Rejection):
    """A quota, budget or cap has no room for the price."""

    quote: Quote
    usage: LimitUsage


@dataclass(eq=False)
class ServerNotServed(Rejection):
    """The server has no budget until an operator funds it."""

    guild_id: int


@dataclass(eq=False)
class PermissionsMissing(Rejection):
    """The bot may not post where the request was made."""

    permissions: tuple[str, ...]
    channel_id: int


@dataclass(frozen=True, slots=True)
class Offer:
    """The same video from another provider; `lacking` names what was said and its model does not have."""

    model_id: str
    provider: str
    quote: Quote
    lacking: tuple[str, ...] = ()


@dataclass(eq=False)
class ProviderTroubled(Rejection):
    """The model's provider cannot make it now; others may, and the member decides."""

    model_id: str
    provider: str
    trouble: Trouble
    offers: tuple[Offer, ...] = ()


@dataclass(eq=False)
class DraftGone(Rejection):
    """A draft was changed, used or cancelled meanwhile, has expired, or is somebody else's."""


@dataclass(eq=False)
class NoImage(Rejection):
    """There is no picture in a message that could be animated."""


@dataclass(eq=False)
class GivenTwice(Rejection):
    """Two options say what the same frame or video shall be."""

    option: str
    other: str


@dataclass(eq=False)
class ResultUnknown(Rejection):
    """There is no such earlier result that this member may use."""

    option: str
    reference: str


@dataclass(eq=False)
class ResultGone(Rejection):
    """The earlier result's file was removed."""

    option: str
    reference: str


@dataclass(eq=False)
class GenerationUnknown(Rejection):
    """There is no such generation that this member may see."""

    generation_id: str


@dataclass(eq=False)
class IdAmbiguous(Rejection):
    """Several generations have an id that begins like this."""

    id_start: str
    ids: tuple[str, ...]


@dataclass(eq=False)
class BeyondServerTerms(Rejection):
    """The server does not want so much of something in one request."""

    option: str
    value: OptionValue
    most: OptionValue


@dataclass(eq=False)
class AlreadyEnded(Rejection):
    """It is too late: the generation has ended."""

    generation_id: str
    state: State


class MediaProblem(StrEnum):
    """What is wrong with an attached file."""

    WRONG_HOST = "wrong_host"
    GONE = "gone"
    TOO_HEAVY = "too_heavy"
    NOT_AN_IMAGE = "not_an_image"
    NOT_A_VIDEO = "not_a_video"
    ANIMATED = "animated"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_SMALL = "too_small"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"


@dataclass(eq=False)
class MediaRejected(Rejection):
    """An attached file cannot be used; `found` and `allowed` carry the numbers, ready to show."""

    option: str
    filename: str
    problem: MediaProblem
    found: str = ""
    allowed: str = ""


@dataclass(eq=False)
class ShuttingDown(Rejection):
    """The bot is restarting and takes no requests for a moment."""


@dataclass(eq=False)
class ProviderError(Exception):
    """A provider did not do what was asked.

    `retryable`: asking again later may help. `uncertain`: it may have accepted all the same.
    """

    provider: str
    reason: FailureReason
    retryable: bool
    uncertain: bool = False
    code: str = ""
    message: str = ""
    retry_after_seconds: float | None = None

    def __str__(self) -> str:
        return f"{self.provider}: {self.reason} {self.code} {self.message}".strip()


@dataclass(eq=False)
class MediaUnavailable(Exception):
    """A result could not be fetched, or what came is no video.

    `outage`: the way to it is broken or our disk is full, which says nothing against the result itself.
    """

    detail: str
    retryable: bool
    outage: bool = False


class DeliveryTrouble(StrEnum):
    """Why something could not be posted."""

    CHANNEL_GONE = "channel_gone"
    FORBIDDEN = "forbidden"
    TOO_LARGE = "too_large"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    """Discord did not answer; try again later."""
    MESSAGE_GONE = "message_gone"


@dataclass(eq=False)
class DeliveryError(Exception):
    """A message could not be posted or edited."""

    trouble: DeliveryTrouble
    detail: str = ""


@dataclass(eq=False)
class IllegalTransition(Exception):
    """A bug: the transition table has no such edge."""

    generation_id: str
    before: State
    after: State
