"""Our own ids for Discord users, the only ones that books and logs know."""

import hashlib
import hmac
from sqlite3 import Connection, Row
from typing import Final, cast

from bot.domain.privacy import BeingErased
from bot.storage.sqlite.queries import queries

_KEY: Final = "members"
"""The name of the secret that keys the hashes."""


def member_id(db: Connection, discord_id: int) -> int:
    """Find or make our own id for a Discord user, or find that of one who had themselves erased lately."""
    row = (
        queries.member_of(db, discord_id=discord_id)
        or _returned(db, discord_id)
        or queries.add_member(db, discord_id=discord_id)
    )
    return cast("int", row["member_id"])


def known_member_id(db: Connection, discord_id: int) -> int | None:
    """Find our own id for a Discord user, if they have one; not that of one who was erased."""
    row = queries.member_of(db, discord_id=discord_id)
    return None if row is None else cast("int", row["member_id"])


def require_staying(db: Connection, member_id: int) -> None:
    """Raise `BeingErased` in the transaction of an acceptance: what it added would outlive the erasure."""
    if queries.is_going(db, member_id=member_id):
        raise BeingErased


def keep_hash_only(db: Connection, member_id: int, fresh_key: bytes) -> None:
    """Take the Discord id from a member's row; `fresh_key` keys the hashes if none did before."""
    row = queries.discord_id_of(db, member_id=member_id)
    if row["discord_id"] is None:
        return
    queries.add_secret(db, name=_KEY, value=fresh_key)
    queries.pseudonymise(db, member_id=member_id, discord_id_hash=_hash_of(db, row["discord_id"]))


def forget_hash(db: Connection, member_id: int) -> None:
    """Let nobody find out any more whose row this was, unless they have returned."""
    queries.forget_hash(db, member_id=member_id)


def _returned(db: Connection, discord_id: int) -> Row | None:
    """Limits and blocks hold on for those who come back within the same window."""
    if queries.has_hashes(db) is None:
        return None
    found = queries.returned(db, discord_id=discord_id, discord_id_hash=_hash_of(db, discord_id))
    return cast("Row | None", found)


def _hash_of(db: Connection, discord_id: int) -> bytes:
    key = queries.secret(db, name=_KEY)["value"]
    return hmac.new(key, str(discord_id).encode(), hashlib.sha256).digest()
