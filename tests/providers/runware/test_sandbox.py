"""The provider contract on the Runware adapter, over sockets against the stand-in."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.domain.generation import MediaRole
from bot.ports.provider import Order
from bot.providers.runware import RunwareProvider
from sandbox.render import Scene
from sandbox.runware.driver import Driver
from sandbox.runware.faults import Fault
from sandbox.runware.server import Settings, running
from tests.providers.contract import Bench, IdempotentContract, TakesBench, TakesContract
from tests.providers.orders import file, order, task_id
from tests.providers.runware.bench import adapter
from tests.sandbox.discord.files import mp4


class SandboxBench(TakesBench):
    provider: RunwareProvider

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.provider = adapter(None, api_url=driver.api_url, dry_run=True)

    async def lose_answers(self, count: int, *, accepted: bool) -> None:
        await self.driver.add_fault(Fault("answer_lost", times=count, accepted=accepted))

    async def will_fail(self, prompt: str) -> None:
        await self.driver.add_fault(Fault("fail", prompt=prompt))

    async def will_fail_first_take(self, prompt: str) -> None:
        await self.driver.add_fault(Fault("fail_take", prompt=prompt, take=0))

    async def finish(self, task_id: str) -> None:
        await self.driver.release(task_id)
        async with asyncio.timeout(5):
            while await self._runs(task_id):
                await asyncio.sleep(0.01)

    async def paid_as(self, order: Order) -> Sequence[str]:
        creates = (await self.driver.books()).creates
        return [create.task_id for create in creates if create.task_id == order.task_id]

    async def _runs(self, task_id: str) -> bool:
        creates = (await self.driver.books()).creates
        return any(create.task_id == task_id and create.state == "running" for create in creates)


async def draw_nothing(scene: Scene, path: Path) -> None:
    path.write_bytes(b"no video, but a file")


@pytest.fixture
async def driver(tmp_path: Path) -> AsyncIterator[Driver]:
    settings = Settings(tmp_path, render_seconds=(0.0, 0.0), most_tasks=50)
    async with running(draw_nothing, settings) as base_url, Driver(base_url) as driver:
        for number in range(1, 4):
            await driver.hold(task_id(number))
        yield driver


@pytest.fixture
async def bench(driver: Driver) -> AsyncIterator[SandboxBench]:
    bench = SandboxBench(driver)
    yield bench
    await bench.provider.close()


class TestRunwareOverSockets(IdempotentContract, TakesContract):
    @pytest.fixture
    def bench(self, bench: SandboxBench) -> Bench:
        return bench


async def test_a_batch_that_is_too_large_is_asked_in_halves(bench: SandboxBench) -> None:
    await bench.provider.submit(order(1))
    await bench.finish(task_id(1))
    asked = [task_id(number) for number in range(1, 121)]

    first = await bench.provider.poll(asked)
    second = await bench.provider.poll(asked)

    assert [update.task_id for update in first] == [update.task_id for update in second] == [task_id(1)]
    assert [poll.tasks for poll in (await bench.driver.books()).polls] == [30] * 8


@pytest.mark.parametrize("model_id", ["pixverse-v5.6", "pixverse-v6"])
@pytest.mark.parametrize("takes", [1, 3])
async def test_a_dry_run_tells_what_is_charged_then(bench: SandboxBench, model_id: str, takes: int) -> None:
    asked = order(1, model_id, takes=takes, resolution="360p")

    price = await bench.provider.price(asked)

    assert (await bench.driver.books()).creates == []
    assert await bench.provider.submit(asked) == asked.task_id
    await bench.finish(asked.task_id)
    update = await bench.news_of(asked.task_id)
    assert price == sum(take.cost_micros or 0 for take in update.done)


async def test_a_source_video_is_uploaded_and_found_again(bench: SandboxBench) -> None:
    asked = order(1, "pixverse-v6", inputs={MediaRole.SOURCE_VIDEO: file("video/mp4", mp4(320, 240))})

    await bench.provider.submit(asked)

    assert list(await bench.paid_as(asked)) == [asked.task_id]
