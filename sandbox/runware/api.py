"""Carries out the tasks of one request, each by its taskType and independent of the others."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sandbox.runware.books import Books, Outcome
from sandbox.runware.faults import Faults
from sandbox.runware.wire import Answer, JsonObject, Refused, TaskError, refused

# Carries out one task and adds to the answer; raises Refused.
Kind = Callable[[JsonObject, Answer], Awaitable[None]]


@dataclass(frozen=True)
class Api:
    """Runware's task types by name: what each does, and what it does instead when only the price is asked."""

    kinds: Mapping[str, Kind]
    dry_kinds: Mapping[str, Kind]
    books: Books
    faults: Faults
    most_tasks: int | None = None

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
            await self._answer_one(task, answer, dry_run=dry_run and not self._ignores_header(task))
        return answer

    async def _answer_one(self, task: JsonObject, answer: Answer, *, dry_run: bool) -> None:
        code = None
        try:
            await self._kind_of(task, dry_run=dry_run)(task, answer)
        except Refused as refusal:
            answer.refuse(refusal.errors, task)
            code = refusal.errors[0].code
        if task.get("taskType") == "videoInference":
            self.books.submitted(task, _outcome(code, dry_run=dry_run), code)

    def _ignores_header(self, task: JsonObject) -> bool:
        model, prompt = str(task.get("model")), str(task.get("positivePrompt"))
        return self.faults.of_submit("dry_run_ignored", model, prompt) is not None

    def _kind_of(self, task: JsonObject, *, dry_run: bool) -> Kind:
        kinds = {**self.kinds, **(self.dry_kinds if dry_run else {})}
        kind = task.get("taskType")
        if not isinstance(kind, str) or kind not in kinds:
            allowed = sorted(kinds)
            message = f"Unsupported taskType: {kind!r}. Allowed are: {', '.join(allowed)}."
            raise refused("unsupportedTaskType", message, parameter="taskType", allowedValues=allowed)
        check_task_id(task)
        return kinds[kind]


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
