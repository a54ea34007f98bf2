"""Asking moderators before money is spent: where, and the buttons with which they decide."""

import discord

from bot.domain.approval_terms import CannotAskThere
from bot.ui.askers import lacking


def require_asking(channel: discord.TextChannel) -> None:
    """Raise `CannotAskThere` for a channel in which the bot could not post its cards."""
    if missing := lacking(channel, channel.permissions_for(channel.guild.me)):
        raise CannotAskThere(channel.id, missing)
