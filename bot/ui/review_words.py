"""What the author of a video is told about its review."""

from collections.abc import Mapping
from typing import Final

from bot.domain.generation import Generation, State
from bot.domain.reviews import ReviewReason
from bot.ui.language import m, t
from bot.ui.safe_text import Room, escaped
from bot.ui.texts import ago, money, together

_REASON_ROOM: Final = Room(units=400, size_bytes=1_000)
_ASKED: Final[Mapping[ReviewReason, str]] = {
    ReviewReason.MODE: m("The moderators of this server look at every video before it is published."),
    ReviewReason.FLAGGED: m(
        "A check found the video unfit. It is kept for the moderators of this server, who decide about it."
    ),
    ReviewReason.UNCHECKED: m(
        "This server demands that videos are checked, and this one could not be. Its moderators decide."
    ),
}


def review_stage(generation: Generation) -> str:
    """Say that moderators look at it, or that they have."""
    if generation.awaits_review:
        return t("**Waiting for a moderator's review**")
    return t("**Delivering** · a moderator let it be published")


def review_outlook(generation: Generation) -> list[str]:
    """Say why moderators look at it, and until when."""
    review = generation.review
    if review is None or review.ends_at is None:
        return []
    return [t(_ASKED[review.reason]), t("expires {when} if no moderator decides", when=ago(review.ends_at))]


def why_unpublished(generation: Generation) -> str:
    """Say why a video that was made is not published, what was charged for it, and why."""
    if generation.state is State.EXPIRED:
        unseen = t("The video was made, but no moderator looked at it in time.")
        return together(unseen, _price(generation))
    return together(_refusal(generation.rejected_because), _price(generation))


def _price(generation: Generation) -> str:
    charged = generation.charged_micros
    if not charged:
        return t("Nothing was charged.")
    if generation.state is State.EXPIRED:
        return t("The {price} charged for it went back to you.", price=money(charged))
    return t("{price} was charged: the video was made, and its provider was paid.", price=money(charged))


def _refusal(reason: str) -> str:
    if not reason:
        return t("A moderator looked at the video and decided not to publish it.")
    return t(
        "A moderator looked at the video and decided not to publish it, and says: “{reason}”",
        reason=escaped(reason, _REASON_ROOM),
    )
