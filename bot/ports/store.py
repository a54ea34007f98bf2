"""What must survive a crash. Each verb is one transaction; money moves with the state or not at all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.generation import Failure, Generation, MediaRole, Place, StoredMedia
from bot.domain.lineage import Origin
from bot.domain.news import Update
from bot.domain.quota import Limit, LimitUsage
from bot.domain.request import DraftRef, Plan
from bot.domain.reviews import ReviewReason
from bot.ports.alarming import Alarming
from bot.ports.approving import Approving
from bot.ports.auditing import Auditing
from bot.ports.board import Postings
from bot.ports.consenting import Consenting
from bot.ports.drafting import Drafting
from bot.ports.inbox import Inbox
from bot.ports.keeping import Keeping
from bot.ports.overviewing import Overviewing
from bot.ports.pausing import Pausing
from bot.ports.people import People
from bot.ports.preferring import Preferring
from bot.ports.privacy import Erasing, Exporting
from bot.ports.purses import Purses
from bot.ports.recalling import Recalling
from bot.ports.removing import Removals
from bot.ports.reporting import Reporting
from bot.ports.reviewing import Reviewing
from bot.ports.serving import Serving
from bot.ports.spending import SpendingBooks
from bot.ports.telling import Telling
from bot.ports.welcoming import Greetings
from bot.ports.wording import Wording


@dataclass(frozen=True, slots=True)
class NewGeneration:
    """An accepted request, about to become a row."""

    id: str
    request_key: str
    member_id: int
    place: Place
    plan: Plan
    inputs: Mapping[MediaRole, StoredMedia]
    private: bool
    origin: Origin | None
    draft: DraftRef | None
    deadline_seconds: int
    now: datetime
    by_moderator: bool = False
    """Whether it was asked for by who moderates or manages the server then."""
    approval_ends_at: datetime | None = None
    """Until when it waits for a moderator; None: it needs none."""


class Acceptance(Protocol):
    """Members, limits, and the birth of a generation."""

    async def member_id(self, discord_id: int) -> int:
        """Give our own id for a Discord user, making one at first sight."""
        ...

    async def known_member_id(self, discord_id: int) -> int | None:
        """Give our own id for a Discord user, and make none; who was erased is not found."""
        ...

    async def by_request(self, request_key: str) -> Generation | None:
        """Find the generation that a command already led to."""
        ...

    async def accept(self, new: NewGeneration, limits: Sequence[Limit]) -> Generation:
        """Hold the quote against every limit and insert the row, QUEUED or PENDING_APPROVAL, or do nothing.

        The same `request_key` again gives the generation of the first time. Raises `LimitReached` for the
        first limit without room, `DraftGone` when its draft is not kept in that revision.
        """
        ...

    async def usage(self, limits: Sequence[Limit]) -> Sequence[LimitUsage]:
        """Give what is held and spent of each limit."""
        ...


class Progressing(Protocol):
    """The worker's verbs: each moves a row forward, or finds that somebody else already has."""

    async def get(self, generation_id: str) -> Generation | None:
        """Read one generation."""
        ...

    async def claim_for_submit(
        self, account: str, now: datetime, retry_at: datetime, max_running: int, count: int
    ) -> Sequence[Generation]:
        """Move queued rows to SUBMITTING while fewer than `max_running` of the account are at the provider.

        Servers take turns, in each its members, and of each member's the oldest is next; rows that are put
        off, and members who have as many at work as their server lets them, are passed over for so long.
        Also gives SUBMITTING rows whose next attempt is due, uncertain from then on if they had been sent.
        Each is due again at `retry_at` should its attempt leave no trace.
        """
        ...

    async def sending(self, generation_id: str, now: datetime) -> bool:
        """Note, before the provider is called, that it may hear of this.

        False when the row has moved on, or is not to be sent now: then it is back in line, in its old place.
        """
        ...

    async def submitted(self, generation_id: str, task_id: str, now: datetime, poll_at: datetime) -> None:
        """SUBMITTING → RUNNING; without effect when news has overtaken the answer."""
        ...

    async def submit_unanswered(self, generation_id: str, retry_at: datetime) -> None:
        """Keep SUBMITTING, now uncertain, and try again at `retry_at`."""
        ...

    async def submit_postponed(self, generation_id: str, retry_at: datetime, now: datetime) -> None:
        """SUBMITTING → QUEUED: the provider surely did not accept; its turn comes again from `retry_at`.

        What was discarded meanwhile ends as CANCELLED.
        """
        ...

    async def submit_refused(self, generation_id: str, failure: Failure, now: datetime) -> None:
        """SUBMITTING → FAILED with the hold released; without effect when news has overtaken the answer."""
        ...

    async def due_for_poll(
        self, account: str, now: datetime, soon: datetime, batch_size: int, batches: int
    ) -> Sequence[Generation]:
        """Give RUNNING (and uncertain SUBMITTING) rows whose next poll is due, longest due first.

        At most so many batches of them, the last one filled up with rows that are due by `soon`. Room that
        is left goes to EXPIRED rows that may still have cost something.
        """
        ...

    async def polled(self, next_polls: Mapping[str, datetime | None]) -> None:
        """Set when each generation is asked about next; None: never again."""
        ...

    async def observe(self, update: Update, now: datetime) -> Generation | None:
        """Apply news by task id, idempotent and in any order; None when the task is not ours.

        Takes are kept by key. With all takes known and one good, or the whole task failed after one good:
        SUCCEEDED. With all failed: FAILED, and the hold is settled for what the failures cost the operator.
        News for an ended generation changes nothing but the operator's books, when it carries a new cost.
        """
        ...

    async def overdue(self, now: datetime, count: int) -> Sequence[Generation]:
        """Give the rows past their deadline that have no result yet, longest overdue first."""
        ...

    async def expire(self, generation_id: str, now: datetime) -> bool:
        """End as EXPIRED and release, or SUCCEEDED with the takes that came.

        False when it moved on meanwhile, or waits for a pause to end: then its deadline is put off.
        """
        ...

    async def wake(self, now: datetime) -> int:
        """At start: make every row that was under way due at once, and give their number.

        What was RUNNING and passed its deadline while nobody asked is asked about again before it expires.
        """
        ...


