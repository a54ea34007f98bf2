"""Refusals about videos that there are, or were."""

from collections.abc import Mapping
from typing import Final

from bot.domain.errors import AlreadyEnded, GenerationUnknown, IdAmbiguous
from bot.domain.generation import State
from bot.domain.rights import NotYours
from bot.ui.language import m, n, t
from bot.ui.refusals.words import sentence
from bot.ui.safe_text import code


@sentence.register
def _(rejection: GenerationUnknown) -> str:
    return t(
        "There is no video with the id {id} in this server. Choose one from the list that opens while you "
        "type.",
        id=code(rejection.generation_id, 60),
    )


@sentence.register
def _(rejection: IdAmbiguous) -> str:
    return n(
        "{count} video has an id that begins with {start}. Type more of it, or choose one from the list that "
        "opens while you type.",
        "{count} videos have an id that begins with {start}. Type more of it, or choose one from the list "
        "that opens while you type.",
        len(rejection.ids),
        start=code(rejection.id_start, 60),
    )


_NOT_YOURS: Final[Mapping[str, str]] = {
    "cancel": m("Only its author and this server's moderators may cancel this video."),
    "delete": m("Only its author and this server's moderators may delete this video."),
}


@sentence.register
def _(rejection: NotYours) -> str:
    return t(_NOT_YOURS[rejection.action])


@sentence.register
def _(rejection: AlreadyEnded) -> str:
    how = t(_ENDS[rejection.state]) if rejection.state in _ENDS else t("That is too late: it has ended.")
    return f"{how} id: {rejection.generation_id}"


_ENDS: Final[Mapping[State, str]] = {
    State.DELIVERED: m("That is too late: the video is finished and posted."),
    State.FAILED: m("That is too late: the video has failed, and nothing was charged for it."),
    State.CANCELLED: m("That is too late: the video was cancelled already."),
    State.EXPIRED: m("That is too late: the video has expired, and nothing was charged for it."),
    State.REJECTED: m("That is too late: the video was not approved, and nothing was charged for it."),
}
