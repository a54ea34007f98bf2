"""Nonces: the same author sending the same one again gets the first message back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from simcord.backend.errors import BackendError

from sandbox.discord.clock import WorldClock

# Documented as "in the past few minutes"; the exact length is not (docs/facts/discord.md §2).
WINDOW = timedelta(minutes=5)
MAX_LENGTH = 25


@dataclass(frozen=True)
class Sent:
    """Where the message of a nonce is, and until when the nonce is remembered."""

    channel_id: int
    message_id: int
    until: datetime


class Nonces:
    """What was sent with `enforce_nonce` in the past few minutes."""

    def __init__(self, clock: WorldClock) -> None:
        self._clock = clock
        self._sent: dict[tuple[int, str], Sent] = {}

    def find(self, author_id: int, nonce: str) -> Sent | None:
        """Look up the earlier message; None when there is none or the window is over."""
        sent = self._sent.get((author_id, nonce))
        return sent if sent is not None and self._clock.now() < sent.until else None

    def remember(self, author_id: int, nonce: str, channel_id: int, message_id: int) -> None:
        """Keep the nonce of a message just made."""
        self._sent[author_id, nonce] = Sent(channel_id, message_id, self._clock.now() + WINDOW)


def read_nonce(body: dict[str, object]) -> str | None:
    """Take the nonce out of a message body; raises 50035 for one longer than 25 characters."""
    raw = body.get("nonce")
    if raw is None:
        return None
    nonce = str(raw)
    if len(nonce) > MAX_LENGTH:
        raise BackendError(400, 50035, "Invalid Form Body: nonce: Must be 25 or fewer in length.")
    return nonce
