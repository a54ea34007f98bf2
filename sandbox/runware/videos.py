"""videoInference, and what can be asked about it later."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.runware.faults import Faults
from sandbox.runware.inputs import Intake
from sandbox.runware.judge import judge
from sandbox.runware.prices import price_micros
from sandbox.runware.requests import VideoRequest
from sandbox.runware.tasks import Tasks
from sandbox.runware.updates import Reporter
from sandbox.runware.wire import Answer, JsonObject, refused, usd


@dataclass(frozen=True)
class Videos:
    """Submits, their prices, polls and details."""

    tasks: Tasks
    intake: Intake
    faults: Faults
    reporter: Reporter
    clock: Callable[[], float]

    async def submit(self, task: JsonObject, answer: Answer) -> None:
        """Accept a video, or refuse it."""
        self.tasks.refuse_conflict(task["taskUUID"])
        request = self._judged(task)
        accepted = self.tasks.accept(request, await self.intake.inputs_of(request))
        if request.webhook_url and accepted.fault("webhook_early"):
            await accepted.announced.wait()
        answer.data.append({"taskType": "videoInference", "taskUUID": task["taskUUID"]})

    async def price(self, task: JsonObject, answer: Answer) -> None:
        """A dry run: judged and priced, not carried out; the shape of its answer is not documented."""
        request = self._judged(task)
        item: JsonObject = {"taskType": "videoInference", "taskUUID": task["taskUUID"]}
        if not self.faults.of_submit("dry_run_costless", request.model, request.prompt):
            item["cost"] = usd(price_micros(request) * request.results)
        answer.data.append(item)

    def _judged(self, task: JsonObject) -> VideoRequest:
        request = judge(task)
        if fault := self.faults.of_submit("model_unavailable", request.model, request.prompt):
            code, message = fault.error
            raise refused(code, message, status=fault.status or 400, parameter="model")
        return request

    async def poll(self, task: JsonObject, answer: Answer) -> None:
        """Say how a video is doing; of a UUID that was never submitted nothing at all is said."""
        if found := self.tasks.find(task["taskUUID"]):
            self.reporter.poll(found, self.clock(), answer)
            if not found.unfinished:
                self.tasks.books.told(found.create)

    async def details(self, task: JsonObject, answer: Answer) -> None:
        """Give back what was submitted and what became of it."""
        found = self.tasks.find(task["taskUUID"])
        if not found:
            message = f"No task has the taskUUID '{task['taskUUID']}'."
            raise refused("taskFailedOrNotFound", message, status=404, parameter="taskUUID")
        told = Answer()
        self.reporter.report(found, self.clock(), told)
        named = {"taskType": "getTaskDetails", "taskUUID": task["taskUUID"]}
        answer.data.append({**named, "request": [found.request.raw], "response": told.body()})
