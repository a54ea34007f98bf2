"""Standard Webhooks 1.0 (spec/standard-webhooks.md in the repository standard-webhooks/standard-webhooks).

The library reads secrets and signs. Its `verify` is not used: it asks the system's clock for the time, reads
base64 so leniently that one signature has many spellings, and breaks on some malformed headers.
"""

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from standardwebhooks import Webhook

_TOLERANCE: Final = timedelta(minutes=5)
_ID: Final = re.compile(r"[!-~]{1,200}")
_TIMESTAMP: Final = re.compile(r"[1-9][0-9]{0,10}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the headers of a signed webhook claim."""

    id: str
    """The same each time the webhook is sent."""
    sent_at: datetime
    signatures: tuple[str, ...]


def read_stamp(headers: Mapping[str, str], now: datetime) -> Stamp | None:
    """Read the headers; None when one is missing or malformed, or the time is more than five minutes off."""
    name, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    signatures = tuple(headers.get("webhook-signature", "").split(" "))
    if not _ID.fullmatch(name) or not _TIMESTAMP.fullmatch(timestamp):
        return None
    sent_at = datetime.fromtimestamp(int(timestamp), UTC)
    return Stamp(name, sent_at, signatures) if abs(now - sent_at) <= _TOLERANCE else None


class Signatures:
    """Knows what was signed with one of our secrets: base64, with or without `whsec_` before it.

    There are several while they are rotated.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        self._signers = [Webhook(secret) for secret in secrets]

    def prove(self, stamp: Stamp, body: bytes) -> bool:
        """Tell whether one of the stamp's signatures is right for it and for these very bytes."""
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return False
        expected = [signer.sign(stamp.id, stamp.sent_at, text).encode() for signer in self._signers]
        given = [signature.encode(errors="replace") for signature in stamp.signatures]
        return any(hmac.compare_digest(one, other) for one in expected for other in given)
