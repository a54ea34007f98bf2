"""The stand-in's own endpoints under /sandbox: what all have, the credits, and the workspace's webhooks."""

from dataclasses import dataclass
from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, TypeAdapter

from sandbox.provider.control import faulting, post, shown, steering
from sandbox.skills_video.books import PAGE, Books, Credits
from sandbox.skills_video.faults import FAULT, Faults
from sandbox.skills_video.generations import Generations
from sandbox.skills_video.letters import Workspace, usable_secret


@dataclass(frozen=True)
class Webhook:
    """What a workspace's owner sets in the dashboard; without an address there are no webhooks."""

    url: str | None
    secrets: tuple[Annotated[str, AfterValidator(usable_secret)], ...] = ()


def control_routes(
    generations: Generations, books: Books, faults: Faults, workspace: Workspace
) -> list[web.RouteDef]:
    """The routes under /sandbox."""

    def set_credits(left: Credits) -> None:
        books.page.credits = left

    def set_webhook(webhook: Webhook) -> None:
        workspace.url, workspace.secrets = webhook.url, webhook.secrets

    return [
        shown(PAGE, books.page),
        *steering(generations),
        *faulting(FAULT, faults),
        post("/sandbox/credits", TypeAdapter(Credits), set_credits),
        post("/sandbox/webhook", TypeAdapter(Webhook), set_webhook),
    ]
