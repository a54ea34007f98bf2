"""What operators see of the servers that the bot is in."""

from dataclasses import dataclass

from bot.domain.errors import Rejection


@dataclass(eq=False)
class ServerUnknown(Rejection):
    """The bot is in no such server, or in several that are called so."""

    said: str
