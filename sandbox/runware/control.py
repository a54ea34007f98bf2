"""The stand-in's own endpoints under /sandbox: its books, faults, holds, speed and balance."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from aiohttp import web
from pydantic import TypeAdapter, ValidationError

from sandbox.runware.books import PAGE, Books
from sandbox.runware.faults import FAULT, Faults
from sandbox.runware.tasks import Tasks

T = TypeVar("T")


@dataclass(frozen=True)
class Which:
    """Tasks meant by id or by a part of their prompt; empty for all."""

    text: str = ""


@dataclass(frozen=True)
class Speed:
    """How long a take may take, in seconds."""

    low_seconds: float
    high_seconds: float


@dataclass(frozen=True)
class Balance:
    """The account's balance."""

    micros: int


@dataclass(frozen=True)
class Control:
    """Handlers for the routes under /sandbox."""

    tasks: Tasks
    books: Books
    faults: Faults

    def routes(self) -> list[web.RouteDef]:
        """The routes; every POST answers 204, or 400 with a sentence."""
        return [
            web.get("/sandbox/books", self._show_books),
            web.delete("/sandbox/faults", self._clear_faults),
            _post("/sandbox/faults", FAULT, self.faults.add),
            _post("/sandbox/hold", TypeAdapter(Which), lambda which: self.tasks.hold(which.text)),
            _post("/sandbox/release", TypeAdapter(Which), lambda which: self.tasks.release(which.text)),
            _post("/sandbox/speed", TypeAdapter(Speed), self._set_speed),
            _post("/sandbox/balance", TypeAdapter(Balance), self._set_balance),
        ]

    async def _show_books(self, _: web.Request) -> web.Response:
        return web.Response(body=PAGE.dump_json(self.books.page), content_type="application/json")

    async def _clear_faults(self, _: web.Request) -> web.Response:
        self.faults.rules.clear()
        return web.Response(status=204)

    def _set_speed(self, speed: Speed) -> None:
        self.tasks.render_seconds = (speed.low_seconds, speed.high_seconds)

    def _set_balance(self, balance: Balance) -> None:
        self.books.page.balance_micros = balance.micros


def _post(path: str, adapter: TypeAdapter[T], apply: Callable[[T], None]) -> web.RouteDef:
    async def answer(request: web.Request) -> web.Response:
        try:
            apply(adapter.validate_json(await request.read()))
        except ValidationError as error:
            return web.Response(status=400, text=str(error))
        return web.Response(status=204)

    return web.post(path, answer)
