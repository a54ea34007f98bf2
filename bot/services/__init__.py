"""The use cases, and the worker that moves generations forward."""

from bot.services.assembly import assemble
from bot.services.services import Services
from bot.services.world import Pace, Terms, World

__all__ = ["Pace", "Services", "Terms", "World", "assemble"]
