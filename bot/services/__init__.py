"""The use cases, and the worker that moves generations forward."""

from dataclasses import dataclass

from bot.domain.catalogue import Catalogue
from bot.services.cards import Cards
from bot.services.generations import Generations
from bot.services.usage import UsageReports


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases that commands and buttons call."""

    catalogue: Catalogue
    generations: Generations
    usage: UsageReports
    cards: Cards


__all__ = ["Cards", "Generations", "Services", "UsageReports"]
