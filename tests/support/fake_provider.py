"""A provider in memory: it accepts, loses answers, finishes and fails as told, and counts what it is paid."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.errors import ProviderError
from bot.domain.generation import Failure, FailureReason, Generation
from bot.domain.money import Micros
from bot.domain.news import TakeDone, TakeFailed, Update
from bot.ports.provider import Order

PRICE = Micros(150_000)


@dataclass
class Trouble:
    """What the next submit meets; `accepted`: the order is taken all the same."""

    error: ProviderError
    accepted: bool


@dataclass
class FakeProvider:
    """Everything it was asked is there to be read; nothing happens to a task until a test says so."""

    name: str = "runware"
    idempotent: bool = True
    batch: int = 200
    pricing: str | None = None
    price_micros: Micros | None = None
    price_trouble: ProviderError | None = None
    balance_micros: Micros | None = Micros(100_000_000)
    balance_trouble: ProviderError | None = None
    failing_look_ups: int = 0
    creates: dict[str, Order] = field(default_factory=dict)
    """The paid orders, by the id that was given for them."""
    submits: list[Order] = field(default_factory=list)
    polls: list[tuple[str, ...]] = field(default_factory=list)
    priced: list[Order] = field(default_factory=list)
    _news: dict[str, Update] = field(default_factory=dict)
    _submit_troubles: deque[Trouble] = field(default_factory=deque)
    _poll_troubles: deque[ProviderError] = field(default_factory=deque)

    # The port

    async def submit(self, order: Order) -> str:
        for media in order.inputs.values():
            async for _ in media.read():
                pass
        self.submits.append(order)
        trouble = self._submit_troubles.popleft() if self._submit_troubles else None
        if trouble and not trouble.accepted:
            raise trouble.error
        task_id = order.task_id if self.idempotent else f"task-{len(self.creates) + 1}"
        self.creates.setdefault(task_id, order)
        if trouble:
            raise trouble.error
        return task_id

    async def poll(self, task_ids: Sequence[str]) -> Sequence[Update]:
        self.polls.append(tuple(task_ids))
        if self._poll_troubles:
            raise self._poll_troubles.popleft()
        return [self._news[task_id] for task_id in task_ids if task_id in self._news]

    async def price(self, order: Order) -> Micros | None:
        self.priced.append(order)
        if self.price_trouble:
            raise self.price_trouble
        return self.price_micros

    async def recognise(self, task_id: str, candidates: Sequence[Generation]) -> str | None:
        if self.failing_look_ups:
            self.failing_look_ups -= 1
            raise trouble(self.name, FailureReason.PROVIDER_UNAVAILABLE, retryable=True)
        order = self.creates.get(task_id)
        return next((known.id for known in candidates if order and known.id == order.task_id), None)

    async def balance(self) -> Micros | None:
        if self.balance_trouble:
            raise self.balance_trouble
        return self.balance_micros

    # What a test says

    def lose_answers(self, count: int = 1, *, accepted: bool = True) -> None:
        """The next submits are taken, or never arrive, and nobody can tell which."""
        unanswered = trouble(self.name, FailureReason.PROVIDER_UNAVAILABLE, retryable=True, uncertain=True)
        self._submit_troubles += [Trouble(unanswered, accepted)] * count

    def answer_again(self) -> None:
        """Nothing more is lost or refused."""
        self._submit_troubles.clear()

    def refuse(self, error: ProviderError, count: int = 1) -> None:
        """The next submits are refused with this."""
        self._submit_troubles += [Trouble(error, accepted=False)] * count

    def refuse_look_ups(self, count: int = 1) -> None:
        """The next look-ups fail."""
        self.failing_look_ups = count

    def refuse_polls(self, error: ProviderError, count: int = 1) -> None:
        """The next polls fail with this."""
        self._poll_troubles += [error] * count

    def finish(self, task_id: str, *, cost_micros: Micros | None = PRICE, flagged: bool = False) -> None:
        """All takes of a task are there."""
        takes = int(self.creates[task_id].settings.get("takes", 1))
        self.tell(
            Update(task_id, tuple(done(task_id, take, cost_micros, flagged=flagged) for take in range(takes)))
        )

    def fail(self, task_id: str, reason: FailureReason = FailureReason.PROVIDER_FAILED) -> None:
        """A whole task failed."""
        self.tell(Update(task_id, failure=Failure(reason, "inferenceError")))

    def fail_first_take(self, task_id: str) -> None:
        """One take of a task failed, the others are there."""
        takes = int(self.creates[task_id].settings.get("takes", 1))
        failed = TakeFailed(f"{task_id}-0", Failure(FailureReason.PROVIDER_FAILED, "inferenceError"))
        self.tell(Update(task_id, tuple(done(task_id, take, PRICE) for take in range(1, takes)), (failed,)))

    def tell(self, update: Update) -> None:
        """From now on a poll of the task is answered with this."""
        self._news[update.task_id] = update

    def paid(self, order: Order) -> int:
        """How often an order was taken, and so paid."""
        return Counter(taken.task_id for taken in self.creates.values())[order.task_id]


def done(task_id: str, take: int, cost_micros: Micros | None, *, flagged: bool = False) -> TakeDone:
    """A finished take, with a key and an address made from the task's id."""
    key = f"{task_id}-{take}"
    return TakeDone(key, f"https://media.example/{key}.mp4", 7 + take, cost_micros, flagged)


def trouble(
    name: str, reason: FailureReason, *, retryable: bool = False, uncertain: bool = False
) -> ProviderError:
    """An error as a provider raises it."""
    return ProviderError(name, reason, retryable=retryable, uncertain=uncertain, code="scripted")
