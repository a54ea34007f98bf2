"""Where providers post their news. It is believed only that something happened: the worker asks what."""

import hashlib
import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from aiohttp import web

from bot.domain.links import Links
from bot.ports.clock import Clock
from bot.web.bodies import Bodies
from bot.web.mailroom import Mailroom
from bot.web.signatures import Signatures, read_stamp

_log = logging.getLogger(__name__)

ReadIds = Callable[[bytes], Collection[str]]
"""Gives every id in a body that may be a task's; raises `ValueError` for a body that cannot be read."""

_BETWEEN_COMPLAINTS: Final = timedelta(minutes=10)
"""Anybody can post what is refused, and must not be able to fill the log."""


class RunwareWebhooks:
    """`POST /webhooks/runware/{token}`: the token names a generation and proves that the address is ours."""

    def __init__(self, links: Links, read_ids: ReadIds, mailroom: Mailroom) -> None:
        self._links = links
        self._read_ids = read_ids
        self._mailroom = mailroom
        self._bodies = Bodies()

    def routes(self) -> list[web.RouteDef]:
        """List the endpoint."""
        return [web.post("/webhooks/runware/{token}", self.receive)]

    async def receive(self, request: web.Request) -> web.Response:
        """Keep what speaks of the token's generation."""
        generation_id = self._links.generation_of(request.match_info["token"])
        if generation_id is None:
            raise web.HTTPNotFound
        body = await self._bodies.read(request)
        if generation_id not in {task_id.lower() for task_id in _ids(self._read_ids, body)}:
            raise web.HTTPBadRequest(text="the body does not speak of this address's task")
        # Sent again, a webhook has the same body; each of several results has one of its own.
        key = hashlib.sha256(b"\0".join((b"runware", generation_id.encode(), body))).hexdigest()
        return await self._mailroom.keep(key, "runware", (generation_id,))


class SkillsVideoWebhooks:
    """`POST /webhooks/skills-video`: signed as Standard Webhooks describes."""

    def __init__(self, secrets: Sequence[str], read_ids: ReadIds, mailroom: Mailroom, clock: Clock) -> None:
        self._secret_is_set = bool(secrets)
        self._signatures = Signatures(secrets)
        self._read_ids = read_ids
        self._mailroom = mailroom
        self._clock = clock
        self._bodies = Bodies()
        self._complain_from: datetime | None = None

    def routes(self) -> list[web.RouteDef]:
        """List the endpoint; without a secret there is none, so that nothing unsigned can come in."""
        return [web.post("/webhooks/skills-video", self.receive)] if self._secret_is_set else []

    async def receive(self, request: web.Request) -> web.Response:
        """Keep what is signed and speaks of tasks."""
        stamp = read_stamp(request.headers, self._clock.now())
        body = await self._bodies.read(request) if stamp else b""
        if not stamp or not self._signatures.prove(stamp, body):
            self._complain()
            raise web.HTTPUnauthorized
        task_ids = tuple(_ids(self._read_ids, body))
        if not task_ids:
            # A trial from the dashboard, for instance: well received, and nothing to be done about it.
            return web.Response(status=204)
        return await self._mailroom.keep(stamp.id, "skills_video", task_ids)

    def _complain(self) -> None:
        now = self._clock.now()
        if self._complain_from is None or now >= self._complain_from:
            self._complain_from = now + _BETWEEN_COMPLAINTS
            _log.warning(
                "a webhook for skills.video was refused: not signed with SKILLS_VIDEO_WEBHOOK_SECRET,"
                " or its time is more than five minutes off"
            )


def _ids(read_ids: ReadIds, body: bytes) -> Collection[str]:
    try:
        return read_ids(body)
    except ValueError:
        raise web.HTTPBadRequest(text="the body is not JSON as the provider documents it") from None
