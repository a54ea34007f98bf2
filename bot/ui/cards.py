"""The card: one message that follows a generation from acceptance to its end."""

from typing import Final

from bot.domain.generation import SUBMITTED, Generation, State, TakeState
from bot.ports.delivery import Progress
from bot.ui.buttons import StopButton
from bot.ui.language import t
from bot.ui.layout import (
    Piece,
    Purpose,
    Tone,
    View,
    id_line,
    mention,
    message,
    prompt_line,
    row,
    rule,
    small,
    text,
)
from bot.ui.lineage import lineage_line
from bot.ui.outcomes import caution, why_no_video
from bot.ui.texts import ago, money, settings_line

_TONES: Final = {
    State.SUBMITTING: Tone.WORKING,
    State.RUNNING: Tone.WORKING,
    State.SUCCEEDED: Tone.WORKING,
    State.PENDING_REVIEW: Tone.WORKING,
    State.DELIVERED: Tone.DONE,
    State.REJECTED: Tone.ENDED,
    State.FAILED: Tone.ENDED,
    State.CANCELLED: Tone.ENDED,
    State.EXPIRED: Tone.ENDED,
}


def card(generation: Generation, progress: Progress) -> View:
    """Show a generation as it stands now."""
    pieces: list[Piece] = [
        text(stage(generation, progress.place_in_line)),
        text(prompt_line(generation), small(settings_line(generation))),
        *([] if generation.ended else cautions(generation)),
        rule(),
        text(
            small(f"for {mention(generation)} · {price(generation)}"),
            lineage_line(generation),
            id_line(generation.id),
        ),
        *_buttons(generation),
    ]
    return message(Purpose.CARD, tone(generation), pieces)


def tone(generation: Generation) -> Tone:
    """Give the colour of how far it has come."""
    return _TONES.get(generation.state, Tone.WAITING)


def message_link(generation: Generation, message_id: int) -> str:
    """Give the address of a message in the generation's channel."""
    place = generation.place
    return f"https://discord.com/channels/{place.guild_id}/{place.channel_id}/{message_id}"


def price(generation: Generation) -> str:
    """Say what is held, or what came of it."""
    if generation.ended or generation.settled_at:
        charged = generation.charged_micros
        return f"{money(charged)} charged" if charged else "nothing charged"
    return f"{money(generation.quoted_micros, approximate=generation.approximate_quote)} held"


def stage(generation: Generation, place_in_line: int | None) -> str:
    """Say in words how far it has come."""
    if generation.removed_at:
        return t("**Deleted** · {when}", when=ago(generation.removed_at))
    # A press may come while the result is on its way to Discord: then it was posted all the same.
    if generation.discarded and generation.state is not State.DELIVERED:
        return _discarded(generation)
    match generation.state:
        case State.QUEUED:
            return _waiting(place_in_line)
        case State.RUNNING:
            return _rendering(generation)
        case State.DELIVERED:
            return _done(generation)
        case State.REJECTED | State.FAILED | State.EXPIRED:
            return f"**{generation.state.capitalize()}** · {why_no_video(generation)}"
        case state:
            return _STAGES[state]


_STAGES: Final = {
    State.PENDING_APPROVAL: "**Waiting for a moderator's approval**",
    State.SUBMITTING: "**Rendering** · being handed to the provider",
    State.SUCCEEDED: "**Delivering** · the video is made and on its way",
    State.PENDING_REVIEW: "**Waiting for a moderator's review**",
    State.CANCELLED: "**Cancelled**",
}


def _rendering(generation: Generation) -> str:
    began = f"**Rendering** · began {ago(generation.submitted_at or generation.created_at)}"
    made = sum(take.state is not TakeState.FAILED for take in generation.takes)
    return f"{began} · {made} of {generation.takes_asked} takes made" if made else began


def _waiting(place_in_line: int | None) -> str:
    if place_in_line is None:
        return "**Waiting in line**"
    return f"**Waiting in line** · {'next' if place_in_line == 1 else f'number {place_in_line}'}"


def _discarded(generation: Generation) -> str:
    if generation.ended:
        return "**Discarded** · it was not posted"
    return "**Discarded** · it runs on at the provider, is charged, and will not be posted"


def _done(generation: Generation) -> str:
    if not generation.messages.result_ids:
        return "**Done** · it could not be posted here, and is kept for its author"
    if generation.private:
        return "**Done**"
    return f"**Done** · {message_link(generation, generation.messages.result_ids[0])}"


def cautions(generation: Generation) -> list[Piece]:
    """Say what to expect of its options, each thing once."""
    words = [f"⚠️ Caution: {caution(rule_id)}" for rule_id in dict.fromkeys(generation.cautions)]
    return [text(*words)] if words else []


def _buttons(generation: Generation) -> list[Piece]:
    """Offer Cancel until it is submitted, then Discard; what has ended offers nothing yet."""
    if generation.discarded:
        return []
    if generation.state is State.QUEUED:
        return [row(StopButton("cancel", generation.id))]
    if generation.state in SUBMITTED:
        return [row(StopButton("discard", generation.id))]
    return []
