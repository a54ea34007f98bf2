"""Orders as the use cases make them: through the rules."""

from collections.abc import Mapping
from uuid import UUID

from bot.domain.catalogue import OptionValue
from bot.domain.generation import MediaRole
from bot.domain.models import CATALOGUE
from bot.domain.rules import OPTION_OF_ROLE, plan
from bot.ports.provider import InputMedia, Order

PICTURE = InputMedia("image/png", b"\x89PNG and the rest")


def task_id(number: int) -> str:
    """A UUIDv4 that ends in a number."""
    return str(UUID(int=number, version=4))


def order(
    number: int,
    model_id: str = "pixverse-v4",
    said: Mapping[str, OptionValue] | None = None,
    *,
    prompt: str = "a cat walking through neon rain",
    inputs: Mapping[MediaRole, InputMedia] | None = None,
    **also_said: OptionValue,
) -> Order:
    """An accepted request; `image` and `last_image` are said when their files are given."""
    inputs = inputs or {}
    attached = {OPTION_OF_ROLE[role]: True for role in inputs}
    accepted = plan(CATALOGUE, model_id, {"prompt": prompt, **(said or {}), **also_said, **attached})
    return Order(task_id(number), accepted.model, accepted.prompt, accepted.settings, inputs)
