"""POST /v1: who is asking, what may go wrong with this very request, and the answer."""

import json
from dataclasses import dataclass
from hmac import compare_digest
from typing import Literal

from aiohttp import web

from sandbox.provider.files import hang_up
from sandbox.runware.api import Api
from sandbox.runware.books import Books
from sandbox.runware.faults import Fault, Faults
from sandbox.runware.tasks import Tasks
from sandbox.runware.wire import STATUS_CODES, Answer, JsonObject, Refused, parse_tasks, refused

# Validates and prices a request without running it. Source: Runware's published skill "runware-run".
DRY_RUN_HEADER = "X-Runware-Dry-Run"


@dataclass(frozen=True)
class Endpoint:
    """The one address of the API; without `api_key` any key is good."""

    api: Api
    tasks: Tasks
    books: Books
    faults: Faults
    api_key: str | None

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request."""
        try:
            tasks = self._authenticated(request, parse_tasks(await request.read()))
            fault = self._draw_fault(tasks)
            if fault and not fault.carried_out:
                self._note_lost(tasks)
                return _spoil(request, fault, Answer())
            answer = await self.api.answer(tasks, dry_run=request.headers.get(DRY_RUN_HEADER) == "1")
        except Refused as refusal:
            # The whole request is refused: no task is named and there is no `data`.
            errors = [error.entry() for error in refusal.errors]
            return web.json_response({"errors": errors}, status=refusal.errors[0].status)
        if fault:
            return _spoil(request, fault, answer)
        return web.json_response(answer.body(), status=answer.status)

    def _authenticated(self, request: web.Request, tasks: list[JsonObject]) -> list[JsonObject]:
        """The tasks that remain once the key was found, in the header or in a first task; raises Refused."""
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if tasks[0].get("taskType") == "authentication":
            scheme, key, tasks = "Bearer", str(tasks[0].get("apiKey", "")), tasks[1:]
        good = bool(key) and (self.api_key is None or compare_digest(key.encode(), self.api_key.encode()))
        if scheme != "Bearer" or not good:
            message = "Invalid API key."
            raise refused("invalidApiKey", message, status=401, parameter="apiKey", taskType="authentication")
        return tasks

    def _draw_fault(self, tasks: list[JsonObject]) -> Fault | None:
        prompts = [str(task.get("positivePrompt", "")) for task in tasks]
        known = [self.tasks.find(str(task.get("taskUUID"))) for task in tasks]
        prompts += [task.request.prompt for task in known if task]
        return self.faults.of_request(_purpose(tasks), prompts)

    def _note_lost(self, tasks: list[JsonObject]) -> None:
        for task in tasks:
            if task.get("taskType") == "videoInference":
                self.books.submitted(task, "dropped")


def _purpose(tasks: list[JsonObject]) -> Literal["submit", "poll", "other"]:
    kinds = {task.get("taskType") for task in tasks}
    if "videoInference" in kinds:
        return "submit"
    return "poll" if "getResponse" in kinds else "other"


def _spoil(request: web.Request, fault: Fault, answer: Answer) -> web.Response:
    """Answer as the fault demands; `answer` is what would have been said."""
    match fault.kind:
        case "http_error":
            return _http_error(fault)
        case "html":
            page = "<html><body><h1>Bad gateway</h1></body></html>"
            return web.Response(text=page, content_type="text/html", status=fault.status or 200)
        case "truncated_json":
            text = json.dumps(answer.body())
            return web.Response(text=text[: len(text) // 2], content_type="application/json")
        case _:
            hang_up(request)
            return web.Response()


def _http_error(fault: Fault) -> web.Response:
    status = fault.status or 500
    error = {"code": STATUS_CODES.get(status, "unknownError"), "message": f"The request failed ({status})."}
    headers = {} if fault.retry_after_seconds is None else {"Retry-After": str(fault.retry_after_seconds)}
    return web.json_response({"errors": [error]}, status=status, headers=headers)
