"""The answer to a private command: an ephemeral message that can be edited while its token lives."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

import discord

from bot.delivery.troubles import translated
from bot.domain.generation import Generation
from bot.ui.layout import View

_MARGIN: Final = timedelta(seconds=15)
"""An edit, above all one with a file, has to arrive before the token dies."""
_ORIGINAL: Final = cast(int, "@original")
"""How Discord's API calls the answer to a command; discord.py only passes it on."""


def can_be_edited(generation: Generation, now: datetime) -> bool:
    """Tell whether the command's own token still lives."""
    place = generation.place
    if place.interaction_token is None or place.interaction_expires_at is None:
        return False
    return now < place.interaction_expires_at - _MARGIN


async def edit(
    client: discord.Client, generation: Generation, view: View, files: Sequence[discord.File] = ()
) -> int:
    """Let the answer show something else, and give its message id; raises `DeliveryError`."""
    with translated():
        message = await _webhook(client, generation).edit_message(
            _ORIGINAL,
            content=None,
            view=view,
            attachments=list(files),
            allowed_mentions=discord.AllowedMentions.none(),
        )
    return int(message.id)


def _webhook(client: discord.Client, generation: Generation) -> Any:  # noqa: ANN401 - its edit takes an id only
    return discord.Webhook.partial(
        client.application_id or 0, generation.place.interaction_token or "", client=client
    )
