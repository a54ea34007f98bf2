"""What members ask for, and take back."""

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.domain.errors import ProviderTroubled, Rejection
from bot.domain.generation import MediaRole
from bot.domain.request import Requester
from tests.services.far import FarProvider
from tests.services.oracle import Oracle
from tests.services.reckoning import Violation
from tests.support.fake_delivery import Purpose
from tests.support.studio import AUTHOR, CHANNEL, GUILD, Studio, picture

_TWIN: dict[str, Any] = {"model": "pixverse-v6-skills", "prompt": "twin", "seed": 7}
"""Several requests that nothing in a provider's echo tells apart."""
_ELSEWHERE = " elsewhere"
_TAKES = {"pixverse-v4": (1, 1, 2, 3), "pixverse-v6": (1, 1, 4, 20)}


@dataclass
class Members:
    """Three members in two servers."""

    studio: Studio
    providers: Sequence[FarProvider]
    oracle: Oracle
    rng: Random
    refused: list[str] = field(default_factory=list)
    """What they were told."""
    given: dict[str, str] = field(default_factory=dict)
    """By command, the generation it led to."""
    asked: int = 0

    async def request(self) -> None:
        """Ask for a video."""
        number = await self._accepted()
        await self._ask(**self.wishes())
        # Whatever was accepted now had to fit with what the providers cost until now.
        if await self._accepted() > number:
            await self.oracle.require_room()

    def requests(self) -> list[Coroutine[Any, Any, None]]:
        """Ask while others do, and at times twice at once for the same."""
        wishes = self.wishes()
        if self.rng.random() < 0.8:
            return [self._ask(**wishes)]
        # What one of them asked the provider for, the other may not know.
        self._double(wishes["key"])
        return [self._ask(**wishes), self._ask(**wishes)]

    async def cancel(self, *, while_at_work: bool = False) -> None:
        """Take something back that may have ended."""
        ids = await self.studio.rows("SELECT id, guild_id FROM generations")
        if not ids:
            return
        generation_id, guild = self.rng.choice(ids)
        try:
            taken_back = await self.studio.generations.cancel(
                generation_id, Requester(1, guild, is_moderator=True)
            )
        except Rejection as refusal:
            self.refused.append(type(refusal).__name__)
        else:
            if while_at_work and taken_back.discarded:
                self.oracle.discarded_late.add(generation_id)

    async def _accepted(self) -> int:
        return int((await self.studio.rows("SELECT COUNT(*) FROM generations"))[0][0])

    def wishes(self) -> dict[str, Any]:
        """Say what somebody wants, as `Studio.wish` takes it."""
        rng = self.rng
        if rng.random() < 0.1:
            # The same command again, perhaps while the first is under way.
            self._double(f"interaction-{self.asked}")
        else:
            self.asked += 1
        wishes: dict[str, Any] = {
            "key": f"interaction-{self.asked}",
            "author": AUTHOR + rng.randrange(3),
            "guild": GUILD + rng.randrange(2),
            "prompt": f"wish {self.asked}",
            "upload_limit_bytes": rng.choice((500, 10_000)),
        }
        if rng.random() < 0.1:
            return wishes | _TWIN
        model = rng.choice(("pixverse-v4", "pixverse-v6", "pixverse-v6-skills"))
        if takes := _TAKES.get(model):
            wishes["takes"] = rng.choice(takes)
        if model == "pixverse-v6":
            wishes["duration"] = 1
        return wishes | {"model": model} | self._beginning(model)

    def _beginning(self, model: str) -> dict[str, Any]:
        """With an attached picture, with an earlier result, or with nothing."""
        rng, posts = self.rng, self.studio.delivery.channels.get(CHANNEL, ())
        earlier = [post.generation_id for post in posts if post.purpose is not Purpose.CARD]
        if rng.random() < 0.15:
            return {"attachments": {MediaRole.FIRST_FRAME: picture()}}
        if earlier and rng.random() < 0.3:
            video = model == "pixverse-v6" and rng.random() < 0.5
            role = MediaRole.SOURCE_VIDEO if video else MediaRole.FIRST_FRAME
            return {"sources": {role: rng.choice(earlier) + rng.choice(("", "/1", "/2"))}}
        return {}

    def _double(self, key: str) -> None:
        self.oracle.doubled |= {key, key + _ELSEWHERE}

    async def _ask(self, **wishes: Any) -> None:
        try:
            generation = await self.studio.request(**wishes)
            if self.given.setdefault(wishes["key"], generation.id) != generation.id:
                raise Violation(f"{wishes['key']} led to more than {self.given[wishes['key']]}")
            self.oracle.require_as_asked(generation, wishes["model"])
            if self.rng.random() < 0.5:
                await self.studio.cards.show(generation.id)
        except ProviderTroubled as refusal:
            self.refused.append(f"{refusal.model_id} {refusal.trouble.reason}")
            if refusal.offers and self.rng.random() < 0.5:
                await self._ask(**self._as_offered(wishes, refusal))
        except Rejection as refusal:
            self.refused.append(type(refusal).__name__)

    def _as_offered(self, wishes: dict[str, Any], refusal: ProviderTroubled) -> dict[str, Any]:
        offer = refusal.offers[0]
        kept = {name: value for name, value in wishes.items() if name not in offer.lacking}
        if "video" in offer.lacking:
            kept.pop("sources", None)
        return kept | {"key": wishes["key"] + _ELSEWHERE, "model": offer.model_id}
