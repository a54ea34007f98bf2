"""Webhooks on their way: noted, sent again until they are answered well, and spoilt on demand."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from sandbox.provider.faults import Rule
from sandbox.provider.post import Headers, Post
from sandbox.provider.work import Background

# Never sent; sent in several copies at once; sent late; kept until the last of its kind and sent in reverse.
WebhookKind = Literal["webhook_dropped", "webhook_copied", "webhook_delayed", "webhook_reordered"]
WEBHOOK_KINDS: frozenset[str] = frozenset(get_args(WebhookKind))


@dataclass(frozen=True)
class Letter:
    """A webhook; `key` is its id at the provider, and its headers may differ from attempt to attempt."""

    url: str
    key: str
    task_id: str
    event: str
    content: bytes
    headers: Callable[[], Headers]


@dataclass
class Sent:
    """What the books say of a webhook: whose news it is, and how each attempt was answered (None: not)."""

    key: str
    task_id: str
    event: str
    sent_at: float
    attempted_at: list[float] = field(default_factory=list)
    answers: list[int | None] = field(default_factory=list)


@dataclass(frozen=True)
class Courier:
    """Takes letters to their receivers; every copy is noted."""

    post: Post
    pauses_seconds: Callable[[], Iterable[float]]
    note: Callable[[Sent], None]
    clock: Callable[[], float]

    async def carry(self, letter: Letter) -> None:
        """Send one letter until it is answered well or the pauses run out."""
        sent = Sent(letter.key, letter.task_id, letter.event, self.clock())
        self.note(sent)

        def headers() -> Headers:
            sent.attempted_at.append(self.clock())
            return letter.headers()

        async for answer in self.post.deliver(letter.url, letter.content, headers, self.pauses_seconds()):
            sent.answers.append(answer)


@dataclass
class Outbox:
    """The letters of one generation, spoilt by the newest of its faults that is one of WEBHOOK_KINDS."""

    courier: Courier
    background: Background
    faults: Sequence[Rule]
    _kept: list[Letter] = field(default_factory=list)

    def put(self, letter: Letter, *, last: bool) -> None:
        """Send a letter beside everything else; `last` says that the generation will send no other."""
        fault = next((fault for fault in self.faults if fault.kind in WEBHOOK_KINDS), None)
        if fault is None:
            self.background.start(self.courier.carry(letter))
        else:
            self._spoil(fault, letter, last=last)

    def _spoil(self, fault: Rule, letter: Letter, *, last: bool) -> None:
        match fault.kind:
            case "webhook_dropped":
                return
            case "webhook_copied":
                for _ in range(fault.copies):
                    self.background.start(self.courier.carry(letter))
            case "webhook_delayed":
                self.background.start(self._carry_late(letter, fault.seconds))
            case "webhook_reordered":
                self._kept.insert(0, letter)
                if last:
                    self.background.start(self._carry_in_turn(self._kept))

    async def _carry_late(self, letter: Letter, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.courier.carry(letter)

    async def _carry_in_turn(self, letters: Iterable[Letter]) -> None:
        for letter in letters:
            await self.courier.carry(letter)
