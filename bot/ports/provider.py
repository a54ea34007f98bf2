"""A company's API that makes videos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.catalogue import Model, OptionValue
from bot.domain.generation import MediaRole
from bot.domain.money import Micros
from bot.domain.news import Update


@dataclass(frozen=True, slots=True)
class InputMedia:
    """Our own copy of an attached file, ready to be handed over."""

    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """One task to be handed over."""

    task_id: str
    """Our generation's id; a provider with idempotency uses it as its own."""
    model: Model
    prompt: str
    settings: Mapping[str, OptionValue]
    inputs: Mapping[MediaRole, InputMedia]


class Provider(Protocol):
    """Submits tasks and tells how they fare. Every method raises `ProviderError` and nothing else."""

    @property
    def name(self) -> str:
        """The name that catalogue entries use for this provider."""
        ...

    @property
    def idempotent(self) -> bool:
        """Tell whether a submit whose answer was lost may be sent again without a second charge."""
        ...

    async def submit(self, order: Order) -> str:
        """Hand a task over and give the provider's id for it."""
        ...

    async def poll(self, task_ids: Sequence[str]) -> Sequence[Update]:
        """Ask how tasks fare. A task without news may be missing from the answer."""
        ...

    async def balance(self) -> Micros | None:
        """Ask what is left in the account; None when the provider does not say."""
        ...
