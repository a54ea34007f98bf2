"""A classifier whose verdicts tests decide."""

from dataclasses import dataclass, field

from bot.domain.generation import StoredMedia
from bot.domain.safety import CheckUnavailable


@dataclass
class FakeChecker:
    """Implements `bot.ports.checking.Checker`: what is in `unfit`, by its mime type or path, is."""

    unfit: set[str] = field(default_factory=set)
    down: bool = False
    asked: list[str] = field(default_factory=list)
    """The paths of what it looked at."""

    async def finds_unfit(self, media: StoredMedia) -> bool:
        self.asked.append(media.path)
        if self.down:
            raise CheckUnavailable("scripted")
        return not self.unfit.isdisjoint({media.path, media.mime})
