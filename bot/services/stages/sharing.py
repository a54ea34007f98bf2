"""One stage for all of servers' own accounts at a provider, which take turns in it."""

from bisect import bisect_right
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

RowT = TypeVar("RowT")


class OneAccounts(Protocol[RowT]):
    """A stage of one account."""

    async def pick(self, count: int) -> Sequence[RowT]:
        """Find at most so much that is due."""
        ...

    async def act(self, row: RowT) -> bool:
        """Work on one."""
        ...


@dataclass(slots=True)
class Sharing(Generic[RowT]):
    """Has each account work on its own: rows of two are never in one request."""

    at_work: Callable[[], Awaitable[Sequence[str]]]
    """Lists the accounts with something to do, by name."""
    stage_of: Callable[[str], OneAccounts[RowT]]
    account_of: Callable[[RowT], str]
    _last: str = ""

    async def pick(self, count: int) -> Sequence[RowT]:
        """Find at most so much that is due, beginning with the account after the one that came last."""
        accounts = await self.at_work()
        first = bisect_right(accounts, self._last)
        picked: list[RowT] = []
        for account in (*accounts[first:], *accounts[:first]):
            if len(picked) >= count:
                break
            found = await self.stage_of(account).pick(count - len(picked))
            picked += found
            self._last = account if found else self._last
        return picked

    async def act(self, row: RowT) -> bool:
        """Work on one."""
        return await self.stage_of(self.account_of(row)).act(row)
