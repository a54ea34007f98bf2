"""Faults on demand: what a request meets instead of, before or after being applied."""

import random
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fnmatch import fnmatch

OLD = timedelta(hours=1)
"""From which age on edits of a message are limited (docs/facts/discord.md §1)."""


class Kind(StrEnum):
    """What goes wrong."""

    ERROR = "error"  # answered with `status` and `code`, not applied
    RATE_LIMITED = "rate_limited"  # 429 with Retry-After, not applied
    CLOUDFLARE = "cloudflare"  # 429 as HTML, as for a banned address
    DROP_BEFORE = "drop_before"  # connection reset, not applied
    DROP_AFTER = "drop_after"  # applied, then the connection is reset: the answer is lost
    SLOW = "slow"  # applied, answered late
    OLD_EDITS = "old_edits"  # 429 and 30046 for edits of messages older than an hour, not applied


@dataclass
class Fault:
    """A fault for requests whose method and path match (shell-style wildcards; path without /api/v10).

    It hits `times` times (None: always), each time with the given probability.
    """

    kind: Kind
    method: str = "*"
    path: str = "*"
    times: int | None = 1
    probability: float = 1.0
    status: int = 500
    code: int = 0
    message: str = "Internal Server Error"
    scope: str = "user"
    retry_after_seconds: float = 1.0
    delay_seconds: float = 1.0

    def __post_init__(self) -> None:
        self.kind = Kind(self.kind)
        if self.scope not in {"user", "global", "shared"}:
            raise ValueError(f"Unknown rate limit scope {self.scope!r}: user, global or shared.")


class Faults:
    """The faults now set, taken by requests in the order they were added."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._set: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Set a fault."""
        self._set.append(fault)

    def clear(self) -> None:
        """Take all faults back."""
        self._set.clear()

    def take(self, method: str, path: str, age: timedelta = timedelta(0)) -> Fault | None:
        """Find the fault this request meets, and use it up; `age` is that of the message being edited."""
        for fault in self._set:
            if not (fnmatch(method, fault.method) and fnmatch(path, fault.path)):
                continue
            if fault.kind is Kind.OLD_EDITS and not age > OLD:
                continue
            if fault.probability < 1 and self._chance.random() >= fault.probability:
                continue
            self._use(fault)
            return fault
        return None

    def _use(self, fault: Fault) -> None:
        if fault.times is None:
            return
        fault.times -= 1
        if fault.times <= 0:
            self._set.remove(fault)
