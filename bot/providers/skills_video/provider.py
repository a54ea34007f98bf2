"""The provider port over skills.video."""

import logging
from collections.abc import Sequence
from fractions import Fraction

import httpx

from bot.domain.generation import Generation
from bot.domain.money import Micros
from bot.domain.news import Update
from bot.ports.clock import Clock
from bot.ports.provider import Order
from bot.providers.skills_video.client import SkillsVideoClient
from bot.providers.skills_video.errors import NAME, refusal
from bot.providers.skills_video.mapping import generation_body, seed_of
from bot.providers.skills_video.replies import news, report_on, taken_as
from bot.providers.skills_video.wire import Report, read_credits, read_report

_log = logging.getLogger(__name__)


class SkillsVideoProvider:
    """Makes videos by POST, and asks about each by GET.

    Nothing is retried here: an error says whether asking again may help, and the worker decides when.
    """

    name = NAME
    idempotent = False
    """There is no key under which a request could be repeated, and no list of tasks to look it up in."""
    batch = 1
    pricing = None

    def __init__(
        self,
        *,
        api_key: str,
        api_url: str,
        clock: Clock,
        credit_micros: Micros,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._client = SkillsVideoClient(api_url, api_key, clock, transport)
        self._credit_micros = credit_micros

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def submit(self, order: Order) -> str:
        reply = await self._client.submit(order.model.provider_model, generation_body(order))
        return taken_as(reply)

    async def poll(self, task_ids: Sequence[str]) -> Sequence[Update]:
        told = [await self._look(task_id) for task_id in dict.fromkeys(task_ids)]
        return [update for update in told if update]

    async def _look(self, task_id: str) -> Update | None:
        report = report_on(await self._client.look(task_id), task_id)
        return news(report, task_id, self._credit_micros) if report else None

    async def price(self, order: Order) -> Micros | None:  # noqa: ARG002 - the port's; nobody is asked
        return None

    async def recognise(self, task_id: str, candidates: Sequence[Generation]) -> str | None:
        report = report_on(await self._client.look(task_id), task_id)
        same = [candidate.id for candidate in candidates if report and _made(report, candidate)]
        return same[0] if len(same) == 1 else None

    async def balance(self) -> Micros | None:
        reply = await self._client.credits()
        if reply.status == 404:
            # The address is known from a client of others' only, so it may as well not be there.
            return None
        if not reply.ok:
            report = read_report(reply.body) or Report()
            raise refusal(reply.status, report.code, reply.retry_after_seconds, creates=False)
        left = read_credits(reply.body)
        # An account may be overdrawn; nothing is left in it then.
        return None if left is None else Micros(max(int(Fraction(left) * self._credit_micros), 0))


def _made(report: Report, candidate: Generation) -> bool:
    """Tell whether the request that is echoed is the one that this generation was sent as."""
    sent = (candidate.prompt.split(), seed_of(candidate.id, candidate.settings))
    return ((report.input.prompt or "").split(), report.input.seed) == sent
