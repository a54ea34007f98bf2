"""Who may ask: the API key, in the header of a request or in an authentication task before the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest

from sandbox.runware.wire import JsonObject, refused


@dataclass(frozen=True)
class Keys:
    """The good keys: one, or with None any that is not empty; `others` open accounts of their own."""

    only: str | None
    others: frozenset[str] = frozenset()

    def admit(self, tasks: list[JsonObject], headers: Mapping[str, str]) -> list[JsonObject]:
        """The tasks without the authentication task there may be; raises Refused unless a key is good."""
        if tasks[0].get("taskType") == "authentication":
            self.demand(tasks[0].get("apiKey"))
            return tasks[1:]
        self.demand(_bearer(headers))
        return tasks

    def named(self, tasks: list[JsonObject], headers: Mapping[str, str]) -> object:
        """The key that is given, good or not."""
        if tasks[0].get("taskType") == "authentication":
            return tasks[0].get("apiKey")
        return _bearer(headers)

    def demand(self, key: object) -> None:
        """Raise Refused unless the key is good."""
        if key in self.others:
            return
        given = key.encode() if isinstance(key, str) else b""
        if not given or (self.only is not None and not compare_digest(given, self.only.encode())):
            message = "Invalid API key."
            raise refused("invalidApiKey", message, status=401, parameter="apiKey", taskType="authentication")


def _bearer(headers: Mapping[str, str]) -> str | None:
    scheme, _, key = headers.get("Authorization", "").partition(" ")
    return key if scheme == "Bearer" else None
