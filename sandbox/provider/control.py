"""The endpoints under /sandbox that every provider's stand-in has: books, faults, holds and speed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from aiohttp import web
from pydantic import TypeAdapter, ValidationError

from sandbox.provider.faults import R, Rules

T = TypeVar("T")


@dataclass(frozen=True)
class Which:
    """Generations meant by id or by a part of their prompt; empty for all."""

    text: str = ""


@dataclass(frozen=True)
class Speed:
    """How long a video may take, in seconds."""

    low_seconds: float
    high_seconds: float


class Holding(Protocol):
    """What can be held and hurried."""

    render_seconds: tuple[float, float]

    def hold(self, text: str) -> None: ...
    def release(self, text: str) -> None: ...


def shown(adapter: TypeAdapter[T], page: T, path: str = "/sandbox/books") -> web.RouteDef:
    """The route that shows the books."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=adapter.dump_json(page), content_type="application/json")

    return web.get(path, answer)


def steering(tasks: Holding) -> list[web.RouteDef]:
    """The routes that hold, release and hurry."""

    def set_speed(speed: Speed) -> None:
        tasks.render_seconds = (speed.low_seconds, speed.high_seconds)

    return [
        post("/sandbox/hold", TypeAdapter(Which), lambda which: tasks.hold(which.text)),
        post("/sandbox/release", TypeAdapter(Which), lambda which: tasks.release(which.text)),
        post("/sandbox/speed", TypeAdapter(Speed), set_speed),
    ]


def faulting(adapter: TypeAdapter[R], rules: Rules[R]) -> list[web.RouteDef]:
    """The routes that let things go wrong, and stop it."""

    async def clear(_: web.Request) -> web.Response:
        rules.clear()
        return web.Response(status=204)

    return [post("/sandbox/faults", adapter, rules.add), web.delete("/sandbox/faults", clear)]


def post(path: str, adapter: TypeAdapter[T], apply: Callable[[T], None]) -> web.RouteDef:
    """A route that answers 204, or 400 with a sentence when the body is not what the adapter reads."""

    async def answer(request: web.Request) -> web.Response:
        try:
            apply(adapter.validate_json(await request.read()))
        except ValidationError as error:
            return web.Response(status=400, text=str(error))
        return web.Response(status=204)

    return web.post(path, answer)
