"""Calls of the API, whatever carried them: what goes wrong with them on demand, and what is answered."""

from dataclasses import dataclass
from typing import Literal

from sandbox.runware.api import Api
from sandbox.runware.books import Books
from sandbox.runware.faults import Fault, Faults
from sandbox.runware.tasks import Tasks
from sandbox.runware.wire import Answer, JsonObject


@dataclass(frozen=True)
class Calls:
    """Draws a call's fault and carries the call out, unless the fault comes in between."""

    api: Api
    tasks: Tasks
    books: Books
    faults: Faults

    async def perform(self, tasks: list[JsonObject], *, dry_run: bool = False) -> tuple[Answer, Fault | None]:
        """What would be answered, and the fault that spoils it; raises Refused for the call as a whole."""
        fault = self._draw_fault(tasks)
        if fault and not fault.carried_out:
            self._note_lost(tasks)
            return Answer(), fault
        return await self.api.answer(tasks, dry_run=dry_run), fault

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
