"""The card: one message that follows a generation from acceptance to its end."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.domain.alarms import Alarm
from bot.domain.generation import SUBMITTED, Generation, State, TakeState
from bot.domain.moderation.pauses import Pause
from bot.domain.troubles import Trouble
from bot.ports.delivery import Progress
from bot.ui.buttons import StopButton
from bot.ui.language import m, n, t
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
from bot.ui.outcomes import caution, failure, why_no_video
from bot.ui.review_words import review_outlook, review_stage
from bot.ui.texts import ago, lasting, money, settings_line

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
    owner = t("for {author} · {price}", author=mention(generation), price=price(generation))
    pieces: list[Piece] = [
        text(stage(generation, progress.place_in_line), *_outlook(generation, progress)),
        text(prompt_line(generation), small(settings_line(generation)), lineage_line(generation)),
        *([] if generation.ended else cautions(generation)),
        rule(),
        text(small(owner), id_line(generation.id)),
        *_buttons(generation),
    ]
    return message(Purpose.CARD, tone(generation), pieces)


def tone(generation: Generation) -> Tone:
    """Give the colour of how far it has come."""
    return _TONES.get(generation.state, Tone.WAITING)


def message_link(generation: Generation, message_id: int) -> str:
    """Give the address of a message in the generation's channel."""
    return _address(generation, generation.place.channel_id, message_id)


def result_link(generation: Generation, message_id: int) -> str:
    """Give the address of a message with its videos."""
    return _address(generation, generation.results_channel_id, message_id)


def _address(generation: Generation, channel_id: int, message_id: int) -> str:
    return f"https://discord.com/channels/{generation.place.guild_id}/{channel_id}/{message_id}"


def price(generation: Generation) -> str:
    """Say what is held, or what came of it."""
    charged = generation.charged_micros
    if charged and generation.state is State.EXPIRED:
        return t("{price} charged and given back", price=money(charged))
    if charged:
        return t("{price} charged", price=money(charged))
    if generation.ended or generation.settled_at:
        return t("nothing charged")
    held = money(generation.quoted_micros, approximate=generation.approximate_quote)
    return t("{price} held", price=held)


def stage(generation: Generation, place_in_line: int | None) -> str:
    """Say in words how far it has come."""
    # A press may come while the result is on its way to Discord: then it was posted all the same.
    if generation.discarded and generation.state is not State.DELIVERED:
        return _discarded(generation)
    match generation.state:
        case State.QUEUED:
            return _waiting(place_in_line)
        case State.RUNNING:
            return _rendering(generation)
        case State.PENDING_REVIEW:
            return review_stage(generation)
        case State.DELIVERED:
            return _done(generation)
        case State.REJECTED | State.FAILED | State.EXPIRED as state:
            return t(_WITHOUT_VIDEO[state], why=why_no_video(generation))
        case state:
            return t(_STAGES[state])


_STAGES: Final[Mapping[State, str]] = {
    State.PENDING_APPROVAL: m("**Waiting for a moderator's approval**"),
    State.SUBMITTING: m("**Rendering** · being handed to the provider"),
    State.SUCCEEDED: m("**Delivering** · the video is made and on its way"),
    State.CANCELLED: m("**Cancelled**"),
}
_WITHOUT_VIDEO: Final[Mapping[State, str]] = {
    State.REJECTED: m("**Rejected** · {why}"),
    State.FAILED: m("**Failed** · {why}"),
    State.EXPIRED: m("**Expired** · {why}"),
}


_DELETED: Final = m("**Done** · the video was deleted {when}")
_REMOVED: Final = m("**Done** · moderators removed the video {when}")


def _rendering(generation: Generation) -> str:
    began = ago(generation.submitted_at or generation.created_at)
    made = sum(take.state is not TakeState.FAILED for take in generation.takes)
    if not made:
        return t("**Rendering** · began {when}", when=began)
    return n(
        "**Rendering** · began {when} · {made} of {count} take made",
        "**Rendering** · began {when} · {made} of {count} takes made",
        generation.takes_asked,
        when=began,
        made=made,
    )


