"""Postings in Discord: in channels of moderators, or straight to somebody."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import discord

from bot.delivery.destination import Destination
from bot.delivery.rehearsal import rehearse
from bot.delivery.troubles import translated
from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.postings import Facts, Posting
from bot.domain.rehearsals import Rehearsed
from bot.ui import faces as _faces
from bot.ui.language import speaking
from bot.ui.layout import View
from bot.ui.postings import is_posting, posting_view

_LOOKS = _faces.REGISTERED


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The message of a posting."""

    posting: Posting
    shown: View
    files: Sequence[discord.File]
    pings: Sequence[int]

    @property
    def name(self) -> str:
        """Name the posting."""
        return f"posting {self.posting.id} {self.posting.created_at}"

    @property
    def since(self) -> datetime:
        """It was not made before there was a reason for it."""
        return self.posting.created_at

    def is_it(self, found: discord.Message) -> bool:
        """Recognise it by its component id."""
        return is_posting(found, self.posting)


@dataclass(frozen=True, slots=True)
class ChannelBoard:
    """Posts by Create Message with the bot's own token, and edits in place."""

    client: discord.Client
    media_dir: Path

    async def show(self, posting: Posting, facts: Facts, *, again: bool) -> int:
        """Post it, or edit what is there; the files it came with stay until it has none to show."""
        there = await self._destination(posting)
        with speaking(posting.locale):
            view = posting_view(posting, facts)
        if posting.message_id is not None:
            await self._edit(there, posting.message_id, view, facts)
            return posting.message_id
        with ExitStack() as stack:
            bulletin = Bulletin(posting, view, self._files(stack, facts), facts.pings)
            message_id = await there.post(bulletin, again=again)
        if message_id is None:
            raise DeliveryError(DeliveryTrouble.MESSAGE_GONE, "it was there, and is gone")
        if again and posting.revision:
            # An earlier attempt may have arrived, with what was to be seen before that changed.
            await self._edit(there, message_id, view, facts)
        return message_id

    async def rehearse(self, guild_id: int, channel_id: int, clip: bytes, locale: str) -> Rehearsed:
        """Post a clip in a channel, and delete it again."""
        with speaking(locale):
            return await rehearse(self.client.get_partial_messageable(channel_id, guild_id=guild_id), clip)

    async def _edit(self, there: Destination, message_id: int, view: View, facts: Facts) -> None:
        message = there.channel.get_partial_message(message_id)
        nobody = discord.AllowedMentions.none()
        with translated():
            if facts.files:
                await message.edit(view=view, allowed_mentions=nobody)
            else:
                await message.edit(view=view, attachments=[], allowed_mentions=nobody)

    async def _destination(self, posting: Posting) -> Destination:
        me = self.client.user.id if self.client.user else 0
        if posting.channel_id is not None:
            channel = self.client.get_partial_messageable(posting.channel_id, guild_id=posting.guild_id)
            return Destination(channel, "channel", me, direct=False)
        if posting.recipient_discord_id is None:
            raise DeliveryError(DeliveryTrouble.FORBIDDEN, "nobody knows any more to whom it goes")
        with translated():
            direct = await self.client.create_dm(discord.Object(posting.recipient_discord_id))
        return Destination(direct, "direct", me, direct=True)

    def _files(self, stack: ExitStack, facts: Facts) -> list[discord.File]:
        """Open its files; they are read while they are sent, never held."""
        files = []
        with translated():
            for name, media in facts.files.items():
                files.append(discord.File(self.media_dir / media.path, name))
                stack.callback(files[-1].close)
        return files
