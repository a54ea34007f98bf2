"""Posting a message once, however often it is asked: first by its nonce, later by a look into the channel."""

import base64
import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

import discord

from bot.delivery.removal import Channel
from bot.delivery.troubles import UNKNOWN_MESSAGE, translated
from bot.domain.generation import Generation
from bot.domain.preferences import Telling
from bot.ui.layout import Purpose, View, is_about
from bot.ui.videos.attached import Attached
from bot.ui.videos.results import CLIPS_PER_MESSAGE

_NONCE_CHARACTERS: Final = 25
"""The longest nonce (docs/facts/discord.md §2)."""
_LOOKED_AT: Final = 500
_PINGING: Final = frozenset({Purpose.RESULT, Purpose.NOTICE})
_CLOCKS_APART: Final = timedelta(minutes=5)
"""Message times are Discord's, ours may be ahead."""


class Outgoing(Protocol):
    """A message to be made once."""

    @property
    def shown(self) -> View | Attached:
        """What it looks like."""
        ...

    @property
    def files(self) -> Sequence[discord.File]:
        """What it carries."""
        ...

    @property
    def name(self) -> str:
        """The same for every attempt, another for every message."""
        ...

    @property
    def since(self) -> datetime:
        """An instant before which it was surely not made."""
        ...

    @property
    def pings(self) -> Sequence[int]:
        """Whom it may call, by their Discord ids."""
        ...

    def is_it(self, found: discord.Message) -> bool:
        """Tell whether a message of ours in a channel is this one."""
        ...


@dataclass(frozen=True, slots=True)
class About:
    """A message about a generation; `part` counts those of one purpose."""

    generation: Generation
    purpose: Purpose
    shown: View | Attached
    files: Sequence[discord.File] = ()
    part: int = 0

    @property
    def name(self) -> str:
        """Name generation, purpose and part."""
        return f"{self.generation.id} {self.purpose.name} {self.part}"

    @property
    def since(self) -> datetime:
        """A card is posted before the settlement, everything else after it."""
        settled_at = None if self.purpose is Purpose.CARD else self.generation.settled_at
        return settled_at or self.generation.created_at

    @property
    def pings(self) -> Sequence[int]:
        """Only results and notices may ping, and of all people only their author, if they want it."""
        author = self.generation.author_discord_id
        wanted = self.purpose in _PINGING and self.generation.telling is Telling.PING
        return [author] if author is not None and wanted else []

    def is_it(self, found: discord.Message) -> bool:
        """Recognise it by its component ids and the line with the generation's id."""
        return is_about(found, self.generation.id, self.purpose, self.part)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where messages go; `name` keeps apart what is sent to several places."""

    channel: Channel
    name: str
    me: int
    direct: bool

    async def post(self, outgoing: Outgoing, *, again: bool) -> int | None:
        """Create the message and give its id; None when it was made before and is deleted by now.

        Raises `DeliveryError`. `again` says that an earlier attempt may have arrived: Discord remembers a
        nonce for minutes only, so the channel is searched first.
        """
        with translated():
            found = await self._posted_before(outgoing) if again else None
            return found or await self._create(outgoing)

    async def _create(self, outgoing: Outgoing) -> int | None:
        try:
            message = await self._send(outgoing)
        except discord.NotFound as error:
            if error.code == UNKNOWN_MESSAGE:
                return None
            raise
        return message.id

    async def _send(self, outgoing: Outgoing) -> discord.Message:
        files, nonce, pings = list(outgoing.files), self._nonce(outgoing), _pings(outgoing)
        match outgoing.shown:
            case Attached(content, buttons):
                return await self.channel.send(
                    content, view=buttons, files=files, nonce=nonce, allowed_mentions=pings
                )
            case view:
                return await self.channel.send(view=view, files=files, nonce=nonce, allowed_mentions=pings)

    async def _posted_before(self, outgoing: Outgoing) -> int | None:
        try:
            async for message in self._own_since(outgoing.since):
                if outgoing.is_it(message):
                    return message.id
        except discord.Forbidden:
            # Without the right to read back, the nonce has to do.
            return None
        return None

    async def results_of(self, generation: Generation) -> Sequence[int]:
        """Find all messages with a generation's videos; raises `DeliveryError`."""
        since = generation.settled_at or generation.created_at
        parts = range(-(-generation.takes_asked // CLIPS_PER_MESSAGE))
        with translated():
            return [
                message.id
                async for message in self._own_since(since)
                if any(is_about(message, generation.id, Purpose.RESULT, part) for part in parts)
            ]

    async def _own_since(self, moment: datetime) -> AsyncIterator[discord.Message]:
        """Give our own messages, newest first, back to a moment."""
        async for message in self.channel.history(limit=_LOOKED_AT):
            if message.created_at < moment - _CLOCKS_APART:
                return
            if message.author.id == self.me:
                yield message

    def _nonce(self, outgoing: Outgoing) -> str:
        """The same for every attempt, another for every message and place."""
        digest = hashlib.sha256(f"{outgoing.name} {self.name}".encode()).digest()
        return base64.b32encode(digest)[:_NONCE_CHARACTERS].decode().lower()


def _pings(outgoing: Outgoing) -> discord.AllowedMentions:
    users = [discord.Object(discord_id) for discord_id in outgoing.pings]
    return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=users)
