"""What the members of a campaign want: short clips of all five models, in two servers."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from sandbox.demo.stage import Stage
from sandbox.discord.driver import Asked
from tests.e2e.server import opened

MEMBERS = 20
_SKILLS = "pixverse-v6-skills"
_SECONDS = {"pixverse-v4": 5, "pixverse-v4.5": 5, "pixverse-v5.6": 5, "pixverse-v6": 1, _SKILLS: 1}
"""The shortest clip of each model."""


@dataclass
class Wish:
    """A video that a member wants, and asks for again when no answer came."""

    member: int
    channel: int
    model: str
    prompt: str
    asked: list[Asked] = field(default_factory=list)

    @property
    def options(self) -> dict[str, object]:
        """The options of `/create`."""
        return {
            "model": self.model,
            "prompt": self.prompt,
            "resolution": "360p",
            "duration": _SECONDS[self.model],
        }


async def wishes(stage: Stage, count: int, skills_share: float, chance: random.Random) -> Sequence[Wish]:
    """Let so many wishes be had; every twentieth is for a storm."""
    first, second = await opened(stage, MEMBERS), await opened(stage)
    for member in first.members:
        await stage.discord.member(second.guild, member)
    return [
        Wish(
            member=first.members[number % MEMBERS],
            channel=(first, second)[number // MEMBERS % 2].channel,
            model=_model(skills_share, chance),
            prompt=f"{'a storm' if number % 20 == 7 else 'a kite'}, number {number}",
        )
        for number in range(count)
    ]


def _model(skills_share: float, chance: random.Random) -> str:
    others = [model for model in _SECONDS if model != _SKILLS]
    return _SKILLS if chance.random() < skills_share else chance.choice(others)
