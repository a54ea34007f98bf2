"""Carries out the tasks of one request, each by its taskType and independent of the others."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sandbox.runware.books import Books, Outcome
from sandbox.runware.inputs import LARGEST_UPLOAD_BYTES, Intake, judge_upload
from sandbox.runware.judge import judge
from sandbox.runware.prices import price_micros
from sandbox.runware.tasks import Tasks
from sandbox.runware.updates import Reporter
from sandbox.runware.wire import Answer, JsonObject, Refused, TaskError, refused, usd

ORGANIZATION_ID = "a6379343-9ff2-46a0-996b-e4a7b3057c88"


@dataclass
class Api:
    """Runware's task types."""

    tasks: Tasks
    intake: Intake
    books: Books
    reporter: Reporter
    clock: Callable[[], float]
    most_tasks: int | None = None
    balance_shape: Literal["number", "object"] = "number"

    async def answer(self, tasks: list[JsonObject], *, dry_run: bool = False) -> Answer:
        """The answer to a whole request; raises Refused when it carries too many tasks."""
        if self.most_tasks and len(tasks) > self.most_tasks:
            message = f"Too many tasks in one request: {len(tasks)}. The maximum is {self.most_tasks}."
            raise refused("maxTasksExceeded", message, max=self.most_tasks)
        polls = sum(task.get("taskType") == "getResponse" for task in tasks)
        if polls:
            self.books.polled(polls)
        answer = Answer()
        for task in tasks:
            code = None
            try:
                await self._perform(task, answer, dry_run=dry_run)
            except Refused as refusal:
                answer.refuse(refusal.errors, task)
                code = refusal.errors[0].code
            if task.get("taskType") == "videoInference":
                self.books.submitted(task, _outcome(code, dry_run=dry_run), code)
        return answer

    async def _perform(self, task: JsonObject, answer: Answer, *, dry_run: bool) -> None:
        kinds: dict[str, Callable[[JsonObject, Answer], Awaitable[None]]] = {
            "videoInference": self._price if dry_run else self._submit,
            "getResponse": self._poll,
            "getTaskDetails": self._task_details,
            "accountManagement": self._account,
            "imageUpload": self._upload_image,
            "mediaStorage": self._media_storage,
        }
        kind = task.get("taskType")
        if not isinstance(kind, str) or kind not in kinds:
            allowed = sorted(kinds)
            message = f"Unsupported taskType: {kind!r}. Allowed are: {', '.join(allowed)}."
            raise refused("unsupportedTaskType", message, parameter="taskType", allowedValues=allowed)
        check_task_id(task)
        await kinds[kind](task, answer)

    async def _submit(self, task: JsonObject, answer: Answer) -> None:
        self.tasks.refuse_conflict(task["taskUUID"])
        request = judge(task)
        self.tasks.accept(request, await self.intake.inputs_of(request))
        answer.data.append({"taskType": "videoInference", "taskUUID": task["taskUUID"]})

    async def _price(self, task: JsonObject, answer: Answer) -> None:
        """A dry run: judged and priced, not carried out; the shape of its answer is not documented."""
        request = judge(task)
        cost = usd(price_micros(request) * request.results)
        answer.data.append({"taskType": "videoInference", "taskUUID": task["taskUUID"], "cost": cost})

    async def _poll(self, task: JsonObject, answer: Answer) -> None:
        # A UUID that was never submitted gets no entry at all.
        if found := self.tasks.find(task["taskUUID"]):
            self.reporter.poll(found, self.clock(), answer)

    async def _task_details(self, task: JsonObject, answer: Answer) -> None:
        found = self.tasks.find(task["taskUUID"])
        if not found:
            message = f"No task has the taskUUID '{task['taskUUID']}'."
            raise refused("taskFailedOrNotFound", message, status=404, parameter="taskUUID")
        told = Answer()
        self.reporter.report(found, self.clock(), told)
        named = {"taskType": "getTaskDetails", "taskUUID": task["taskUUID"]}
        answer.data.append({**named, "request": [found.request.raw], "response": told.body()})

    async def _account(self, task: JsonObject, answer: Answer) -> None:
        if task.get("operation") != "getDetails":
            raise refused(
                "invalidOperation",
                "Only getDetails is offered.",
                parameter="operation",
                allowedValues=["getDetails"],
            )
        balance = usd(self.books.page.balance_micros)
        usage = {"credits": usd(self.books.page.paid_micros), "requests": len(self.books.page.submits)}
        answer.data.append(
            {
                "taskType": "accountManagement",
                "taskUUID": task["taskUUID"],
                "operation": "getDetails",
                "organizationUUID": ORGANIZATION_ID,
                "organizationName": "Local stand-in",
                # A number in Runware's documents of 2025, an object in the types of its SDK 1.8.0.
                "balance": {"total": balance, "currency": "USD"}
                if self.balance_shape == "object"
                else balance,
                "usage": {"total": usage, "today": usage},
            }
        )

    async def _upload_image(self, task: JsonObject, answer: Answer) -> None:
        content = await self._content(task, "image")
        judge_upload(content)
        media_id = self.intake.store(content)
        named = {"taskType": "imageUpload", "taskUUID": task["taskUUID"]}
        answer.data.append({**named, "imageUUID": media_id, "imageURL": self._upload_url(media_id)})

    async def _media_storage(self, task: JsonObject, answer: Answer) -> None:
        named = {"taskType": "mediaStorage", "taskUUID": task["taskUUID"], "operation": task.get("operation")}
        match task.get("operation"):
            case "upload":
                media_id = self.intake.store(await self._content(task, "media"))
                answer.data.append({**named, "mediaUUID": media_id, "mediaURL": self._upload_url(media_id)})
            case "delete":
                self.intake.delete(_text(task, "media"))
                answer.data.append({**named, "mediaUUID": task["media"]})
            case _:
                allowed = ["upload", "delete"]
                raise refused(
                    "invalidOperation", "Unknown operation.", parameter="operation", allowedValues=allowed
                )

    async def _content(self, task: JsonObject, name: str) -> bytes:
        return await self.intake.fetch(_text(task, name), name, LARGEST_UPLOAD_BYTES)

    def _upload_url(self, media_id: str) -> str:
        return f"{self.reporter.base_url}/uploads/{media_id}"


def _outcome(code: str | None, *, dry_run: bool) -> Outcome:
    if code is not None:
        return "conflict" if code == "conflictTaskUUID" else "refused"
    return "dry_run" if dry_run else "accepted"


def check_task_id(task: JsonObject) -> None:
    """Raise Refused unless the task has a UUID of version 4, as Runware asks of every task."""
    task_id: Any = task.get("taskUUID")
    if task_id is None:
        raise Refused(
            TaskError(
                "missingTaskUUID", "Missing required parameter 'taskUUID'.", details={"parameter": "taskUUID"}
            )
        )
    try:
        valid = isinstance(task_id, str) and UUID(task_id).version == 4 and len(task_id) == 36
    except ValueError:
        valid = False
    if not valid:
        message = "Invalid value for 'taskUUID' parameter: it must be a UUID of version 4."
        raise refused("invalidTaskUUID", message, parameter="taskUUID", type="string")


def _text(task: JsonObject, name: str) -> str:
    text = task.get(name)
    if not isinstance(text, str) or not text:
        raise refused(f"missing{name.capitalize()}", f"Missing required parameter '{name}'.", parameter=name)
    return text
