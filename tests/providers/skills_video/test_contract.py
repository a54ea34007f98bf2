"""The provider contract on the skills.video adapter, with the documented protocol behind it in few lines."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from bot.ports.provider import Order
from bot.providers.skills_video.mapping import seed_of
from tests.providers.contract import Bench, OneChanceContract
from tests.providers.skills_video.bench import MODEL, adapter

Json = Any


@dataclass
class Protocol:
    """skills.video as it describes itself: every POST makes a generation, and GET tells of it."""

    made: dict[str, Json] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    doomed: set[str] = field(default_factory=set)
    lost: list[bool] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        match request.method, request.url.path.split("/")[2:]:
            case "POST", ["generation", "pixverse", "v6"]:
                return self.submit(json.loads(request.content))
            case "GET", ["generation", task_id]:
                return self.tell(task_id)
            case "GET", ["credits"]:
                return httpx.Response(200, json={"total": 120, "subscription": 100, "permanent": 20})
            case _:
                return httpx.Response(404, json={"error": "NOT_FOUND", "message": "Nothing is here."})

    def submit(self, asked: Json) -> httpx.Response:
        lost = self.lost.pop(0) if self.lost else None
        task_id = f"gen_{len(self.made) + 1}"
        if lost is not False:
            self.made[task_id] = asked
        if lost is not None:
            raise httpx.ReadTimeout("nothing came back")
        return httpx.Response(202, json={**self.said_of(task_id), "status": "IN_QUEUE"})

    def tell(self, task_id: str) -> httpx.Response:
        if task_id not in self.made:
            return httpx.Response(404, json={"error": "NOT_FOUND", "message": "No such generation."})
        said = self.said_of(task_id)
        if task_id not in self.ended:
            return httpx.Response(200, json={**said, "status": "IN_PROGRESS", "data": None})
        if self.made[task_id]["prompt"] in self.doomed:
            failed = {"status": "FAILED", "code": "VIDEO_GENERATION_FAILED", "message": "It did not work."}
            return httpx.Response(200, json={**said, **failed})
        video = {"url": f"https://media.example/{task_id}.mp4"}
        return httpx.Response(200, json={**said, "status": "COMPLETED", "data": {"video": video}})

    def said_of(self, task_id: str) -> Json:
        usage = {"total": 23, "subscription": 23, "permanent": 0}
        return {"id": task_id, "input": {**self.made[task_id], "n": 1}, "usage": usage}


class ProtocolBench(Bench):
    model_id = MODEL

    def __init__(self) -> None:
        self.far_side = Protocol()
        self.provider = adapter(httpx.MockTransport(self.far_side))

    async def lose_answers(self, count: int, *, accepted: bool) -> None:
        self.far_side.lost += [accepted] * count

    async def will_fail(self, prompt: str) -> None:
        self.far_side.doomed.add(prompt)

    async def finish(self, task_id: str) -> None:
        self.far_side.ended.add(task_id)

    async def paid_as(self, order: Order) -> Sequence[str]:
        seed = seed_of(order.task_id, order.settings)
        return [task_id for task_id, asked in self.far_side.made.items() if asked["seed"] == seed]


class TestSkillsVideo(OneChanceContract):
    @pytest.fixture
    def bench(self) -> Bench:
        return ProtocolBench()
