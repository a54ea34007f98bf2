"""What stands between a request and its provider."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.generation import FailureReason


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a provider cannot be used, and since when."""

    reason: FailureReason
    since: datetime
