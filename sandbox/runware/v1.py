"""POST /v1: tasks in, their answers out."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from sandbox.provider.spoiling import spoil
from sandbox.runware.calls import Calls
from sandbox.runware.faults import Fault
from sandbox.runware.garbled import failure_of
from sandbox.runware.keys import Keys
from sandbox.runware.wire import Refused, parse_tasks

# Validates and prices a request without running it. Source: Runware's published skill "runware-run".
DRY_RUN_HEADER = "X-Runware-Dry-Run"


@dataclass(frozen=True)
class Endpoint:
    """The one address of the API."""

    keys: Keys
    calls: Calls
    others: Mapping[str, Calls]
    """Of accounts of their own, by key."""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request."""
        try:
            given = parse_tasks(await request.read())
            tasks = self.keys.admit(given, request.headers)
            calls = self.others.get(str(self.keys.named(given, request.headers)), self.calls)
            dry_run = request.headers.get(DRY_RUN_HEADER) == "1"
            answer, fault = await calls.perform(tasks, dry_run=dry_run)
        except Refused as refusal:
            # The whole request is refused: no task is named and there is no `data`.
            errors = [error.entry() for error in refusal.errors]
            return web.json_response({"errors": errors}, status=refusal.errors[0].status)
        response = web.json_response(answer.body(), status=answer.status)
        return await spoil(request, fault, response, _http_error(fault)) if fault else response


def _http_error(fault: Fault) -> web.Response:
    error = failure_of(fault)
    headers = {} if fault.retry_after_seconds is None else {"Retry-After": str(fault.retry_after_seconds)}
    return web.json_response({"errors": [error.entry()]}, status=error.status, headers=headers)
