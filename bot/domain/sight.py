"""Who looks at generations, and what they are shown of many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.domain.generation import Generation, State
from bot.domain.money import ZERO, Micros
from bot.domain.request import Requester


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody in a server, and the channels whose messages they may read there.

    What was made elsewhere, privately, or is not posted yet, only its author sees; moderators see all that
    is public.
    """

    discord_id: int
    guild_id: int
    channels: frozenset[int]
    is_moderator: bool = False

    @classmethod
    def of(cls, requester: Requester, channels: frozenset[int]) -> Self:
        """Give the same person's eyes, who may read these channels."""
        return cls(requester.discord_id, requester.guild_id, channels, requester.is_moderator)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a longer list; `number` counts from 0, `total` all generations on all pages."""

    generations: Sequence[Generation]
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Line:
    """One generation under way, and how many are to be submitted before it, plus one, if it still waits."""

    generation: Generation
    place_in_line: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many generations of a model stand in a state."""

    model_id: str
    provider: str
    state: State
    number: int


@dataclass(frozen=True, slots=True)
class ServerQueue:
    """What is under way in a server: all of it counted, the first of what a viewer may see, and their own."""

    counts: Sequence[Count]
    lines: Sequence[Line]
    own: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Load:
    """What a provider has to do, and the submits that it never answered, with what they may have cost."""

    waiting: int = 0
    running: int = 0
    unanswered: int = 0
    unanswered_micros: Micros = ZERO


def may_watch(viewer: Viewer, generation: Generation) -> bool:
    """Tell whether videos are for a viewer who may know of them.

    Unposted ones are their author's alone, and nobody's while moderators may be to see them first.
    Hidden ones are for moderators, too.
    """
    if generation.author_discord_id == viewer.discord_id:
        return generation.ended and not generation.withheld
    return generation.state is State.DELIVERED and (generation.hidden_at is None or viewer.is_moderator)
