"""Refusals around the buttons of a result: why there is no going on from it, and no deleting it."""

from dataclasses import dataclass

from bot.domain.errors import Rejection

# eq=False throughout, as in bot/domain/errors.py.


@dataclass(eq=False)
class StillUnderWay(Rejection):
    """It cannot be deleted yet: the generation has not ended."""

    generation_id: str


@dataclass(eq=False)
class VideoDeleted(Rejection):
    """Nothing can be done with a result that somebody had deleted."""

    generation_id: str


@dataclass(eq=False)
class VideoGone(Rejection):
    """Our own copy of the result was removed after its time, so that nothing can begin with it."""

    generation_id: str


@dataclass(eq=False)
class InputsGone(Rejection):
    """The files that a generation was made from were removed after their time."""

    generation_id: str


@dataclass(eq=False)
class NothingMade(Rejection):
    """There is no such video of a generation that one could go on with."""

    generation_id: str


@dataclass(eq=False)
class AuthorsOnly(Rejection):
    """Only the author may go on with what has not become a public video."""
