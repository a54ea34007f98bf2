"""From a socket to a delivered video, with the real store: however webhooks come, they have one effect."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.domain.generation import Generation, State
from bot.storage.sqlite import open_store
from tests.support.fake_clock import ManualClock
from tests.support.fake_provider import PRICE
from tests.support.studio import Studio
from tests.web.site import Site, open_site, runware_path, signed, webhook_routes

SKILLS = "pixverse-v6-skills"


@dataclass
class Pushed:
    """A whole bot behind a web server, and the providers' way to it."""

    studio: Studio
    site: Site

    async def runware(self, generation: Generation, **said: Any) -> int:
        """Post a result as Runware documents it."""
        body = {"taskType": "videoInference", "taskUUID": generation.id, "status": "success", **said}
        path = runware_path(generation.id)
        return (await self.site.ask("POST", path, body=json.dumps(body).encode())).status

    async def skills_video(self, task_id: str, state: str = "succeeded", name: str = "msg_1") -> int:
        """Post an event as skills.video documents it."""
        body = json.dumps({"type": f"task.{state}", "prediction": {"id": task_id, "state": state}}).encode()
        headers = signed(body, name, self.studio.clock.now())
        return (await self.site.ask("POST", "/webhooks/skills-video", headers, body)).status

    async def work(self) -> None:
        """Let the worker apply, ask, fetch and deliver."""
        for _ in range(4):
            await self.studio.worker.tick()

    async def letters(self) -> int:
        """Count what is in the inbox."""
        ((number,),) = await self.studio.rows("SELECT count(*) FROM inbox")
        return int(number)


@pytest.fixture
async def pushed(tmp_path: Path, clock: ManualClock) -> AsyncIterator[Pushed]:
    async with open_store(tmp_path / "greenlit.db", clock) as store:
        async with open_site(webhook_routes(store, clock)) as site:
            yield Pushed(Studio(store, clock), site)
        assert await store.check() == []


async def was_delivered_once(pushed: Pushed, generation: Generation) -> bool:
    money = await pushed.studio.money(generation)
    return (
        (await pushed.studio.now(generation)).state is State.DELIVERED
        and len(pushed.studio.results(generation)) == 1
        and (money["held"], money["charged"], money["provider_cost"]) == (0, PRICE, PRICE)
    )


async def test_fifty_at_once_have_one_effect(pushed: Pushed) -> None:
    generation = await pushed.studio.running()
    pushed.studio.provider.finish(generation.id)

    statuses = await asyncio.gather(*(pushed.runware(generation) for _ in range(50)))
    await pushed.work()

    assert set(statuses) == {204}
    assert await pushed.letters() == 1
    assert len(pushed.studio.provider.polls) == 1
    assert await was_delivered_once(pushed, generation)


async def test_a_thousand_replays_before_and_after_have_one_effect(pushed: Pushed) -> None:
    generation = await pushed.studio.running()
    pushed.studio.provider.finish(generation.id)

    for _ in range(500):
        await pushed.runware(generation)
    await pushed.work()
    for _ in range(500):
        assert await pushed.runware(generation) == 204
    await pushed.work()

    assert await pushed.letters() == 1
    assert len(pushed.studio.provider.polls) == 1
    assert await was_delivered_once(pushed, generation)


async def test_news_in_any_order_ends_the_same(pushed: Pushed) -> None:
    generation = await pushed.studio.running()
    pushed.studio.provider.finish(generation.id)

    for status in ("success", "processing", "error", "success"):
        await pushed.runware(generation, status=status)
        await pushed.work()

    assert await was_delivered_once(pushed, generation)


async def test_news_before_the_answer_to_our_submit_is_kept_and_used(pushed: Pushed) -> None:
    studio = pushed.studio
    studio.provider.lose_answers(100, accepted=True)
    generation = await studio.running()
    assert (await studio.now(generation)).state is State.SUBMITTING
    studio.provider.finish(generation.id)

    assert await pushed.runware(generation) == 204
    await pushed.work()

    assert await was_delivered_once(pushed, generation)
    assert len(studio.provider.creates) == 1


