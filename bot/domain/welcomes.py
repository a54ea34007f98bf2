"""The first word to whoever brought the bot into a server."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.postings import Facts
from bot.domain.servers import Given

NEWS_FOR: Final = timedelta(days=7)
"""Whoever joined longer ago has found their way by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeFacts(Facts):
    """What a server has without deciding anything."""

    guild_id: int
    given: Given
