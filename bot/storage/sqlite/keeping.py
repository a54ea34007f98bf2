"""Servers' own keys, sealed: this is told nothing of what is in them."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection, Row

from bot.domain.accounts import OwnKey, SealedKey, key_id_of, own_account, own_accounts_of
from bot.domain.keys import AccountChanged
from bot.domain.moderation.audit import Decision
from bot.storage.sqlite.members import member_id
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.serving import log
from bot.storage.sqlite.times import instant_of, text_of


def own_keys(db: Connection, guild_id: int | None = None) -> Sequence[OwnKey]:
    """List the keys that a server uses, or all."""
    found = queries.all_own_keys(db) if guild_id is None else queries.own_keys(db, guild_id=guild_id)
    return [_key(row) for row in found]


def sealed_key(db: Connection, key_id: int) -> SealedKey | None:
    """Read one as it is kept, in use or not."""
    row = queries.own_key(db, key_id=key_id)
    return None if row is None else SealedKey(row["guild_id"], row["provider"], row["sealed"])


def set_key(db: Connection, decision: Decision, key: SealedKey, deadline_at: datetime, now: datetime) -> None:
    """Use a key from now on, for what waits for an earlier one, too, and log whose decision that was."""
    earlier = _retire(db, key.guild_id, key.provider, now)
    key_id: int = queries.add_own_key(
        db,
        guild_id=key.guild_id,
        provider=key.provider,
        sealed=key.sealed,
        member_id=member_id(db, decision.actor_discord_id),
        now=text_of(now),
    )["key_id"]
    if earlier is not None:
        account = own_account(key.provider, key_id)
        queries.change_account(db, before=own_account(key.provider, earlier), after=account)
        queries.give_providers_time(db, account=account, deadline_at=text_of(deadline_at))
    log(db, decision, now)


def remove_key(db: Connection, decision: Decision, provider: str, now: datetime) -> bool:
    """Take a key out of use, and log whose decision that was; what it was accepted for it still pays."""
    if _retire(db, decision.guild_id, provider, now) is None:
        return False
    log(db, decision, now)
    return True


def forget_spent_keys(db: Connection) -> Sequence[int]:
    """Delete the keys that nothing needs any more."""
    spent: list[int] = [row["key_id"] for row in queries.spent_keys(db)]
    for key_id in spent:
        queries.forget_key(db, key_id=key_id)
    return spent


def own_accounts_at_work(db: Connection, provider: str, now: datetime) -> Sequence[str]:
    """List servers' own accounts at a provider where something is due, or waits in line."""
    first, beyond = own_accounts_of(provider)
    found = queries.own_accounts_at_work(db, first=first, beyond=beyond, now=text_of(now))
    return [row["account"] for row in found]


def require_current(db: Connection, guild_id: int, provider: str, account: str) -> None:
    """Raise `AccountChanged` when another account is to pay by now."""
    row = queries.own_key_at(db, guild_id=guild_id, provider=provider)
    if key_id_of(account) != (None if row is None else row["key_id"]):
        raise AccountChanged


def _retire(db: Connection, guild_id: int, provider: str, now: datetime) -> int | None:
    row = queries.own_key_at(db, guild_id=guild_id, provider=provider)
    if row is None:
        return None
    key_id: int = row["key_id"]
    queries.retire_own_key(db, key_id=key_id, now=text_of(now))
    queries.end_alarms_of(db, account=own_account(provider, key_id), now=text_of(now))
    return key_id


def _key(row: Row) -> OwnKey:
    return OwnKey(
        row["key_id"], row["guild_id"], row["provider"], instant_of(row["set_at"]), row["discord_id"]
    )
