"""The stages at providers: of the operator's account one each, and one of each for servers' own accounts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.domain.generation import Generation
from bot.services.accounts import Accounts
from bot.services.stages.conveyor import Conveyor
from bot.services.stages.polling import Batch, Polling, batch_key
from bot.services.stages.sharing import Sharing
from bot.services.stages.submitting import SUBMITS_AT_ONCE, Submitting
from bot.services.world import Terms, World


@dataclass(frozen=True, slots=True)
class Providing:
    """Gives each provider stages of its own: one that hangs must not hold up the others' generations."""

    world: World
    terms: Terms
    accounts: Accounts

    def stages(self) -> Iterator[Conveyor[Any]]:
        """Make all of them."""
        for name in self.world.providers:
            yield from self._conveyors(name, self.submitting(name), self.polling(name))
            at_work = partial(self._at_work, name)
            yield from self._conveyors(
                f"{name} for servers",
                Sharing[Generation](at_work, self.submitting, lambda row: row.account),
                Sharing[Batch](at_work, self.polling, lambda batch: batch.account),
            )

    def submitting(self, account: str) -> Submitting:
        """Give the submitting of one account."""
        world, terms = self.world, self.terms
        return Submitting(
            self.accounts.at(account),
            world.catalogue,
            world.store,
            world.media,
            terms.linking,
            self.accounts.troubles,
            world.clock,
            terms.pace.max_running,
            terms.pace.first_poll_seconds,
            terms.deadline_seconds,
        )

    def polling(self, account: str) -> Polling:
        """Give the polling of one account."""
        world, pace = self.world, self.terms.pace
        return Polling(
            self.accounts.at(account),
            world.store,
            self.accounts.troubles,
            world.clock,
            pace.first_poll_seconds,
            pace.slowest_poll_seconds,
        )

    async def _at_work(self, provider: str) -> Sequence[str]:
        return await self.world.store.own_accounts_at_work(provider, self.world.clock.now())

    def _conveyors(
        self,
        name: str,
        submitting: Submitting | Sharing[Generation],
        polling: Polling | Sharing[Batch],
    ) -> Iterator[Conveyor[Any]]:
        clock = self.world.clock
        yield Conveyor(
            f"submit to {name}",
            submitting.pick,
            lambda row: row.id,
            submitting.act,
            clock,
            width=SUBMITS_AT_ONCE,
            claims=True,
        )
        # Twice a second: how late the looking is, news is late as well.
        yield Conveyor(
            f"poll {name}", polling.pick, batch_key, polling.act, clock, interval_seconds=0.5, claims=True
        )
