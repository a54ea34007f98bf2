"""Servers that bring keys, and the accounts behind those keys."""

from dataclasses import dataclass, field, replace

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.money import Micros
from bot.domain.request import Requester
from bot.services.keyring import Keyring
from bot.vault import AesVault
from tests.support.fake_provider import FakeProvider, trouble
from tests.support.studio import GUILD, Studio

MANAGER = Requester(9, GUILD, is_manager=True)
THEIRS = replace(MANAGER, guild_id=11)
KEY, ANOTHER = "rw-own-key", "rw-another-key"
REFUSED = trouble("runware", FailureReason.KEY_REFUSED)


class Account(FakeProvider):
    """A provider for one key."""

    closed: int = 0

    async def close(self) -> None:
        self.closed += 1


@dataclass
class Company:
    """Runware as servers know it: an account for each key, made when it is first used."""

    accounts: dict[str, Account] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)

    def open(self, provider: str, key: str) -> Account:
        self.opened.append(key)
        return self.account(key, provider)

    def account(self, key: str, provider: str = "runware") -> Account:
        return self.accounts.setdefault(key, Account(provider))

    def refuse(self, key: str, error: ProviderError | None = REFUSED) -> None:
        """Take a key no more, or again."""
        self.account(key).balance_trouble = error
        self.account(key).answer_again()
        if error:
            self.account(key).refuse(error, 1_000)


def keyring(company: Company, sealing: bytes = bytes(range(32))) -> Keyring:
    """What seals keys, and opens accounts with them."""
    counter = iter(range(1, 10_000))
    return Keyring(AesVault([sealing], lambda size: next(counter).to_bytes(size, "big")), company.open)


def equipped(studio: Studio, sealing: bytes = bytes(range(32))) -> Company:
    """Let servers bring keys."""
    company = Company()
    studio.keyring = keyring(company, sealing)
    studio.start()
    return company


async def bring(studio: Studio, key: str = KEY, who: Requester = MANAGER) -> None:
    await studio.services.keys.bring(who, "runware", key)


def cents(count: int) -> Micros:
    return Micros(count * 10_000)
