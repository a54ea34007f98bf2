"""Orders as the use cases make them: through the rules."""

from collections.abc import AsyncIterator, Coroutine, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from bot.domain.catalogue import OptionValue
from bot.domain.generation import Generation, MediaRole, Place, State
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.rules import OPTION_OF_ROLE, plan
from bot.ports.provider import InputMedia, Order
from bot.providers.runware.inputs import data_uri

T = TypeVar("T")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def file(mime: str, content: bytes, link: str | None = None) -> InputMedia:
    """An attached file of which we have a copy."""

    async def read() -> AsyncIterator[bytes]:
        yield content

    return InputMedia(mime, len(content), link, read)


PICTURE = file("image/png", b"\x89PNG and the rest")


def handed(asked: Order) -> dict[MediaRole, str]:
    """The files of an order as data URIs."""
    return {role: _at_once(data_uri(media)) for role, media in asked.inputs.items()}


def content_of(media: InputMedia) -> bytes:
    """What is in a file."""

    async def content() -> bytes:
        return b"".join([piece async for piece in media.read()])

    return _at_once(content())


def _at_once(work: Coroutine[Any, Any, T]) -> T:
    """Run what has nothing to wait for."""
    try:
        work.send(None)
    except StopIteration as finished:
        value: T = finished.value
        return value
    raise AssertionError("it waits for something")


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


def generation_of(asked: Order) -> Generation:
    """The generation that was handed over as this order, of whose task nothing is known."""
    return Generation(
        id=asked.task_id,
        request_key=f"interaction of {asked.task_id}",
        member_id=1,
        author_discord_id=7,
        place=Place(guild_id=1, channel_id=2),
        model_id=asked.model.id,
        provider=asked.model.provider,
        settings=asked.settings,
        prompt=asked.prompt,
        private=False,
        takes_asked=int(asked.settings.get("takes", 1)),
        quoted_micros=Micros(150_000),
        approximate_quote=False,
        state=State.SUBMITTING,
        created_at=NOW,
        uncertain=True,
    )
