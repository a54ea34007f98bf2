"""Who may ask: the API key, in the header of a request or in an authentication task before the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest

from sandbox.runware.wire import JsonObject, refused


@dataclass(frozen=True)
class Keys:
    """The good keys: one, or with None any that is not empty."""

    only: str | None

    def admit(self, tasks: list[JsonObject], headers: Mapping[str, str]) -> list[JsonObject]:
        """The tasks without the authentication task there may be; raises Refused unless a key is good."""
        if tasks[0].get("taskType") == "authentication":
            self.demand(tasks[0].get("apiKey"))
            return tasks[1:]
        scheme, _, key = headers.get("Authorization", "").partition(" ")
        self.demand(key if scheme == "Bearer" else None)
        return tasks

    def demand(self, key: object) -> None:
        """Raise Refused unless the key is good."""
        given = key.encode() if isinstance(key, str) else b""
        if not given or (self.only is not None and not compare_digest(given, self.only.encode())):
            message = "Invalid API key."
            raise refused("invalidApiKey", message, status=401, parameter="apiKey", taskType="authentication")
