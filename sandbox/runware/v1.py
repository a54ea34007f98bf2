"""POST /v1: tasks in, their answers out."""

from dataclasses import dataclass

from aiohttp import web

from sandbox.provider.files import hang_up
from sandbox.runware.calls import Calls
from sandbox.runware.faults import Fault
from sandbox.runware.garbled import HTML_PAGE, failure_of, half_of
from sandbox.runware.keys import Keys
from sandbox.runware.wire import Answer, Refused, parse_tasks

# Validates and prices a request without running it. Source: Runware's published skill "runware-run".
DRY_RUN_HEADER = "X-Runware-Dry-Run"


@dataclass(frozen=True)
class Endpoint:
    """The one address of the API."""

    keys: Keys
    calls: Calls

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request."""
        try:
            tasks = self.keys.admit(parse_tasks(await request.read()), request.headers)
            dry_run = request.headers.get(DRY_RUN_HEADER) == "1"
            answer, fault = await self.calls.perform(tasks, dry_run=dry_run)
        except Refused as refusal:
            # The whole request is refused: no task is named and there is no `data`.
            errors = [error.entry() for error in refusal.errors]
            return web.json_response({"errors": errors}, status=refusal.errors[0].status)
        if fault:
            return _spoil(request, fault, answer)
        return web.json_response(answer.body(), status=answer.status)


def _spoil(request: web.Request, fault: Fault, answer: Answer) -> web.Response:
    """Answer as the fault demands; `answer` is what would have been said."""
    match fault.kind:
        case "http_error":
            return _http_error(fault)
        case "html":
            return web.Response(text=HTML_PAGE, content_type="text/html", status=fault.status or 200)
        case "truncated_json":
            return web.Response(text=half_of(answer), content_type="application/json")
        case _:
            hang_up(request)
            return web.Response()


def _http_error(fault: Fault) -> web.Response:
    error = failure_of(fault)
    headers = {} if fault.retry_after_seconds is None else {"Retry-After": str(fault.retry_after_seconds)}
    return web.json_response({"errors": [error.entry()]}, status=error.status, headers=headers)
