"""The stand-in's own books: what it was asked, what it made, what it took and gave back, what it sent.

They are kept apart from the protocol so that a check can compare them with a client's ledger. Money is whole
credits, times are seconds since the epoch.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from pydantic import TypeAdapter

from sandbox.provider.webhooks import Sent
from sandbox.skills_video.wire import JsonObject

State = Literal["queued", "running", "succeeded", "failed", "canceled"]


@dataclass
class Credits:
    """Credits of a subscription, and bought ones that stay; the former are used first."""

    subscription: int = 0
    permanent: int = 0

    @property
    def total(self) -> int:
        """All there are."""
        return self.subscription + self.permanent

    def told(self) -> dict[str, int]:
        """As answers print them."""
        return {"total": self.total, "subscription": self.subscription, "permanent": self.permanent}


@dataclass
class Create:
    """A generation that was accepted, and paid at once; what failed was given back.

    `ended_at` is when it ended, `told_at` when a poll first said so: how late a client noticed.
    """

    generation_id: str
    prompt: str
    seed: int
    created_at: float
    request: JsonObject
    charged: Credits
    refunded: bool = False
    state: State = "queued"
    ended_at: float | None = None
    told_at: float | None = None

    @property
    def paid_credits(self) -> int:
        """What was taken for good so far."""
        return 0 if self.refunded else self.charged.total


@dataclass(frozen=True)
class Submit:
    """A request for a generation that arrived, and what became of it."""

    prompt: str
    received_at: float
    outcome: Literal["accepted", "refused", "dropped"]
    code: str | None = None
    generation_id: str | None = None


@dataclass(frozen=True)
class Poll:
    """A request that asked for a generation's state."""

    generation_id: str
    received_at: float


@dataclass
class Page:
    """The books as they are read by a check."""

    credits: Credits
    creates: list[Create] = field(default_factory=list)
    submits: list[Submit] = field(default_factory=list)
    polls: list[Poll] = field(default_factory=list)
    webhooks: list[Sent] = field(default_factory=list)

    @property
    def paid_creates(self) -> list[Create]:
        """The creates for which credits were taken for good."""
        return [create for create in self.creates if create.paid_credits]

    @property
    def paid_credits(self) -> int:
        """All credits taken for good."""
        return sum(create.paid_credits for create in self.creates)

    def creates_per_prompt(self) -> Counter[str]:
        """How often each prompt was made: more than once means somebody may have paid twice."""
        return Counter(create.prompt for create in self.creates)


PAGE = TypeAdapter(Page)


@dataclass
class Books:
    """Writes the page as things happen."""

    page: Page
    clock: Callable[[], float]

    def refused(self, prompt: str, code: str) -> None:
        """Note a submit that was not taken."""
        self.page.submits.append(Submit(prompt, self.clock(), "refused", code))

    def dropped(self, prompt: str) -> None:
        """Note a submit that got lost on its way here."""
        self.page.submits.append(Submit(prompt, self.clock(), "dropped"))

    def polled(self, generation_id: str) -> None:
        """Note a look at a generation."""
        self.page.polls.append(Poll(generation_id, self.clock()))

    def created(self, create: Create) -> None:
        """Note an accepted generation and take what it costs."""
        self.page.creates.append(create)
        self.page.submits.append(
            Submit(create.prompt, create.created_at, "accepted", generation_id=create.generation_id)
        )
        self.page.credits.subscription -= create.charged.subscription
        self.page.credits.permanent -= create.charged.permanent

    def split(self, price_credits: int) -> Credits:
        """Which credits a price would be taken from."""
        subscription = min(price_credits, max(0, self.page.credits.subscription))
        return Credits(subscription, price_credits - subscription)

    def refund(self, create: Create) -> None:
        """Give back what a generation cost."""
        create.refunded = True
        self.page.credits.subscription += create.charged.subscription
        self.page.credits.permanent += create.charged.permanent

    def ended(self, create: Create) -> None:
        """Note that a generation has reached its end."""
        create.ended_at = self.clock()

    def told(self, create: Create) -> None:
        """Note that a poll was answered with the end of a generation."""
        create.told_at = create.told_at or self.clock()

    def announced(self, webhook: Sent) -> None:
        """Note a webhook; its answers are added as they come."""
        self.page.webhooks.append(webhook)
