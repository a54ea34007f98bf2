"""The words of refusals around the buttons of a result: going on from it, and deleting it."""

from collections.abc import Mapping
from typing import Final

from bot.domain.dead_ends import AuthorsOnly, InputsGone, NothingMade, StillUnderWay, VideoDeleted, VideoGone
from bot.domain.errors import Rejection
from bot.ui.language import m, name, t
from bot.ui.refusals.words import sentence, uncharged
from bot.ui.safe_text import code

_SAID: Final[Mapping[type[Rejection], str]] = {
    InputsGone: m(
        "The files that this was made from are gone: copies are removed after a while. Attach them once more "
        "with {create}."
    ),
    NothingMade: m("There is no such video to go on with; {create} makes one."),
    VideoDeleted: m("This video was deleted; {create} makes another."),
    VideoGone: m(
        "My copy of this video is gone: copies are removed after a while. Attach the file itself with "
        "{create}."
    ),
}


@sentence.register
def _(rejection: InputsGone | NothingMade | VideoDeleted | VideoGone) -> str:
    return uncharged(t(_SAID[type(rejection)], create=code(f"/{name('create')}")))


@sentence.register
def _(_rejection: AuthorsOnly) -> str:
    return t(
        "Only its author can go on with this. Ask for a video of your own with {create}.",
        create=code(f"/{name('create')}"),
    )


@sentence.register
def _(_rejection: StillUnderWay) -> str:
    return t(
        "This video is still being made or posted. Take it back with the button on its card or with "
        "{cancel}, or delete it once it is there.",
        cancel=code(f"/{name('cancel')}"),
    )
