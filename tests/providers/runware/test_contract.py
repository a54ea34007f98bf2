"""The provider contract on the Runware adapter, with the documented protocol behind it in few lines."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from bot.ports.provider import Order
from tests.providers.contract import Bench, IdempotentContract, TakesBench, TakesContract
from tests.providers.runware.bench import adapter

Json = Any


@dataclass
class Protocol:
    """Runware as it describes itself: taskUUIDs are used once, results are told by getResponse."""

    tasks: dict[str, Json] = field(default_factory=dict)
    paid: list[str] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    doomed: set[str] = field(default_factory=set)
    half_lucky: set[str] = field(default_factory=set)
    lost: list[bool] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        tasks = json.loads(request.content)
        if self.lost and tasks[0]["taskType"] == "videoInference":
            if self.lost.pop(0):
                self.answer(tasks)
            raise httpx.ReadTimeout("nothing came back")
        return self.answer(tasks)

    def answer(self, tasks: list[Json]) -> httpx.Response:
        data: list[Json] = []
        errors: list[Json] = []
        for task in tasks:
            getattr(self, task["taskType"])(task, data, errors)
        return httpx.Response(400 if errors and not data else 200, json={"data": data, "errors": errors})

    def videoInference(self, task: Json, data: list[Json], errors: list[Json]) -> None:  # noqa: N802
        if task["taskUUID"] in self.tasks:
            errors.append({"code": "conflictTaskUUID", "taskUUID": task["taskUUID"]})
            return
        self.tasks[task["taskUUID"]] = task
        self.paid.append(task["taskUUID"])
        data.append(named(task))

    def getResponse(self, task: Json, data: list[Json], errors: list[Json]) -> None:  # noqa: N802
        known = self.tasks.get(task["taskUUID"])
        if known is None:
            return
        if known["taskUUID"] not in self.ended:
            data.append({**named(known), "status": "processing"})
        elif known["positivePrompt"] in self.doomed:
            errors.append({**named(known), "code": "timeoutProvider"})
        else:
            data += [self.take(known, number) for number in range(known.get("numberResults", 1))]

    def accountManagement(self, task: Json, data: list[Json], errors: list[Json]) -> None:  # noqa: N802
        data.append({**named(task), "balance": 12.5})

    def take(self, task: Json, number: int) -> Json:
        item = {**named(task), "videoUUID": f"{task['taskUUID']}-{number}"}
        if number == 0 and task["positivePrompt"] in self.half_lucky:
            return {**item, "status": "error", "error": {"code": "inferenceError"}}
        url = f"https://media.example/{number}.mp4"
        return {**item, "status": "success", "videoURL": url, "seed": number, "cost": 0.15}


def named(task: Json) -> Json:
    return {"taskType": "videoInference", "taskUUID": task["taskUUID"]}


class ProtocolBench(TakesBench):
    def __init__(self) -> None:
        self.far_side = Protocol()
        self.provider = adapter(httpx.MockTransport(self.far_side))

    async def lose_answers(self, count: int, *, accepted: bool) -> None:
        self.far_side.lost += [accepted] * count

    async def will_fail(self, prompt: str) -> None:
        self.far_side.doomed.add(prompt)

    async def will_fail_first_take(self, prompt: str) -> None:
        self.far_side.half_lucky.add(prompt)

    async def finish(self, task_id: str) -> None:
        self.far_side.ended.add(task_id)

    async def paid_as(self, order: Order) -> Sequence[str]:
        return [task_id for task_id in self.far_side.paid if task_id == order.task_id]


class TestRunware(IdempotentContract, TakesContract):
    @pytest.fixture
    def bench(self) -> Bench:
        return ProtocolBench()
