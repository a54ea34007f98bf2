"""A company's API that makes videos."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from bot.domain.catalogue import Model, OptionValue
from bot.domain.generation import Generation, MediaRole
from bot.domain.money import Micros
from bot.domain.news import Update
from bot.domain.safety import SafetyMode

PRICING_ON: Final = "on"


@dataclass(frozen=True, slots=True)
class InputMedia:
    """Our own copy of an attached file, ready to be handed over; it may be large, so nothing is read yet."""

    mime: str
    size_bytes: int
    link: str | None
    """Where a provider can fetch it by itself; None without a public address."""
    read: Callable[[], AsyncIterator[bytes]]
    """Gives its content piece by piece; raises `MediaUnavailable`, which providers let through."""


@dataclass(frozen=True, slots=True)
class Order:
    """One task to be handed over."""

    task_id: str
    """Our generation's id; a provider with idempotency uses it as its own."""
    model: Model
    prompt: str
    settings: Mapping[str, OptionValue]
    inputs: Mapping[MediaRole, InputMedia]
    webhook_url: str | None = None
    """Where the provider may push its news; None: it is only polled."""
    safety: SafetyMode = SafetyMode.NONE
    """The least checking that the server asks for; the operator may ask for more."""


class Provider(Protocol):
    """Submits tasks and tells how they fare.

    Every method raises `ProviderError` and nothing else, but for `MediaUnavailable` while it reads inputs.
    """

    @property
    def name(self) -> str:
        """The account that pays: the operator's is called as catalogue entries call the provider."""
        ...

    @property
    def idempotent(self) -> bool:
        """Tell whether a submit whose answer was lost may be sent again without a second charge."""
        ...

    @property
    def batch(self) -> int:
        """Tell about how many tasks `poll` asks in one request."""
        ...

    @property
    def pricing(self) -> str | None:
        """Tell the operator how asking for prices goes, `PRICING_ON` if well; None where nobody wants it."""
        ...

    async def submit(self, order: Order) -> str:
        """Hand a task over and give the provider's id for it."""
        ...

    async def poll(self, task_ids: Sequence[str]) -> Sequence[Update]:
        """Ask how tasks fare. A task without news may be missing from the answer."""
        ...

    async def price(self, order: Order) -> Micros | None:
        """Ask what a task would cost without having it made; None when the provider does not say."""
        ...

    async def recognise(self, task_id: str, candidates: Sequence[Generation]) -> str | None:
        """Ask about a task that is none of ours yet, and give the generation whose lost submit made it."""
        ...

    async def balance(self) -> Micros | None:
        """Ask what is left in the account; None when the provider does not say."""
        ...


class OpenedProvider(Provider, Protocol):
    """A provider with connections of its own."""

    async def close(self) -> None:
        """Close all connections."""
        ...


ProviderOpener = Callable[[str, str], OpenedProvider]
"""Makes a client of a provider, by its name, for a key."""