class Finishing(Protocol):
    """From the provider's result to the end."""

    async def to_store(self, now: datetime, count: int) -> Sequence[Generation]:
        """Give rows with takes of which our own copy is due now, results of unfinished ones included."""
        ...

    async def take_stored(self, generation_id: str, key: str, media: StoredMedia, now: datetime) -> None:
        """Keep our own copy's whereabouts; settle a SUCCEEDED generation once no take is left to fetch."""
        ...

    async def take_missed(
        self, generation_id: str, key: str, retry_at: datetime | None, now: datetime
    ) -> None:
        """Try again at `retry_at`, or give the take up as LOST.

        Once no take is left: settle, or FAILED with everything released when none is stored; the
        provider's cost is then the operator's loss.
        """
        ...

    async def to_deliver(self, now: datetime, count: int) -> Sequence[Generation]:
        """Give settled SUCCEEDED rows whose delivery is due."""
        ...

    async def delivering(self, generation_id: str, retry_at: datetime) -> int | None:
        """Note an attempt before it is made and give how many were made earlier; None when discarded."""
        ...

    async def post_in(self, generation_id: str, channel_id: int | None) -> None:
        """Have a public generation's results posted in a channel; None: where it was asked for."""
        ...

    async def delivered(self, generation_id: str, message_ids: Sequence[int], now: datetime) -> None:
        """SUCCEEDED → DELIVERED; with no message ids: kept for `/show` because it could not be posted."""
        ...

    async def withheld(self, generation_id: str, now: datetime, unseen: ReviewReason | None = None) -> None:
        """→ CANCELLED for a discarded generation: charged, kept, not posted.

        `unseen`: why moderators would have seen it first.
        """
        ...

    async def to_retire(self, before: datetime, count: int) -> Sequence[Generation]:
        """Give what ended before then and still has its files, longest ended first."""
        ...

    async def to_retire_early(self, now: datetime, count: int) -> Sequence[Generation]:
        """Give what still has its files, although its server wants them kept no longer."""
        ...

    async def forget_prompts(self, now: datetime, count: int) -> int:
        """Blank prompts that their servers want kept no longer, and give their number."""
        ...

    async def retired(self, generation_id: str, now: datetime) -> None:
        """Note that our own copies are gone."""
        ...

    async def input_paths(self) -> Collection[str]:
        """Give the paths of all inputs that are kept, of drafts too."""
        ...


class Store(
    Acceptance,
    Progressing,
    Inbox,
    Finishing,
    Removals,
    Reporting,
    Telling,
    Recalling,
    Preferring,
    Purses,
    Serving,
    SpendingBooks,
    Greetings,
    Drafting,
    Approving,
    People,
    Consenting,
    Auditing,
    Pausing,
    Alarming,
    Keeping,
    Overviewing,
    Postings,
    Reviewing,
    Erasing,
    Exporting,
    Wording,
    Protocol,
):
    """All of it, kept by one adapter so that money and states share their transactions."""

    async def secret(self, name: str, fresh: bytes) -> bytes:
        """Give this database's secret of that name, which is `fresh` the first time."""
        ...

    async def ping(self) -> None:
        """Prove that the store can be written; raises `OSError` when it cannot."""
        ...
