"""A provider on a server's own account is the same provider; accounts take turns."""

import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.services.own_account import OwnAccount
from bot.services.stages.sharing import Sharing
from tests.services.keyholders import Account
from tests.support.fake_provider import FakeProvider


class Desk:
    """A stage of one account with so much to do."""

    def __init__(self, account: str, left: int) -> None:
        self.account, self.left = account, left

    async def pick(self, count: int) -> list[str]:
        picked = min(count, self.left)
        self.left -= picked
        return [self.account] * picked

    async def act(self, row: str) -> bool:
        return row == self.account


def shared(**left: int) -> Sharing[str]:
    desks = {account: Desk(account, count) for account, count in left.items()}

    async def at_work() -> list[str]:
        return sorted(account for account, desk in desks.items() if desk.left)

    return Sharing(at_work, desks.__getitem__, lambda row: row)


async def test_accounts_take_turns_however_much_one_has_to_do() -> None:
    stage = shared(a=9, b=2, c=1)

    assert [await stage.pick(2) for _ in range(5)] == [["a"] * 2, ["b"] * 2, ["c", "a"], ["a"] * 2, ["a"] * 2]
    assert await stage.act("b")


async def test_nothing_to_do_is_nothing_picked() -> None:
    assert await shared().pick(4) == []


async def test_an_own_account_is_like_the_operators_until_its_key_has_taught_otherwise() -> None:
    operators, own = FakeProvider(batch=7, pricing="on"), Account(batch=3)

    async def open_key(_account: str) -> Account:
        return own

    account = OwnAccount("runware:1", operators, open_key)
    assert (account.idempotent, account.batch, account.pricing) == (True, 7, "on")
    assert await account.recognise("theirs", []) is None
    assert (account.batch, account.pricing) == (3, None)


async def test_what_was_never_opened_is_closed_without_more() -> None:
    async def open_key(_account: str) -> None:
        return None

    account = OwnAccount("runware:1", FakeProvider(), open_key)
    await account.close()
    with pytest.raises(ProviderError) as caught:
        await account.balance()
    assert (caught.value.provider, caught.value.reason) == ("runware:1", FailureReason.OWN_KEY_UNREADABLE)
