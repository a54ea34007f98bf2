"""The stand-in's own record of what the bot did, kept outside the bot's reach."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

JsonObject = dict[str, Any]


@dataclass
class RecordedRequest:
    """One REST request as it arrived, and how it was answered (`status` 0: the connection was dropped)."""

    number: int
    at: str
    method: str
    path: str
    query: dict[str, str]
    body: object
    files: list[JsonObject]
    reason: str | None
    status: int = 0
    code: int = 0
    fault: str | None = None


@dataclass
class RecordedMessage:
    """A message that exists or once existed, with every version it had and whom it would have pinged."""

    id: int
    channel_id: int
    author_id: int
    nonce: str | None
    request: int | None
    created_at: str
    ephemeral: bool
    version: JsonObject
    edits: list[JsonObject] = field(default_factory=list)
    pinged_users: list[int] = field(default_factory=list)
    pinged_roles: list[int] = field(default_factory=list)
    pinged_everyone: bool = False
    deleted_at: str | None = None


class Books:
    """Every request, every message, and the counts an operator has to watch."""

    def __init__(self) -> None:
        self.requests: list[RecordedRequest] = []
        self.messages: dict[int, RecordedMessage] = {}
        self.interactions: list[JsonObject] = []
        self.gateway: Counter[str] = Counter()
        self.invalid_requests = 0

    def open_request(self, **facts: Any) -> RecordedRequest:  # noqa: ANN401 - typed by the record
        """Enter a request before anything is done about it."""
        entry = RecordedRequest(number=len(self.requests) + 1, **facts)
        self.requests.append(entry)
        return entry

    def close_request(self, entry: RecordedRequest, status: int, code: int, *, shared_limit: bool) -> None:
        """Enter the answer. 401, 403 and 429 are invalid, a shared 429 is not: docs/facts/discord.md §4."""
        entry.status = status
        entry.code = code
        if status in {401, 403} or (status == 429 and not shared_limit):
            self.invalid_requests += 1

    def counts(self) -> JsonObject:
        """Sum up: requests by status, invalid ones, messages by fate, identifies and resumes."""
        return {
            "requests": len(self.requests),
            "statuses": dict(Counter(str(entry.status) for entry in self.requests)),
            "invalid_requests": self.invalid_requests,
            "messages": len(self.messages),
            "messages_deleted": sum(message.deleted_at is not None for message in self.messages.values()),
            "identifies": self.gateway["identify"],
            "resumes": self.gateway["resume"],
            "interactions": len(self.interactions),
            "interactions_lost": sum(bool(entry["lost"]) for entry in self.interactions),
        }

    def as_json(self) -> JsonObject:
        """Give the whole books as JSON."""
        return {
            "counts": self.counts(),
            "requests": [asdict(entry) for entry in self.requests],
            "messages": [asdict(message) for message in self.messages.values()],
            "interactions": self.interactions,
        }
