"""Addresses of ours that nobody can guess: for Runware's news, and for fetching our copies of files."""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

_KEY_BYTES: Final = 32
_ID_BYTES: Final = 16
# An id and its proof, 48 bytes: 64 characters without a bit to spare, so that each token has one spelling.
_WEBHOOK_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{64}")
_FOLDERS: Final = ("inputs", "results")
"""Where the media folder keeps what others may fetch."""


@dataclass(frozen=True, slots=True)
class Links:
    """Makes such addresses, and knows by its key alone whether a token is one of its own.

    Every token carries an HMAC-SHA256 whole, made for one purpose, so that a token opens one thing only.
    Raises `ValueError` for a key that is shorter than the 32 bytes of the HMAC.
    """

    base: str | None
    """The public address of the web server, without a slash at its end; None: it has none."""
    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) < _KEY_BYTES:
            raise ValueError(f"the key of the links has {len(self.key)} bytes and needs {_KEY_BYTES}")

    def webhook(self, provider: str, generation_id: str) -> str | None:
        """Give the address for news of one generation; None when there is none for this provider.

        skills.video has one address for all, set in its dashboard.
        Raises `ValueError` for an id that is no UUID.
        """
        if self.base is None or provider != "runware":
            return None
        task = UUID(generation_id).bytes
        return f"{self.base}/webhooks/runware/{_text(task + self._proof('webhooks/runware', task))}"

    def generation_of(self, token: str) -> str | None:
        """Tell for which generation a webhook's token was made; None for one that was not."""
        if not _WEBHOOK_TOKEN.fullmatch(token):
            return None
        content = urlsafe_b64decode(token)
        task, proof = content[:_ID_BYTES], content[_ID_BYTES:]
        genuine = hmac.compare_digest(proof, self._proof("webhooks/runware", task))
        return str(UUID(bytes=task)) if genuine else None

    def media(self, path: str) -> str | None:
        """Give the address of a kept file by its path below the media folder; None without a base."""
        if self.base is None:
            return None
        return f"{self.base}/media/{self._media_token(path)}/{path.rpartition('/')[2]}"

    def media_of(self, token: str, name: str) -> str | None:
        """Tell the path of the file that a media token was made for; None for one that was not."""
        given = token.encode(errors="replace")
        for path in (f"{folder}/{name}" for folder in _FOLDERS):
            if hmac.compare_digest(given, self._media_token(path).encode()):
                return path
        return None

    def _media_token(self, path: str) -> str:
        return _text(self._proof("media", path.encode(errors="replace")))

    def _proof(self, purpose: str, what: bytes) -> bytes:
        return hmac.digest(self.key, purpose.encode() + b"\0" + what, "sha256")


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
