"""The stand-in's own books: what it was asked, what it made and what it was paid.

They are kept apart from the protocol so that a check can compare them with a client's ledger. Money is
integer micro-dollars, times are seconds since the epoch.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from pydantic import TypeAdapter

from sandbox.provider.webhooks import Sent
from sandbox.runware.wire import JsonObject

Outcome = Literal["accepted", "conflict", "refused", "dropped", "dry_run"]


@dataclass
class Create:
    """A videoInference task that was taken; it is paid as its takes succeed.

    `ended_at` is when its last take ended, `told_at` when a poll first said so: how late a client noticed.
    """

    task_id: str
    model: str
    prompt: str
    created_at: float
    takes: int
    request: JsonObject
    paid_micros: int = 0
    paid_takes: int = 0
    state: Literal["running", "success", "error"] = "running"
    ended_at: float | None = None
    told_at: float | None = None


@dataclass(frozen=True)
class Submit:
    """A videoInference task that arrived, and what became of it."""

    task_id: str
    prompt: str
    received_at: float
    outcome: Outcome
    code: str | None = None


@dataclass(frozen=True)
class Poll:
    """One HTTP request that asked for results, and how many tasks it asked for."""

    received_at: float
    tasks: int


@dataclass(frozen=True)
class Upload:
    """A finished file that was put to an uploadEndpoint; `status` is None when nobody answered."""

    task_id: str
    video_id: str
    size_bytes: int
    status: int | None


@dataclass
class Page:
    """The books as they are read by a check."""

    balance_micros: int
    creates: list[Create] = field(default_factory=list)
    submits: list[Submit] = field(default_factory=list)
    polls: list[Poll] = field(default_factory=list)
    webhooks: list[Sent] = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)

    @property
    def paid_creates(self) -> list[Create]:
        """The creates for which money was taken."""
        return [create for create in self.creates if create.paid_micros]

    @property
    def paid_micros(self) -> int:
        """All money taken."""
        return sum(create.paid_micros for create in self.creates)

    def creates_per_prompt(self) -> Counter[str]:
        """How often each prompt was made: more than once means somebody may have paid twice."""
        return Counter(create.prompt for create in self.creates)

    def polls_per_size(self) -> Counter[int]:
        """How many requests asked for how many tasks at once."""
        return Counter(poll.tasks for poll in self.polls)

    def lateness_seconds(self) -> list[float]:
        """How long each finished task waited for the poll that told of it, the shortest first."""
        ended = [(create.ended_at, create.told_at) for create in self.creates]
        return sorted(told - end for end, told in ended if end is not None and told is not None)


PAGE = TypeAdapter(Page)


class Books:
    """Writes the page as things happen; the balance never goes below what was promised."""

    def __init__(self, balance_micros: int, clock: Callable[[], float]) -> None:
        self.page = Page(balance_micros)
        self._promised_micros = 0
        self._now = clock

    def submitted(self, task: JsonObject, outcome: Outcome, code: str | None = None) -> None:
        """Note a submit; ids and prompts are noted as text whatever was sent."""
        task_id, prompt = str(task.get("taskUUID")), str(task.get("positivePrompt"))
        self.page.submits.append(Submit(task_id, prompt, self._now(), outcome, code))

    def polled(self, tasks: int) -> None:
        """Note a request that asked for the results of so many tasks."""
        self.page.polls.append(Poll(self._now(), tasks))

    def announced(self, webhook: Sent) -> None:
        """Note a webhook; its answers are added as they come."""
        self.page.webhooks.append(webhook)

    def uploaded(self, upload: Upload) -> None:
        """Note a file that was put somewhere."""
        self.page.uploads.append(upload)

    def ended(self, create: Create) -> None:
        """Note that a task has no take left to wait for."""
        create.state = "success" if create.paid_takes else "error"
        create.ended_at = self._now()

    def told(self, create: Create) -> None:
        """Note that a poll was answered with the end of a task."""
        create.told_at = create.told_at or self._now()

    def created(self, create: Create, promised_micros: int) -> None:
        """Note an accepted task and the most it may cost."""
        self.page.creates.append(create)
        self._promised_micros += promised_micros

    def take_ended(self, create: Create, promised_micros: int, paid_micros: int) -> None:
        """Turn the promise of one take into money, or into nothing when it failed."""
        self._promised_micros -= promised_micros
        self.page.balance_micros -= paid_micros
        create.paid_micros += paid_micros
        create.paid_takes += 1 if paid_micros else 0

    @property
    def available_micros(self) -> int:
        """What is left of the balance for further tasks."""
        return self.page.balance_micros - self._promised_micros
