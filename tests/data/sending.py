"""What the adapters send for a request."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from bot.domain.models import CATALOGUE
from bot.domain.request import Plan
from bot.domain.rules import OPTION_OF_ROLE, plan
from bot.ports.provider import InputMedia, Order
from bot.providers.runware import OperatorTerms
from bot.providers.runware.mapping import video_task
from bot.providers.skills_video.mapping import generation_body
from tests.data.requests import ID, WEBHOOK_URL, Request

Json = Any
TERMS = OperatorTerms("full", 3600, "https://store.example/{taskUUID}.mp4")


def _unread() -> AsyncIterator[bytes]:
    raise AssertionError("a file with an address is fetched by the provider")


def sent(request: Request) -> Json:
    """The document that the provider gets when a member's request has passed the rules."""
    said = {**request.said, **dict.fromkeys(request.files, True)}
    return sent_for(plan(CATALOGUE, request.model_id, said), request.files, TERMS, WEBHOOK_URL)


def sent_for(accepted: Plan, files: Mapping[str, str], terms: OperatorTerms, webhook_url: str | None) -> Json:
    """The document for an accepted request; its files, by option, are where the provider finds them."""
    roles = {role: files[name] for role, name in OPTION_OF_ROLE.items() if name in files}
    inputs = {role: InputMedia("image/png", 1, link, _unread) for role, link in roles.items()}
    order = Order(ID, accepted.model, accepted.prompt, accepted.settings, inputs, webhook_url)
    if accepted.model.provider == "skills_video":
        content = generation_body(order).content
        assert isinstance(content, bytes)
        return json.loads(content)
    return json.loads(json.dumps(video_task(order, terms, roles)))
