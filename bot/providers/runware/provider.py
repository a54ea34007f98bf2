"""The provider port over Runware."""

import logging
from collections.abc import Sequence
from decimal import Decimal

import httpx

from bot.domain.errors import ProviderError
from bot.domain.generation import Generation
from bot.domain.money import Micros, from_usd
from bot.domain.news import Update
from bot.ports.clock import Clock, Ids
from bot.ports.provider import Order
from bot.providers.runware.client import RunwareClient, Task
from bot.providers.runware.dry_run import DryRuns
from bot.providers.runware.errors import NAME
from bot.providers.runware.inputs import InputDesk
from bot.providers.runware.mapping import OperatorTerms, video_task
from bot.providers.runware.replies import news, submit_trouble, told, too_many

_log = logging.getLogger(__name__)

DEFAULT_POLL_BATCH = 200


class RunwareProvider:
    """Submits videoInference tasks and asks for them in batches.

    Nothing is retried here: an error says whether asking again may help, and the worker decides when.
    """

    name = NAME
    idempotent = True
    """A used taskUUID is refused, so that the same task is never paid twice."""

    def __init__(
        self,
        *,
        api_key: str,
        api_url: str,
        clock: Clock,
        ids: Ids,
        terms: OperatorTerms | None = None,
        poll_batch: int = DEFAULT_POLL_BATCH,
        dry_run: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._client = RunwareClient(api_url, api_key, clock, transport)
        self._desk = InputDesk(self._client, ids)
        self._dry_runs = DryRuns(self._client, self._task, ids, on=dry_run)
        self._ids = ids
        self._terms = terms or OperatorTerms()
        self._poll_batch = poll_batch

    @property
    def batch(self) -> int:
        return self._poll_batch

    @property
    def pricing(self) -> str | None:
        return self._dry_runs.standing

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def submit(self, order: Order) -> str:
        reply = await self._client.submit(await self._task(order))
        if refused := submit_trouble(reply, order.task_id):
            raise refused
        return order.task_id

    async def price(self, order: Order) -> Micros | None:
        """Ask by dry run, if the operator wants it.

        Should Runware ignore that and start the task, then under the order's own id. None and an uncertain
        `ProviderError` tell that it may have; who adopts the id as the generation's is never charged twice.
        """
        return await self._dry_runs.price(order)

    async def _task(self, order: Order) -> Task:
        return video_task(order, self._terms, await self._desk.hand_over(order))

    async def poll(self, task_ids: Sequence[str]) -> Sequence[Update]:
        waiting = list(dict.fromkeys(task_ids))
        found: list[Update] = []
        refused: ProviderError | None = None
        answered = False
        while waiting:
            batch = waiting[: self._poll_batch]
            waiting = waiting[len(batch) :]
            try:
                found += await self._ask(batch)
                answered = True
            except ProviderError as error:
                # The others' news must not wait for a batch that keeps failing.
                refused = error
                _log.warning("poll of %d tasks: %s", len(batch), error)
        if refused and not answered:
            raise refused
        return found

    async def recognise(self, task_id: str, candidates: Sequence[Generation]) -> str | None:
        return next((candidate.id for candidate in candidates if candidate.id == task_id), None)

    async def balance(self) -> Micros | None:
        task_id = self._ids.generation_id()
        task = {"taskType": "accountManagement", "taskUUID": task_id, "operation": "getDetails"}
        reply = await self._client.ask([task])
        amount = next((item.balance_usd for item in told(reply) if item.balance_usd is not None), None)
        # An account may be overdrawn; nothing is left in it then.
        return None if amount is None else from_usd(max(amount, Decimal(0)))

    async def _ask(self, batch: Sequence[str]) -> list[Update]:
        """Ask for one batch, in halves when Runware finds it too large; a size that works is remembered."""
        tasks = [{"taskType": "getResponse", "taskUUID": task_id} for task_id in batch]
        reply = await self._client.ask(tasks)
        if len(batch) > 1 and too_many(reply, batch):
            half = (len(batch) + 1) // 2
            found = await self._ask(batch[:half])
            self._poll_batch = min(self._poll_batch, half)
            return [*found, *await self._ask(batch[half:])]
        return news(reply, batch)
