"""What the author of a video that moderators removed is told."""

from dataclasses import dataclass

from bot.domain.generation import Generation
from bot.domain.postings import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalFacts(Facts):
    """What was removed, and why; an empty reason: none was given."""

    generation: Generation
    reason: str
