"""The webhooks of a workspace, signed by Standard Webhooks.

Sources: docs.skills.video/webhook (one endpoint for a workspace, its events and `prediction.state`; the rest
of the body is not published); standardwebhooks.com for headers, signatures and pauses between attempts.
"""

import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from standardwebhooks import Webhook
from standardwebhooks.webhooks import EmptyWebhookSecretError

from sandbox.provider.post import Headers
from sandbox.provider.webhooks import Letter
from sandbox.skills_video.faults import SIGNATURE_KINDS
from sandbox.skills_video.generation import Generation
from sandbox.skills_video.wire import JsonObject

# The specification asks for 15 to 30 seconds.
ANSWER_TIMEOUT_SECONDS = 15.0
# The specification's example of a schedule.
PAUSES_SECONDS = (5.0, 300.0, 1800.0, 7200.0, 18_000.0, 36_000.0, 50_400.0, 72_000.0, 86_400.0)
# An hour: the specification's libraries take five minutes.
_STALE_SECONDS = 3600.0
NOBODYS_SECRET = "whsec_bm9ib2R5J3Mgc2VjcmV0LCBub3QgdGhpcyB3b3Jrc3BhY2Un"  # noqa: S105
MODEL = "pixverse/v6"

BodyShape = Literal["prediction", "data", "flat"]
Event = Literal["task.created", "task.started", "task.completed", "task.failed", "task.canceled"]


def usable_secret(text: str) -> str:
    """The same secret; raises ValueError when nothing can be signed with it."""
    try:
        Webhook(text)
    except (binascii.Error, EmptyWebhookSecretError) as error:
        raise ValueError(f"{text!r} is no secret; write whsec_ and base64 after it") from error
    return text


@dataclass
class Workspace:
    """Where webhooks go, and the secrets they are signed with: two while one takes the other's place."""

    url: str | None = None
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letters:
    """Writes webhooks, each with an id of its own that all its attempts and copies share."""

    workspace: Workspace
    shape: BodyShape
    clock: Callable[[], float]
    new_id: Callable[[], UUID]

    def post(self, generation: Generation, event: Event) -> None:
        """Put an event into the generation's outbox, if the workspace wants to hear of it."""
        if self.workspace.url is None:
            return
        key, content = f"msg_{self.new_id().hex}", json.dumps(self._body(generation, event))
        fault = generation.fault(*SIGNATURE_KINDS)
        spoilt = fault.kind if fault else None

        def headers() -> Headers:
            return self._headers(key, content, spoilt)

        letter = Letter(self.workspace.url, key, generation.generation_id, event, content.encode(), headers)
        generation.outbox.put(letter, last=generation.has_ended)

    def _body(self, generation: Generation, event: Event) -> JsonObject:
        time = datetime.fromtimestamp(self.clock(), UTC).isoformat()
        envelope = {"type": event, "timestamp": time}
        prediction = {"id": generation.generation_id, "model": MODEL, "state": generation.state}
        match self.shape:
            case "prediction":
                return {**envelope, "prediction": prediction}
            case "data":
                return {**envelope, "data": {"prediction": prediction}}
            case "flat":
                named = {"generation_id": generation.generation_id}
                return {**envelope, **named, "prediction": {"state": generation.state}}

    def _headers(self, key: str, content: str, spoilt: str | None) -> Headers:
        seconds = self.clock() - (_STALE_SECONDS if spoilt == "webhook_stale" else 0)
        time = datetime.fromtimestamp(seconds, UTC)
        secrets = (NOBODYS_SECRET,) if spoilt == "webhook_forged" else self.workspace.secrets
        signatures = [Webhook(secret).sign(key, time, content) for secret in secrets]
        return {
            "Content-Type": "application/json",
            "webhook-id": key,
            "webhook-timestamp": str(int(seconds)),
            "webhook-signature": " ".join(signatures),
        }
