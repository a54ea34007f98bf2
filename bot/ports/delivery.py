"""What members are shown about a generation, outside the answer to their command."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.alarms import Alarm
from bot.domain.errors import Offer
from bot.domain.generation import Generation, StoredMedia, Take
from bot.domain.moderation.pauses import Pause


@dataclass(frozen=True, slots=True)
class Progress:
    """What the card shows of a generation that is under way."""

    place_in_line: int | None
    now: datetime
    held_back: int | None = None
    """How many of its author's may be made at once in its server, if so many are."""
    usual: timedelta | None = None
    """How long such a video takes from its submit, as a rule; None while nobody can tell."""
    hindrance: Pause | Alarm | None = None
    """What it waits for the end of, besides its turn."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One result to be shown: by a file that fits, else by its link."""

    take: Take
    file: StoredMedia | None
    link: str | None = None
    link_ends_at: datetime | None = None
    """None: nobody has said."""
    spoiler: bool = False
    """Whether it is hidden until somebody looks on purpose."""


class Delivery(Protocol):
    """Posts and edits messages about generations. Every method raises `DeliveryError` and nothing else.

    Posting is idempotent: one generation and purpose lead to one message, however often it is asked.
    """

    async def show_card(self, generation: Generation, progress: Progress) -> int:
        """Post the card, or edit the one that is there, and give its message id."""
        ...

    async def post_result(
        self, generation: Generation, clips: Sequence[Clip], *, again: bool
    ) -> Sequence[int]:
        """Post the finished video, mentioning its author, and give the message ids.

        `again` says that an earlier attempt may have reached the channel: look there first.
        """
        ...

    async def post_notice(self, generation: Generation, offers: Sequence[Offer], *, again: bool) -> int:
        """Post why there will be no video and who else could make it, and give the message id.

        It mentions the author.
        """
        ...

    async def tell_author(self, generation: Generation, clips: Sequence[Clip]) -> None:
        """Tell the author by direct message how a generation ended that cannot be posted in its channel."""
        ...

    async def erase(self, generation: Generation) -> None:
        """Delete every message about it; one that is gone, or out of reach for good, is let be.

        The only trouble raised is `UNAVAILABLE`: ask again later.
        """
        ...

    async def hide(self, generation: Generation) -> None:
        """Let its messages show no video, but that moderators look at it.

        Messages that are gone are let be.
        """
        ...

    async def restore(self, generation: Generation, clips: Sequence[Clip]) -> None:
        """Let its messages show its videos again; without clips, that there are no copies any more.

        Messages that are gone are let be.
        """
        ...

    async def remove(self, generation: Generation) -> None:
        """Delete the messages with its videos, or its notice.

        What is gone, or out of reach for good, is let be.
        The only trouble raised is `UNAVAILABLE`: ask again later.
        """
        ...
