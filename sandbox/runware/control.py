"""The stand-in's own endpoints under /sandbox: what all have, and the balance."""

from dataclasses import dataclass

from aiohttp import web
from pydantic import TypeAdapter

from sandbox.provider.control import faulting, post, shown, steering
from sandbox.runware.books import PAGE, Books
from sandbox.runware.faults import FAULT, Faults
from sandbox.runware.tasks import Tasks


@dataclass(frozen=True)
class Balance:
    """The account's balance."""

    micros: int


def account_routes(key: str, books: Books) -> list[web.RouteDef]:
    """The routes of an account of its own: its books, and its balance."""

    def set_balance(balance: Balance) -> None:
        books.page.balance_micros = balance.micros

    place = f"/sandbox/accounts/{key}"
    return [
        shown(PAGE, books.page, f"{place}/books"),
        post(f"{place}/balance", TypeAdapter(Balance), set_balance),
    ]


def control_routes(tasks: Tasks, books: Books, faults: Faults) -> list[web.RouteDef]:
    """The routes under /sandbox."""

    def set_balance(balance: Balance) -> None:
        books.page.balance_micros = balance.micros

    return [
        shown(PAGE, books.page),
        *steering(tasks),
        *faulting(FAULT, faults),
        post("/sandbox/balance", TypeAdapter(Balance), set_balance),
    ]
