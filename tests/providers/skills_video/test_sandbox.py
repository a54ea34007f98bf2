"""The provider contract on the skills.video adapter, over sockets against the stand-in."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from aiohttp import web

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason, MediaRole
from bot.ports.provider import Order
from bot.providers.skills_video import SkillsVideoProvider
from bot.providers.skills_video.mapping import seed_of
from sandbox.provider.faults import RequestKind
from sandbox.render import Scene
from sandbox.skills_video.books import Create
from sandbox.skills_video.driver import Driver
from sandbox.skills_video.faults import Dialect, Fault, ResultShape, TaskKind
from sandbox.skills_video.server import Settings, running
from tests.providers.contract import Bench, OneChanceContract
from tests.providers.orders import file, generation_of
from tests.providers.skills_video.bench import MODEL, adapter, order
from tests.providers.wire import listening
from tests.sandbox.discord.files import png

FIRST = MediaRole.FIRST_FRAME


class SandboxBench(Bench):
    provider: SkillsVideoProvider
    model_id = MODEL

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.provider = adapter(api_url=driver.api_url)

    async def lose_answers(self, count: int, *, accepted: bool) -> None:
        await self.driver.add_fault(Fault("answer_lost", times=count, accepted=accepted))

    async def will_fail(self, prompt: str) -> None:
        await self.driver.add_fault(Fault("fail", prompt=prompt))

    async def finish(self, task_id: str) -> None:
        await self.driver.release(task_id)
        async with asyncio.timeout(5):
            while (await self.create(task_id)).state in {"queued", "running"}:
                await asyncio.sleep(0.01)

    async def paid_as(self, order: Order) -> Sequence[str]:
        seed = seed_of(order.task_id, order.settings)
        creates = (await self.driver.books()).creates
        return [create.generation_id for create in creates if create.seed == seed]

    async def create(self, task_id: str) -> Create:
        creates = (await self.driver.books()).creates
        return next(create for create in creates if create.generation_id == task_id)


async def draw_nothing(scene: Scene, path: Path) -> None:
    path.write_bytes(b"no video, but a file")


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[SandboxBench]:
    ids = count(1)
    settings = Settings(tmp_path, render_seconds=(0.0, 0.0))
    stand_in = running(draw_nothing, settings, new_id=lambda: UUID(int=next(ids)))
    async with stand_in as base_url, Driver(base_url) as driver:
        for number in range(1, 10):
            await driver.hold(f"gen_{UUID(int=number).hex}")
        bench = SandboxBench(driver)
        yield bench
        await bench.provider.close()


class TestSkillsVideoOverSockets(OneChanceContract):
    @pytest.fixture
    def bench(self, bench: SandboxBench) -> Bench:
        return bench


async def finished(bench: SandboxBench, asked: Order) -> Create:
    """What the stand-in made of an order."""
    task_id = await bench.provider.submit(asked)
    await bench.finish(task_id)
    assert (await bench.news_of(task_id)).done
    return await bench.create(task_id)


async def test_a_picture_without_an_address_comes_along_and_everything_else_arrives_beside_it(
    bench: SandboxBench,
) -> None:
    inputs = {FIRST: file("image/png", png(640, 480))}

    create = await finished(bench, order(1, inputs=inputs, duration=7, audio=True, negative="naïve “rain”"))

    assert create.request.pop("image_url").startswith("http")
    assert create.request == {
        "prompt": "a cat walking through neon rain",
        "negative_prompt": "naïve “rain”",
        "duration": 7,
        "resolution": "720p",
        "generate_audio": True,
        "seed": seed_of(order(1).task_id, {}),
    }


async def test_a_picture_with_an_address_is_fetched_from_there(bench: SandboxBench) -> None:
    async def serve(request: web.Request) -> web.StreamResponse:
        return web.Response(body=png(640, 480))

    async with listening(serve) as url:
        create = await finished(bench, order(1, inputs={FIRST: file("image/png", b"unread", link=url)}))

    assert create.request["image_url"] == url


@pytest.mark.parametrize("dialect", ["documented", "lower", "shouted", "capitalised", "british"])
@pytest.mark.parametrize(("kind", "failed"), [("cancel", True), ("cost_missing", False)])
async def test_every_dialect_is_understood(
    bench: SandboxBench, dialect: Dialect, kind: TaskKind, failed: bool
) -> None:
    await bench.driver.add_fault(Fault("other_words", dialect=dialect))
    await bench.driver.add_fault(Fault(kind))
    task_id = await bench.provider.submit(order(1))
    waiting = await bench.provider.poll([task_id])
    await bench.finish(task_id)

    update = await bench.news_of(task_id)

    assert waiting == []
    assert (bool(update.failure), bool(update.done)) == (failed, not failed)


@pytest.mark.parametrize("shape", ["video", "videos", "url", "output"])
async def test_a_result_is_found_wherever_it_is_told(bench: SandboxBench, shape: ResultShape) -> None:
    await bench.driver.add_fault(Fault("other_result", result=shape))
    task_id = await bench.provider.submit(order(1))
    await bench.finish(task_id)

    (take,) = (await bench.news_of(task_id)).done

    assert take.url.endswith(f"{task_id}.mp4")


async def test_what_a_video_cost_is_what_was_taken_from_the_credits(bench: SandboxBench) -> None:
    before = await bench.provider.balance()
    task_id = await bench.provider.submit(order(1))
    await bench.finish(task_id)

    (take,) = (await bench.news_of(task_id)).done

    after = await bench.provider.balance()
    assert before is not None
    assert after is not None
    assert take.cost_micros == before - after > 0


@pytest.mark.parametrize(("kind", "status"), [("truncated_json", 200), ("html", 200), ("html", 502)])
async def test_a_submit_without_a_readable_answer_is_uncertain_and_its_task_recognised(
    bench: SandboxBench, kind: RequestKind, status: int
) -> None:
    await bench.driver.add_fault(Fault(kind, times=1, accepted=True, status=status))

    with pytest.raises(ProviderError) as caught:
        await bench.provider.submit(order(1))

    assert caught.value.uncertain
    (task_id,) = await bench.paid_as(order(1))
    assert await bench.provider.recognise(task_id, [generation_of(order(1))]) == order(1).task_id


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("FAILED", FailureReason.PROVIDER_FAILED),
        ("TIMEOUT", FailureReason.PROVIDER_FAILED),
        ("RATE_LIMITED", FailureReason.PROVIDER_UNAVAILABLE),
        ("PROVIDER_UNAVAILABLE", FailureReason.PROVIDER_UNAVAILABLE),
        ("UNSUPPORTED_MODEL", FailureReason.MODEL_UNAVAILABLE),
        ("INVALID_INPUT", FailureReason.REFUSED),
        ("INSUFFICIENT_CREDITS", FailureReason.OUT_OF_BALANCE),
        ("CONTENT_REJECTED", FailureReason.MODERATED),
    ],
)
async def test_a_documented_refusal_is_certain(bench: SandboxBench, code: str, reason: FailureReason) -> None:
    await bench.driver.add_fault(Fault("http_error", code=code, shape="old", retry_after_seconds=7))

    with pytest.raises(ProviderError) as caught:
        await bench.provider.submit(order(1))

    assert (caught.value.reason, caught.value.uncertain) == (reason, False)
    assert caught.value.retry_after_seconds == 7
    assert list(await bench.paid_as(order(1))) == []


async def test_an_account_without_credits_says_so(bench: SandboxBench) -> None:
    await bench.driver.set_credits(0)

    with pytest.raises(ProviderError) as caught:
        await bench.provider.submit(order(1))

    assert caught.value.reason is FailureReason.OUT_OF_BALANCE
    assert await bench.provider.balance() == 0


async def test_a_picture_that_is_none_is_refused(bench: SandboxBench) -> None:
    inputs = {FIRST: file("image/png", b"\x89PNG and no more")}

    with pytest.raises(ProviderError) as caught:
        await bench.provider.submit(order(1, inputs=inputs))

    assert (caught.value.reason, caught.value.retryable) == (FailureReason.REFUSED, False)
