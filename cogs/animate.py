"""The message menu "Animate this image": a form for the first picture of a message."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import discord
from discord import app_commands

from bot.client import GreenlitBot
from bot.domain.consents import Borrowing
from bot.domain.errors import NoImage
from bot.domain.generation import MediaRole
from bot.domain.request import Attachment, GenerationRequest
from bot.domain.rules import OPTION_OF_ROLE
from bot.ui.answer import Outcome, answer
from bot.ui.askers import blank
from bot.ui.drafts.forms import open_form

Interaction = discord.Interaction[GreenlitBot]

MENU: Final = "Animate this image"
_KINDS: Final = frozenset({"image/png", "image/jpeg", "image/webp"})
"""What pictures may be; whether it is one, the file itself tells once it is fetched."""
_ROLE: Final = MediaRole.FIRST_FRAME


async def setup(bot: GreenlitBot) -> None:
    """Add the menu's entry."""
    bot.tree.add_command(app_commands.ContextMenu(name=MENU, callback=animate))


async def animate(interaction: Interaction, message: discord.Message) -> None:
    """Open the form over a draft that begins with the message's first image."""
    await answer(interaction, lambda: _opened(interaction, message), opens_form=True)


async def _opened(interaction: Interaction, message: discord.Message) -> Outcome:
    drafts = interaction.client.services.drafts
    image = next((found for found in _images(message) if drafts.intake.media.may_attach(found.url)), None)
    if image is None:
        raise NoImage
    request = replace(await blank(interaction), attachments={_ROLE: image})
    draft = await drafts.start(replace(request, consent_id=await _consent_id(interaction, message, request)))
    await open_form(interaction, draft)
    return None


async def _consent_id(
    interaction: Interaction, message: discord.Message, request: GenerationRequest
) -> int | None:
    """Note whose picture it is; of bots and webhooks nobody could be asked."""
    if message.author.bot or message.webhook_id:
        return None
    wish = Borrowing(
        guild_id=request.requester.guild_id,
        channel_id=message.channel.id,
        message_id=message.id,
        owner_discord_id=message.author.id,
        asker_discord_id=request.requester.discord_id,
        locale=request.place.locale,
    )
    return await interaction.client.services.consents.noted(wish)


def _images(message: discord.Message) -> Iterator[Attachment]:
    """List what may be pictures, as Discord announces them: uploaded ones first, then those of embeds."""
    option = OPTION_OF_ROLE[_ROLE]
    shown: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    for file in (file for one in shown for file in one.attachments):
        if (file.content_type or "").partition(";")[0] in _KINDS:
            yield Attachment(option, file.filename, file.url, file.size)
    for url in (url for one in shown for embed in one.embeds for url in _addresses(embed)):
        yield Attachment(option, url.partition("?")[0].rpartition("/")[2], url, 0)


def _addresses(embed: discord.Embed) -> list[str]:
    pictures = (embed.image, embed.thumbnail)
    return [url for picture in pictures for url in (picture.url, picture.proxy_url) if url]