def _waiting(place_in_line: int | None) -> str:
    if place_in_line is None:
        return t("**Waiting in line**")
    if place_in_line == 1:
        return t("**Waiting in line** · next")
    return t("**Waiting in line** · number {place}", place=place_in_line)


def _discarded(generation: Generation) -> str:
    if generation.ended:
        return t("**Discarded** · it was not posted")
    return t("**Discarded** · it runs on at the provider, is charged, and will not be posted")


def _done(generation: Generation) -> str:
    if generation.removed_at:
        # Of what moderators removed, the prompt is gone, too.
        words = _DELETED if generation.prompt else _REMOVED
        return t(words, when=ago(generation.removed_at))
    if generation.hidden_at:
        return t(
            "**Done** · reported {when}, and hidden until moderators have looked",
            when=ago(generation.hidden_at),
        )
    if not generation.messages.result_ids:
        return t("**Done** · it could not be posted here, and is kept for its author")
    if generation.private:
        return t("**Done**")
    link = result_link(generation, generation.messages.result_ids[0])
    return t("**Done** · {link}", link=link)


def _outlook(generation: Generation, progress: Progress) -> list[str]:
    """Say what its author may expect: since when it waits and what for, and how long such videos take."""
    if generation.discarded:
        return []
    lines = []
    if generation.state is State.QUEUED:
        lines = [
            _asked(generation, progress.usual),
            *_held_back(progress.held_back),
            *_hindered(progress.hindrance),
        ]
    elif generation.state is State.PENDING_APPROVAL and generation.deadline_at:
        lines = [t("without an answer it expires {when}", when=ago(generation.deadline_at))]
    elif generation.state is State.RUNNING and progress.usual:
        lines = [t("usually about {time}", time=_about(progress.usual))]
    return [small(line) for line in (*lines, *review_outlook(generation))]


def _asked(generation: Generation, usual: timedelta | None) -> str:
    asked = ago(generation.created_at)
    if usual is None:
        return t("asked for {when}", when=asked)
    return t("asked for {when} · usually about {time} from its turn on", when=asked, time=_about(usual))


def _held_back(most: int | None) -> list[str]:
    if most is None:
        return []
    return [
        n(
            "This server makes {count} video of a member at a time: this one follows when that is done.",
            "This server makes {count} videos of a member at a time: this one follows when one is done.",
            most,
        )
    ]


def _hindered(hindrance: Pause | Alarm | None) -> list[str]:
    match hindrance:
        case Pause(by_operator=True, began_at=began):
            return [t("⏸️ Paused by the bot's operator {when}; it keeps its place.", when=ago(began))]
        case Pause(began_at=began):
            return [t("⏸️ Paused by this server's moderators {when}; it keeps its place.", when=ago(began))]
        case Alarm(trouble=Trouble(reason)):
            happened, _ = failure(reason)
            return [t("⏸️ {happened} It keeps its place.", happened=happened)]
        case _:
            return []


def _about(usual: timedelta) -> str:
    """Give a time as nobody expects it to be kept to the second."""
    step = 5 if usual < timedelta(minutes=2) else 30
    return lasting(timedelta(seconds=max(step, round(usual.total_seconds() / step) * step)))


def cautions(generation: Generation) -> list[Piece]:
    """Say what to expect of its options, each thing once."""
    words = [
        t("⚠️ Caution: {caution}", caution=caution(rule_id)) for rule_id in dict.fromkeys(generation.cautions)
    ]
    return [text(*words)] if words else []


def _buttons(generation: Generation) -> list[Piece]:
    """Offer Cancel while it waits, then Discard; what has ended offers nothing yet."""
    if generation.discarded:
        return []
    if generation.state in {State.QUEUED, State.PENDING_APPROVAL}:
        return [row(StopButton("cancel", generation.id))]
    if generation.state in SUBMITTED:
        return [row(StopButton("discard", generation.id))]
    return []
