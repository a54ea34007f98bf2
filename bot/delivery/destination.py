"""Posting a message once, however often it is asked: first by its nonce, later by a look into the channel."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import discord

from bot.delivery.troubles import UNKNOWN_MESSAGE, translated
from bot.domain.generation import Generation
from bot.ui.layout import Purpose, View, is_about

_NONCE_CHARACTERS: Final = 25
"""The longest nonce (docs/facts/discord.md §2)."""
_LOOKED_AT: Final = 500
_CLOCKS_APART: Final = timedelta(minutes=5)
"""Message times are Discord's, ours may be ahead."""


@dataclass(frozen=True, slots=True)
class Posting:
    """A message about a generation; `part` counts those of one purpose."""

    generation: Generation
    purpose: Purpose
    view: View
    files: Sequence[discord.File] = ()
    part: int = 0


@dataclass(frozen=True, slots=True)
class Destination:
    """Where messages about generations go; `name` keeps apart what is sent to several places."""

    channel: discord.abc.Messageable
    name: str
    me: int

    async def post(self, posting: Posting, *, again: bool) -> int | None:
        """Create the message and give its id; None when it was made before and is deleted by now.

        Raises `DeliveryError`. `again` says that an earlier attempt may have arrived: Discord remembers a
        nonce for minutes only, so the channel is searched first.
        """
        with translated():
            found = await self._posted_before(posting) if again else None
            return found or await self._create(posting)

    async def _create(self, posting: Posting) -> int | None:
        try:
            message = await self.channel.send(
                view=posting.view,
                files=list(posting.files),
                nonce=self._nonce(posting),
                allowed_mentions=_pings(posting),
            )
        except discord.NotFound as error:
            if error.code == UNKNOWN_MESSAGE:
                return None
            raise
        return message.id

    async def _posted_before(self, posting: Posting) -> int | None:
        generation = posting.generation
        # A card is posted before the settlement, everything else after it.
        settled_at = None if posting.purpose is Purpose.CARD else generation.settled_at
        since = (settled_at or generation.created_at) - _CLOCKS_APART
        try:
            async for message in self.channel.history(limit=_LOOKED_AT):
                if message.created_at < since:
                    return None
                ours = message.author.id == self.me
                if ours and is_about(message, generation.id, posting.purpose, posting.part):
                    return message.id
        except discord.Forbidden:
            # Without the right to read back, the nonce has to do.
            return None
        return None

    def _nonce(self, posting: Posting) -> str:
        """The same for every attempt, another for every message."""
        words = f"{posting.generation.id} {posting.purpose.name} {posting.part} {self.name}"
        digest = hashlib.sha256(words.encode()).digest()
        return base64.b32encode(digest)[:_NONCE_CHARACTERS].decode().lower()


def _pings(posting: Posting) -> discord.AllowedMentions:
    """Only results and notices may ping, and of all people only their author."""
    author = posting.generation.author_discord_id
    pinged = author is not None and posting.purpose is not Purpose.CARD
    users = [discord.Object(author)] if author is not None and pinged else []
    return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=users)
