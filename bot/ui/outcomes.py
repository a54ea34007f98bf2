"""Why there will be no video, who else could make it, and what a card cautions about, in words."""

from collections.abc import Mapping
from typing import Final

from bot.domain.errors import Offer
from bot.domain.generation import FailureReason, Generation, State
from bot.ui.safe_text import code
from bot.ui.texts import listed, money, provider_name

_AGAIN_LATER: Final = "Please try again in a while."

_FAILURES: Final[Mapping[FailureReason, tuple[str, str]]] = {
    FailureReason.MODERATED: (
        "The provider's safety check did not let it pass.",
        "Change the prompt or the images and ask again.",
    ),
    FailureReason.REFUSED: (
        "The provider does not accept this request.",
        "Change the prompt or the options and ask again.",
    ),
    FailureReason.PROVIDER_FAILED: ("Something went wrong while it was rendered.", "Please ask again."),
    FailureReason.PROVIDER_UNAVAILABLE: ("The provider cannot be reached.", _AGAIN_LATER),
    FailureReason.OUT_OF_BALANCE: (
        "The operator's account at the provider is empty.",
        "The operator has to top it up; please try again later.",
    ),
    FailureReason.MODEL_UNAVAILABLE: (
        "The provider does not offer this model at the moment.",
        "Choose another model and ask again.",
    ),
    FailureReason.KEY_REFUSED: (
        "The provider does not accept the operator's key.",
        "The operator has to mend it; please try again later.",
    ),
    FailureReason.NO_NEWS: ("The provider gave no result in time.", _AGAIN_LATER),
    FailureReason.RESULT_UNUSABLE: (
        "The provider's result could not be fetched or is no video.",
        "Please ask again.",
    ),
    FailureReason.INPUT_LOST: (
        "My copy of the file you gave is gone.",
        "Attach it once more and ask again.",
    ),
}

_CAUTIONS: Final[Mapping[str, str]] = {
    "R7": "The provider may refuse 8 s at 1080p; a refusal costs nothing.",
    "R8": "The provider may refuse 10 s at 1080p; a refusal costs nothing.",
    "R16": "Effects are made for pictures: without `image` the effect may not show.",
    "R17": "The image decides the shape: `aspect` probably changes nothing.",
}


def failure(reason: FailureReason) -> tuple[str, str]:
    """Say what happened, and what the author can do."""
    return _FAILURES[reason]


def why_no_video(generation: Generation) -> str:
    """Say why a generation ended without a video, that it cost nothing (or what it did), and what to do."""
    happened, remedy = _ending(generation)
    charged = generation.charged_micros
    price = f"{money(charged)} was charged." if charged else "Nothing was charged."
    return " ".join(filter(None, (happened, price, remedy)))


def offered(offer: Offer) -> str:
    """Say who else can make a video, for how much, and without what."""
    price = money(offer.quote.total_micros, approximate=offer.quote.approximate)
    lacking = listed((code(name) for name in offer.lacking), "and")
    without = f", without {lacking}, which it does not have" if lacking else ""
    return f"{code(offer.model_id)} at {provider_name(offer.provider)} can, for {price}{without}."


def caution(rule_id: str) -> str:
    """Say what to expect of a combination that is accepted with a caution."""
    return _CAUTIONS.get(rule_id, "The provider may refuse this combination; a refusal costs nothing.")


def _ending(generation: Generation) -> tuple[str, str]:
    if generation.failure:
        return failure(generation.failure.reason)
    match generation.state:
        case State.EXPIRED:
            return failure(FailureReason.NO_NEWS)
        case State.REJECTED:
            return "A moderator did not approve it.", ""
        case State.CANCELLED:
            return "It was cancelled.", ""
        case _:
            return failure(FailureReason.PROVIDER_FAILED)
