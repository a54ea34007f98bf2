"""What Runware says of a task: the items of getResponse and the bodies of webhooks.

Sources: Runware's task-response page and webhook page; of the three shapes of failure one stands on its page,
one in its SDK, one was seen in use.
"""

from dataclasses import dataclass

from sandbox.runware.faults import Fault
from sandbox.runware.takes import Take, Task
from sandbox.runware.wire import Answer, JsonObject, usd


@dataclass(frozen=True)
class Reporter:
    """Words updates; `base_url` is where results are served."""

    base_url: str

    def poll(self, task: Task, now: float, answer: Answer) -> None:
        """Answer one getResponse; with the fault `goes_back` the second answer after the end forgets it."""
        if not task.unfinished:
            task.polls_since_end += 1
        if task.fault("goes_back") and task.polls_since_end == 2:
            answer.data.append(self._processing(task, now))
        else:
            self.report(task, now, answer)

    def report(self, task: Task, now: float, answer: Answer) -> None:
        """Add all there is to say of a task: finished takes, failures, and the rest as processing."""
        answer.data += [self.success(task, take) for take in task.takes if take.state == "success"]
        failed = [take for take in task.takes if take.state == "error"]
        whole = len(failed) == len(task.takes)
        for take in failed[:1] if whole else failed:
            item, shape = self._failure(task, take, whole=whole)
            (answer.errors if shape == "errors" else answer.data).append(item)
        if task.unfinished:
            answer.data.append(self._processing(task, now))

    def progress(self, task: Task, now: float) -> JsonObject:
        """The body sent while a task is being made: a status and percent, never a result."""
        return _wrapped(self._processing(task, now), task.fault("webhook_body"))

    def webhook(self, task: Task, take: Take) -> JsonObject:
        """The body sent when a take ends: flat, or in one of the wrappings that receivers have seen."""
        wrapping = task.fault("webhook_body")
        if take.state == "success":
            return _wrapped(self.success(task, take), wrapping)
        item, shape = self._failure(task, take, whole=len(task.takes) == 1)
        if wrapping is None and shape == "errors":
            return {"errors": [item]}
        return _wrapped(item, wrapping)

    def success(self, task: Task, take: Take) -> JsonObject:
        """A finished take."""
        item = {**_named(task), "status": "success", "videoUUID": take.video_id, "seed": take.seed}
        if not task.fault("no_url"):
            item["videoURL"] = f"{self.base_url}/media/{task.file_name(take)}"
        if task.request.include_cost and not task.fault("cost_missing"):
            item["cost"] = 0 if task.fault("cost_zero") else usd(task.price_micros)
        if task.request.checks_content or task.fault("nsfw"):
            item["NSFWContent"] = task.fault("nsfw") is not None
        return item

    def _processing(self, task: Task, now: float) -> JsonObject:
        old = task.fault("old_status")
        item = {**_named(task), "status": old.word if old else "processing"}
        known = [percent for take in task.unfinished if (percent := take.progress(now)) is not None]
        return {**item, "progress": min(known)} if known else item

    def _failure(self, task: Task, take: Take, *, whole: bool) -> tuple[JsonObject, str]:
        # A task that failed as a whole is one item without a videoUUID.
        fault = task.failure_of(take) or Fault("fail")
        item = {**_named(task), **({} if whole else {"videoUUID": take.video_id}), "status": "error"}
        code, message = fault.error
        error = {"code": code, "message": message}
        return ({**item, "error": error} if fault.shape == "nested" else {**item, **error}), fault.shape


def _named(task: Task) -> JsonObject:
    # The original taskType is echoed, not getResponse.
    return {"taskType": "videoInference", "taskUUID": task.request.task_id}


def _wrapped(item: JsonObject, fault: Fault | None) -> JsonObject:
    match fault.body if fault else "flat":
        case "data":
            return {"data": [item]}
        case "errors" if item["status"] == "error":
            return {"errors": [item]}
        case "pair" if item["status"] == "error":
            return {"data": [], "error": item}
        case "pair":
            return {"data": [item], "error": None}
    return item
