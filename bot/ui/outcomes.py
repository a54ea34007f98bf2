"""Why there will be no video, who else could make it, and what a card cautions about, in words."""

from collections.abc import Mapping
from typing import Final

from bot.domain.errors import Offer
from bot.domain.generation import FailureReason, Generation, State
from bot.ui.language import m, t
from bot.ui.review_words import why_unpublished
from bot.ui.safe_text import Room, code, escaped
from bot.ui.texts import listed, money, option_name, provider_name, together

_AGAIN_LATER: Final = m("Please try again in a while.")
_ASK_AGAIN: Final = m("Please ask again.")
_REASON_ROOM: Final = Room(units=400, size_bytes=1_000)
"""A moderator's words beside a long prompt."""

_FAILURES: Final[Mapping[FailureReason, tuple[str, str]]] = {
    FailureReason.MODERATED: (
        m("The provider's safety check did not let it pass."),
        m("Change the prompt or the images and ask again."),
    ),
    FailureReason.REFUSED: (
        m("The provider does not accept this request."),
        m("Change the prompt or the options and ask again."),
    ),
    FailureReason.PROVIDER_FAILED: (m("Something went wrong while it was rendered."), _ASK_AGAIN),
    FailureReason.PROVIDER_UNAVAILABLE: (m("The provider cannot be reached."), _AGAIN_LATER),
    FailureReason.OUT_OF_BALANCE: (
        m("The operator's account at the provider is empty."),
        m("The operator has to top it up; please try again later."),
    ),
    FailureReason.MODEL_UNAVAILABLE: (
        m("The provider does not offer this model at the moment."),
        m("Choose another model and ask again."),
    ),
    FailureReason.COST_OVERRUN: (
        m("The provider has charged more than its prices say."),
        m("The operator has to look into it; please try again later."),
    ),
    FailureReason.KEY_REFUSED: (
        m("The provider does not accept the operator's key."),
        m("The operator has to fix it; please try again later."),
    ),
    FailureReason.OWN_OUT_OF_BALANCE: (
        m("This server's own account at the provider is empty."),
        m("Those who manage the server have to top it up; please try again later."),
    ),
    FailureReason.OWN_KEY_REFUSED: (
        m("The provider does not accept this server's own key any more."),
        m("Those who manage the server have to give me another, or to remove it."),
    ),
    FailureReason.OWN_KEY_UNREADABLE: (
        m("This server's own key cannot be read any more: what it was sealed with has changed."),
        m("Those who manage the server have to give it to me once more, or to remove it."),
    ),
    FailureReason.NO_NEWS: (m("The provider gave no result in time."), _AGAIN_LATER),
    FailureReason.RESULT_UNUSABLE: (
        m("The provider's result could not be fetched or is no video."),
        _ASK_AGAIN,
    ),
    FailureReason.INPUT_LOST: (
        m("My copy of the file you gave is gone."),
        m("Attach it once more and ask again."),
    ),
    FailureReason.UNANSWERED: (m("No moderator decided in time."), _ASK_AGAIN),
}

_CAUTIONS: Final[Mapping[str, str]] = {
    "R7": m("The provider may refuse 8 s at 1080p; a refusal costs nothing."),
    "R8": m("The provider may refuse 10 s at 1080p; a refusal costs nothing."),
    "R16": m("Effects are made for pictures: without {image} the effect may not show."),
    "R17": m("The image decides the shape: {aspect} probably changes nothing."),
}


def failure(reason: FailureReason) -> tuple[str, str]:
    """Say what happened, and what the author can do."""
    happened, remedy = _FAILURES[reason]
    return t(happened), t(remedy)


def why_no_video(generation: Generation) -> str:
    """Say why a generation ended without a video, that it cost nothing (or what it did), and what to do."""
    if generation.withheld:
        return why_unpublished(generation)
    happened, remedy = _ending(generation)
    charged = generation.charged_micros
    price = t("{price} was charged.", price=money(charged)) if charged else t("Nothing was charged.")
    return together(happened, price, remedy)


def offered(offer: Offer) -> str:
    """Say who else can make a video, for how much, and without what."""
    facts = {
        "model": code(offer.model_id),
        "provider": provider_name(offer.provider),
        "price": money(offer.quote.total_micros, approximate=offer.quote.approximate),
    }
    if not offer.lacking:
        return t("{model} at {provider} can, for {price}.", **facts)
    return t(
        "{model} at {provider} can, for {price}, without {options}, which it does not have.",
        options=listed((option_name(option) for option in offer.lacking), "and"),
        **facts,
    )


def caution(rule_id: str) -> str:
    """Say what to expect of a combination that is accepted with a caution."""
    if rule_id not in _CAUTIONS:
        return t("The provider may refuse this combination; a refusal costs nothing.")
    return t(_CAUTIONS[rule_id], image=option_name("image"), aspect=option_name("aspect"))


def _rejection(reason: str) -> str:
    if not reason:
        return t("A moderator did not approve it.")
    return t("A moderator did not approve it, and says: “{reason}”", reason=escaped(reason, _REASON_ROOM))


def _ending(generation: Generation) -> tuple[str, str]:
    if generation.failure:
        return failure(generation.failure.reason)
    match generation.state:
        case State.EXPIRED:
            return failure(FailureReason.NO_NEWS)
        case State.REJECTED:
            return _rejection(generation.rejected_because), ""
        case State.CANCELLED:
            return t("It was cancelled."), ""
        case _:
            return failure(FailureReason.PROVIDER_FAILED)
