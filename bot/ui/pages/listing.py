"""Generations as lines of a list."""

from collections.abc import Mapping
from typing import Final

from bot.domain.generation import Generation, State
from bot.ui.cards import result_link
from bot.ui.language import m, t
from bot.ui.layout import mention, small
from bot.ui.safe_text import Room, escaped
from bot.ui.texts import ago

_EXCERPT: Final = Room(units=60, size_bytes=180)

_STANDINGS: Final[Mapping[State, str]] = {
    State.PENDING_APPROVAL: m("waiting for approval"),
    State.QUEUED: m("waiting"),
    State.SUBMITTING: m("rendering"),
    State.RUNNING: m("rendering"),
    State.SUCCEEDED: m("delivering"),
    State.PENDING_REVIEW: m("waiting for review"),
    State.DELIVERED: m("done"),
    State.REJECTED: m("not approved"),
    State.FAILED: m("failed"),
    State.CANCELLED: m("cancelled"),
    State.EXPIRED: m("expired"),
}


def standing(generation: Generation) -> str:
    """Say in a word or two where a generation stands."""
    if generation.removed_at:
        return t("deleted")
    # What was posted before a press of Discard could stop it is done all the same.
    if generation.discarded and generation.state is not State.DELIVERED:
        return t("discarded")
    return standing_of(generation.state)


def standing_of(state: State) -> str:
    """Say in a word or two what a state means."""
    return t(_STANDINGS[state])


def excerpt(generation: Generation) -> str:
    """Give the beginning of the prompt, harmless."""
    return escaped(generation.prompt, _EXCERPT)


def id_and_link(generation: Generation) -> str:
    """Give the id, and the way to the video where there is one that all can see."""
    posted = () if generation.removed_at else generation.messages.result_ids
    link = f"{result_link(generation, posted[0])} · " if posted and not generation.private else ""
    return small(f"{link}id: {generation.id}")


def whose(generation: Generation, viewer_discord_id: int) -> str:
    """Name the author, so that one's own stand out."""
    return t("**you**") if generation.author_discord_id == viewer_discord_id else mention(generation)


def since(generation: Generation) -> str:
    """Say since when a generation under way stands where it does, as far as that was noted."""
    waiting = generation.state in {State.QUEUED, State.PENDING_APPROVAL}
    moment = None if waiting else generation.settled_at or generation.submitted_at
    when = ago(moment or generation.created_at)
    return t("since {when}", when=when) if waiting else t("began {when}", when=when)
