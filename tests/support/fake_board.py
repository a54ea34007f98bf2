"""Discord as far as postings are concerned: what each showed, in memory, and its troubles."""

from collections import deque
from dataclasses import dataclass, field

from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.postings import Facts, Posting, PostingKind
from bot.domain.rehearsals import Rehearsed


@dataclass
class Notice:
    """One message: the posting as it was last, and all that it has shown, newest last."""

    id: int
    posting: Posting
    shown: list[Facts]


@dataclass
class FakeBoard:
    """Implements `bot.ports.board.Board`; one posting never has two messages."""

    notices: dict[int, Notice] = field(default_factory=dict)
    """By the ids of postings."""
    closed_channels: set[int] = field(default_factory=set)
    troubles: deque[tuple[DeliveryTrouble, bool]] = field(default_factory=deque)
    """What the next calls meet, and whether they happened all the same."""
    rehearsed: list[tuple[int, int]] = field(default_factory=list)
    """Server and channel of each test clip."""
    _made: int = 5_000

    async def show(self, posting: Posting, facts: Facts, *, again: bool) -> int:
        trouble, happened = self.troubles.popleft() if self.troubles else (None, False)
        if posting.channel_id in self.closed_channels:
            raise DeliveryError(DeliveryTrouble.FORBIDDEN, "50013")
        if trouble and not happened:
            raise DeliveryError(trouble, "scripted")
        notice = self._kept(posting, again=again)
        notice.posting = posting
        notice.shown.append(facts)
        if trouble:
            raise DeliveryError(trouble, "scripted, but it happened")
        return notice.id

    async def rehearse(self, guild_id: int, channel_id: int, clip: bytes, locale: str) -> Rehearsed:
        trouble, _ = self.troubles.popleft() if self.troubles else (None, False)
        if trouble:
            raise DeliveryError(trouble, "scripted")
        self.rehearsed.append((guild_id, channel_id))
        return Rehearsed(len(clip), 640, 360, removed=True)

    def of(self, kind: PostingKind) -> list[Notice]:
        """All of one kind, oldest first."""
        return [notice for notice in self.notices.values() if notice.posting.kind == kind]

    def _kept(self, posting: Posting, *, again: bool) -> Notice:
        known = self.notices.get(posting.id)
        if known is not None:
            assert again or posting.message_id == known.id, "posted a second time without a look"
            return known
        self._made += 1
        return self.notices.setdefault(posting.id, Notice(self._made, posting, []))
