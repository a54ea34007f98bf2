"""What Discord knows of guilds, channels and users, and simcord does not."""

from dataclasses import dataclass, field

_MIB = 1024 * 1024
# Default upload limit since 2026-09 and those of boost tiers 2 and 3 (docs/facts/discord.md §2).
_TIER_LIMITS = {0: 20 * _MIB, 1: 20 * _MIB, 2: 50 * _MIB, 3: 100 * _MIB}


@dataclass
class GuildExtras:
    """A guild's boost tier, and an upload limit of its own where a test sets one."""

    premium_tier: int = 0
    upload_limit_bytes: int | None = None


@dataclass
class Extras:
    """All of it, by id."""

    guilds: dict[int, GuildExtras] = field(default_factory=dict)
    locales: dict[int, str] = field(default_factory=dict)
    restricted_channels: set[int] = field(default_factory=set)
    closed_to_direct_messages: set[int] = field(default_factory=set)

    def guild(self, guild_id: int) -> GuildExtras:
        """Give what is kept of a guild."""
        return self.guilds.setdefault(guild_id, GuildExtras())

    def upload_limit_bytes(self, guild_id: int | None) -> int:
        """Tell how large one attachment may be in this guild, or in direct messages."""
        if guild_id is None:
            return _TIER_LIMITS[0]
        known = self.guild(guild_id)
        own = known.upload_limit_bytes
        return _TIER_LIMITS[known.premium_tier] if own is None else own
