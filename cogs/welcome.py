"""A first word to whoever brought the bot into a server; it also finds servers joined while it was away."""

import logging

import discord
from discord.ext import commands

from bot.client import GreenlitBot

_log = logging.getLogger(__name__)

_LOOKED_AT = 20
"""So many of the last additions of bots are looked through for our own."""


class Welcome(commands.Cog):
    """New servers."""

    def __init__(self, bot: GreenlitBot) -> None:
        self.bot = bot

    @commands.Cog.listener("on_guild_join")
    @commands.Cog.listener("on_guild_available")
    async def greet(self, guild: discord.Guild) -> None:
        """Greet a server that was joined just now, or lately while the bot was away."""
        welcoming = self.bot.services.welcoming
        if not welcoming.is_news(guild.me.joined_at):
            return
        if await welcoming.greet(guild.id, await _inviter_id(guild), str(guild.preferred_locale)):
            _log.info("joined server %d", guild.id)


async def _inviter_id(guild: discord.Guild) -> int:
    """Tell who brought the bot in, as far as the server lets it look; else whose server it is."""
    if not guild.me.guild_permissions.view_audit_log:
        return guild.owner_id or 0
    try:
        async for entry in guild.audit_logs(action=discord.AuditLogAction.bot_add, limit=_LOOKED_AT):
            if entry.target and entry.target.id == guild.me.id and entry.user_id:
                return entry.user_id
    except discord.HTTPException as error:
        _log.info("the audit log of server %d cannot be read: %s", guild.id, error)
    return guild.owner_id or 0


async def setup(bot: GreenlitBot) -> None:
    """Add the listeners."""
    await bot.add_cog(Welcome(bot))