async def test_news_that_comes_before_the_submit_has_ended_is_no_trouble(pushed: Pushed) -> None:
    generation = await pushed.studio.request()

    assert await pushed.runware(generation) == 204
    await pushed.work()

    assert (await pushed.studio.now(generation)).state is State.RUNNING


async def test_news_after_the_end_changes_nothing(pushed: Pushed) -> None:
    generation = await pushed.studio.running()
    pushed.studio.provider.finish(generation.id)
    await pushed.studio.pass_time(10)
    before = await pushed.studio.now(generation)

    assert await pushed.runware(generation, status="error", cost=99) == 204
    await pushed.work()

    assert await pushed.studio.now(generation) == before
    assert await was_delivered_once(pushed, generation)


async def test_what_a_webhook_claims_moves_no_money(pushed: Pushed) -> None:
    generation = await pushed.studio.running()
    held = await pushed.studio.money(generation)

    claim = {"videoUUID": "v", "videoURL": "https://vm.runware.ai/else.mp4", "cost": 99}
    assert await pushed.runware(generation, **claim) == 204
    await pushed.work()

    assert (await pushed.studio.now(generation)).state is State.RUNNING
    assert await pushed.studio.money(generation) == held


async def test_a_task_of_the_other_provider_is_not_spoken_for(pushed: Pushed) -> None:
    generation = await pushed.studio.running()
    pushed.studio.provider.finish(generation.id)

    assert await pushed.skills_video(generation.id) == 204
    await pushed.work()

    assert pushed.studio.provider.polls == []


async def test_skills_videos_news_delivers_once_however_often_it_comes(pushed: Pushed) -> None:
    generation = await pushed.studio.running(model=SKILLS)
    (task_id,) = pushed.studio.other.creates
    pushed.studio.other.finish(task_id)

    for state, name in (("succeeded", "msg_3"), ("running", "msg_2"), ("queued", "msg_1")):
        statuses = await asyncio.gather(*(pushed.skills_video(task_id, state, name) for _ in range(20)))
        assert set(statuses) == {204}
        await pushed.work()

    assert await pushed.letters() == 3
    assert (await pushed.studio.now(generation)).state is State.DELIVERED
    assert len(pushed.studio.results(generation)) == 1


async def test_skills_videos_news_finds_the_generation_whose_submit_was_not_answered(pushed: Pushed) -> None:
    pushed.studio.other.lose_answers(accepted=True)
    generation = await pushed.studio.running(model=SKILLS)
    (task_id,) = pushed.studio.other.creates
    pushed.studio.other.finish(task_id)

    assert await pushed.skills_video(task_id) == 204
    await pushed.studio.pass_time(15)

    assert (await pushed.studio.now(generation)).state is State.DELIVERED
    assert len(pushed.studio.other.submits) == 1


async def test_what_was_answered_survives_a_restart(pushed: Pushed) -> None:
    generation = await pushed.studio.running()
    pushed.studio.provider.finish(generation.id)

    assert await pushed.runware(generation) == 204
    await pushed.studio.restart()
    await pushed.work()

    assert await was_delivered_once(pushed, generation)


async def test_a_database_that_cannot_be_written_asks_for_another_try(pushed: Pushed) -> None:
    generation = await pushed.studio.running()
    pushed.studio.provider.finish(generation.id)

    await pushed.studio.store.writer.do_alone(lambda db: db.execute("PRAGMA query_only = on").close())
    assert await pushed.runware(generation) == 503
    await pushed.studio.store.writer.do_alone(lambda db: db.execute("PRAGMA query_only = off").close())
    pushed.studio.clock.advance(0.25)
    assert await pushed.runware(generation) == 204
    await pushed.work()

    assert await was_delivered_once(pushed, generation)
