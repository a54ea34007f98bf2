"""Deleting messages, each as far as it can be reached."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import discord

from bot.delivery.troubles import translated
from bot.domain.errors import DeliveryError, DeliveryTrouble

_log = logging.getLogger(__name__)

Channel = discord.PartialMessageable | discord.DMChannel


@contextmanager
def reachable() -> Iterator[None]:
    """Let be what is gone, or cannot be reached any more; raises `DeliveryError` for `UNAVAILABLE` alone."""
    try:
        yield
    except DeliveryError as error:
        if error.trouble is DeliveryTrouble.UNAVAILABLE:
            raise
        _log.info("let be what cannot be deleted: %s %s", error.trouble, error.detail)


async def delete(channel: Channel, message_ids: Iterable[int]) -> None:
    """Delete messages as far as they can be reached; raises `DeliveryError` when Discord does not answer."""
    for message_id in message_ids:
        with reachable(), translated():
            await channel.get_partial_message(message_id).delete()
