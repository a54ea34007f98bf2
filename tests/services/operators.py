"""Who pauses, and who sooner or later lets everything go on."""

from contextlib import suppress
from dataclasses import dataclass
from random import Random

from bot.domain.errors import Rejection
from bot.domain.moderation.pauses import EVERYWHERE
from bot.domain.request import Requester
from tests.services.reckoning import Violation
from tests.support.studio import GUILD, Studio

OPERATOR = 77
MODERATOR = Requester(91, GUILD, is_moderator=True)


@dataclass
class Operators:
    """An operator of the bot, and a moderator of one of its servers."""

    studio: Studio
    rng: Random

    def __post_init__(self) -> None:
        self.studio.policy.operator_ids = frozenset({OPERATOR})

    async def decide(self) -> None:
        """Pause something, or let it go on."""
        pausing, guild_id = self.studio.services.pausing, self.rng.choice((None, GUILD, GUILD + 1))
        with suppress(Rejection):
            match self.rng.randrange(6):
                case 0:
                    await pausing.pause_own(MODERATOR, "a flood")
                case 1:
                    await pausing.pause_any(OPERATOR, guild_id, "bills")
                case 2 | 3:
                    await pausing.resume_own(MODERATOR)
                case _:
                    await pausing.resume_any(OPERATOR, guild_id)

    async def tick(self) -> None:
        """Let the worker work, which hands nothing over while everything is paused."""
        paused = bool(await self.studio.store.pauses(EVERYWHERE))
        before = self._handed_over()
        await self.studio.worker.tick()
        if paused and self._handed_over() != before:
            raise Violation("something was submitted during a pause")

    async def relent(self) -> None:
        """End every pause, and trust every provider."""
        pausing = self.studio.services.pausing
        for guild_id in (None, GUILD, GUILD + 1):
            with suppress(Rejection):
                await pausing.resume_any(OPERATOR, guild_id)
        with suppress(Rejection):
            await pausing.resume_own(MODERATOR)

    def _handed_over(self) -> int:
        return len(self.studio.provider.submits) + len(self.studio.other.submits)
