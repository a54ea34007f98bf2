"""Sealing secrets, so that whoever has the database has none of them."""

from typing import Protocol


class SecretUnreadable(Exception):
    """What was sealed cannot be opened: by another key, about something else, or it was changed."""


class Vault(Protocol):
    """Seals and opens short texts."""

    def seal(self, secret: str, about: str) -> bytes:
        """Seal a secret; it can be opened with the same `about` only."""
        ...

    def open(self, sealed: bytes, about: str) -> str:
        """Open what was sealed; raises `SecretUnreadable`."""
        ...
