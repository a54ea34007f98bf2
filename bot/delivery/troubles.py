"""Everything Discord and the network can answer, translated once into what the worker can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import aiohttp
import discord

from bot.domain.errors import DeliveryError, DeliveryTrouble

UNKNOWN_MESSAGE: Final = 10008
"""Also the answer to a nonce whose message was made, and deleted since (docs/facts/discord.md §2)."""

_CODES: Final = {
    10003: DeliveryTrouble.CHANNEL_GONE,
    10004: DeliveryTrouble.CHANNEL_GONE,
    UNKNOWN_MESSAGE: DeliveryTrouble.MESSAGE_GONE,
    10013: DeliveryTrouble.FORBIDDEN,  # unknown user
    10015: DeliveryTrouble.MESSAGE_GONE,  # unknown webhook: the interaction is over
    10062: DeliveryTrouble.MESSAGE_GONE,  # unknown interaction
    20016: DeliveryTrouble.UNAVAILABLE,  # slowmode
    20028: DeliveryTrouble.UNAVAILABLE,  # the channel's own write limit
    30046: DeliveryTrouble.UNAVAILABLE,  # too many edits of a message older than an hour
    40005: DeliveryTrouble.TOO_LARGE,
    50001: DeliveryTrouble.FORBIDDEN,
    50007: DeliveryTrouble.FORBIDDEN,  # direct messages are closed
    50013: DeliveryTrouble.FORBIDDEN,
    50027: DeliveryTrouble.MESSAGE_GONE,  # the interaction's token has died
    50083: DeliveryTrouble.FORBIDDEN,  # the thread is archived
    130000: DeliveryTrouble.UNAVAILABLE,
    160005: DeliveryTrouble.FORBIDDEN,  # the thread is locked
    200000: DeliveryTrouble.REFUSED,  # AutoMod
    240000: DeliveryTrouble.REFUSED,  # AutoMod: harmful link
}
_STATUSES: Final = {
    401: DeliveryTrouble.UNAVAILABLE,  # the bot's token; the operator can still mend it
    403: DeliveryTrouble.FORBIDDEN,
    404: DeliveryTrouble.CHANNEL_GONE,
    413: DeliveryTrouble.TOO_LARGE,
    429: DeliveryTrouble.UNAVAILABLE,
}


@contextmanager
def translated() -> Iterator[None]:
    """Turn what discord.py and the network raise inside the block into `DeliveryError`."""
    try:
        yield
    except FileNotFoundError as error:
        raise DeliveryError(DeliveryTrouble.REFUSED, f"our copy {error.filename} is gone") from error
    except discord.HTTPException as error:
        raise DeliveryError(_trouble(error), f"HTTP {error.status}, code {error.code}") from error
    except (discord.RateLimited, aiohttp.ClientError, OSError) as error:
        # A reset connection (errno 104 on Linux) is among them: discord.py retries it on other systems only.
        raise DeliveryError(DeliveryTrouble.UNAVAILABLE, type(error).__name__) from error


def _trouble(error: discord.HTTPException) -> DeliveryTrouble:
    if error.status >= 500:
        return DeliveryTrouble.UNAVAILABLE
    return _CODES.get(error.code) or _STATUSES.get(error.status, DeliveryTrouble.REFUSED)
