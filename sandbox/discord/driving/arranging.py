"""Arranging the world: servers, channels, roles, users and members."""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.discord.driving.calls import Calls


class Arranging:
    """The omnipotent hand: it needs nobody's permission."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def world(self) -> dict[str, Any]:
        """Tell the ids of application, bot and operator, the time, and the synced commands."""
        described: dict[str, Any] = await self._calls.run("world")
        return described

    async def guild(
        self,
        name: str,
        *,
        owner_id: int | None = None,
        premium_tier: int = 0,
        locale: str = "en-US",
        bot_permissions: Sequence[str] | None = None,
    ) -> int:
        """Create a server the bot is in, with the rights it is invited with unless others are given.

        The boost tier decides how large uploads may be.
        """
        return await self._calls.run_id(
            "guild",
            name=name,
            owner_id=owner_id,
            premium_tier=premium_tier,
            locale=locale,
            bot_permissions=bot_permissions,
        )

    async def change_guild(self, guild_id: int, **changes: int | str | None) -> None:
        """Change `premium_tier`, `locale`, or `upload_limit_bytes` (None: by the tier again)."""
        await self._calls.run("change_guild", guild_id=guild_id, **changes)

    async def leave_guild(self, guild_id: int) -> None:
        """Remove the bot from a server."""
        await self._calls.run("leave_guild", guild_id=guild_id)

    async def channel(
        self,
        guild_id: int,
        name: str,
        *,
        kind: str = "text",
        age_restricted: bool = False,
        overwrites: Mapping[int, tuple[Sequence[str], Sequence[str]]] | None = None,
    ) -> int:
        """Create a channel (text, news, voice, stage, forum); overwrites: role or member → (allow, deny)."""
        rules = {
            str(target): [list(allow), list(deny)] for target, (allow, deny) in (overwrites or {}).items()
        }
        return await self._calls.run_id(
            "channel",
            guild_id=guild_id,
            name=name,
            kind=kind,
            age_restricted=age_restricted,
            overwrites=rules,
        )

    async def delete_channel(self, channel_id: int) -> None:
        """Delete a channel with all its messages."""
        await self._calls.run("delete_channel", channel_id=channel_id)

    async def thread(self, channel_id: int, name: str, owner_id: int, *, kind: str = "public") -> int:
        """Start a thread (public or private), which in a forum channel is a post."""
        return await self._calls.run_id(
            "thread", channel_id=channel_id, name=name, owner_id=owner_id, kind=kind
        )

    async def join_thread(self, thread_id: int, user_id: int) -> None:
        """Add a member, or the bot, to a thread."""
        await self._calls.run("thread_member", channel_id=thread_id, user_id=user_id)

    async def archive_thread(self, thread_id: int, *, locked: bool = False) -> None:
        """Archive a thread, locking it when asked."""
        await self._calls.run("archive_thread", channel_id=thread_id, locked=locked)

    async def lock_thread(self, thread_id: int) -> None:
        """Lock a thread that stays open: only who manages threads may still write there."""
        await self._calls.run("archive_thread", channel_id=thread_id, archived=False, locked=True)

    async def overwrite(
        self, channel_id: int, target_id: int, *, allow: Sequence[str] = (), deny: Sequence[str] = ()
    ) -> None:
        """Allow or deny a role or member something in a channel, by discord.py's permission names."""
        rules = {"allow": list(allow), "deny": list(deny)}
        await self._calls.run("overwrite", channel_id=channel_id, target_id=target_id, **rules)

    async def role(self, guild_id: int, name: str, *, permissions: Sequence[str] = ()) -> int:
        """Create a role; the guild's own id is that of @everyone."""
        return await self._calls.run_id("role", guild_id=guild_id, name=name, permissions=list(permissions))

    async def change_role(self, guild_id: int, role_id: int, permissions: Sequence[str]) -> None:
        """Give a role exactly these permissions."""
        await self._calls.run(
            "change_role", guild_id=guild_id, role_id=role_id, permissions=list(permissions)
        )

    async def allow_command(self, guild_id: int, name: str, role_id: int) -> None:
        """Let a role use a command whatever permissions it asks for, as in a server's integration settings.

        That is the only permission of this command then; the guild's own id is that of @everyone.
        """
        await self._calls.run("allow_command", guild_id=guild_id, name=name, role_id=role_id)

    async def user(
        self,
        name: str,
        *,
        display_name: str | None = None,
        locale: str = "en-US",
        created_days_ago: float = 365.0,
    ) -> int:
        """Create a user whose account is that old."""
        return await self._calls.run_id(
            "user", name=name, display_name=display_name, locale=locale, created_days_ago=created_days_ago
        )

    async def member(
        self, guild_id: int, user_id: int, *, roles: Sequence[int] = (), joined_days_ago: float = 30.0
    ) -> None:
        """Let a user join a server."""
        await self._calls.run(
            "member", guild_id=guild_id, user_id=user_id, roles=list(roles), joined_days_ago=joined_days_ago
        )

    async def join(
        self, guild_id: int, name: str, *, roles: Sequence[int] = (), locale: str = "en-US"
    ) -> int:
        """Create a user and let them join: the two steps most often taken together."""
        user_id = await self.user(name, locale=locale)
        await self.member(guild_id, user_id, roles=roles)
        return user_id

    async def member_roles(self, guild_id: int, user_id: int, roles: Sequence[int]) -> None:
        """Give a member exactly these roles."""
        await self._calls.run("member_roles", guild_id=guild_id, user_id=user_id, roles=list(roles))

    async def remove_member(self, guild_id: int, user_id: int) -> None:
        """Take a member out of a server."""
        await self._calls.run("remove_member", guild_id=guild_id, user_id=user_id)

    async def change_user(self, user_id: int, *, locale: str) -> None:
        """Have a user's client speak another language."""
        await self._calls.run("change_user", user_id=user_id, locale=locale)

    async def direct_messages(self, user_id: int, *, open_to_bot: bool) -> None:
        """Let a user close their direct messages (the bot then meets 50007), or open them again."""
        await self._calls.run("direct_messages", user_id=user_id, open=open_to_bot)

    async def direct_channel(self, user_id: int) -> int:
        """Give the channel of a user's direct messages with the bot."""
        return await self._calls.run_id("direct_channel", user_id=user_id)
