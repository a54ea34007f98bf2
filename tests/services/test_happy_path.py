"""From a request to a posted video, and what it costs."""

from bot.domain.generation import MediaRole, State
from bot.domain.money import Micros
from bot.services.stages.submitting import SUBMITS_AT_ONCE
from tests.providers.orders import content_of
from tests.support.studio import Studio, picture


async def test_a_request_becomes_one_posted_video_and_one_charge(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.finish(generation.id)
    await studio.pass_time(10)

    ended = await studio.now(generation)
    assert ended.state is State.DELIVERED
    assert await studio.money(generation) == {
        "held": 0,
        "charged": 150_000,
        "released": 0,
        "provider_cost": 150_000,
    }
    (result,) = studio.results(generation)
    assert ended.messages.result_ids == (result.id,)
    assert [clip.take.seed for clip in result.clips] == [7]
    assert studio.notices(generation) == []


async def test_what_was_asked_is_what_the_provider_is_told(studio: Studio) -> None:
    frames = {
        MediaRole.FIRST_FRAME: picture(),
        MediaRole.LAST_FRAME: picture("last_image", "https://cdn/b.png"),
    }
    generation = await studio.running(prompt="  two\nframes ", attachments=frames, seed=11)

    order = studio.provider.creates[generation.id]
    assert (order.prompt, order.model.id, order.settings["seed"]) == ("two frames", "pixverse-v4", 11)
    assert content_of(order.inputs[MediaRole.FIRST_FRAME]) == b"image https://cdn.example/a.png"
    assert content_of(order.inputs[MediaRole.LAST_FRAME]) == b"image https://cdn/b.png"


async def test_a_cheaper_result_releases_the_rest_and_a_dearer_one_is_the_operators(studio: Studio) -> None:
    cheap, dear, silent = [await studio.running() for _ in range(3)]
    studio.provider.finish(cheap.id, cost_micros=Micros(100_000))
    studio.provider.finish(dear.id, cost_micros=Micros(200_000))
    studio.provider.finish(silent.id, cost_micros=None)
    await studio.pass_time(10)

    assert await studio.money(cheap) == {
        "held": 0, "charged": 100_000, "released": 50_000, "provider_cost": 100_000,
    }  # fmt: skip
    assert await studio.money(dear) == {
        "held": 0, "charged": 150_000, "released": 0, "provider_cost": 200_000,
    }  # fmt: skip
    assert (await studio.money(silent))["charged"] == 150_000


async def test_of_three_takes_the_good_ones_are_paid_and_posted_together(studio: Studio) -> None:
    generation = await studio.running(takes=3)
    studio.provider.fail_first_take(generation.id)
    await studio.pass_time(10)

    (result,) = studio.results(generation)
    assert len(result.clips) == 2
    assert (await studio.now(generation)).state is State.DELIVERED
    assert await studio.money(generation) == {
        "held": 0, "charged": 300_000, "released": 150_000, "provider_cost": 300_000,
    }  # fmt: skip


async def test_a_failure_releases_everything_and_is_told_once(studio: Studio) -> None:
    generation = await studio.running()
    studio.provider.fail(generation.id)
    await studio.pass_time(600)

    assert (await studio.now(generation)).state is State.FAILED
    assert await studio.money(generation) == {
        "held": 0, "charged": 0, "released": 150_000, "provider_cost": 0,
    }  # fmt: skip
    (notice,) = studio.notices(generation)
    assert (await studio.now(generation)).messages.notice_id == notice.id
    assert studio.results(generation) == []


async def test_only_so_many_are_at_the_provider_at_once(studio: Studio) -> None:
    generations = [await studio.request() for _ in range(20)]
    await studio.pass_time(60)
    assert len(studio.provider.creates) == 16

    for generation in generations[:16]:
        studio.provider.finish(generation.id)
    await studio.pass_time(60)
    assert list(studio.provider.creates) == [generation.id for generation in generations]


async def test_the_line_is_served_at_once_however_many_submits_are_slow(studio: Studio) -> None:
    """More rows than can be submitted at once must not be taken out of the line and left lying."""
    for _ in range(30):
        await studio.request()
    await studio.worker.tick()

    waiting = await studio.rows("SELECT count(*) FROM generations WHERE state = 'submitting'")
    assert waiting == [(0,)]
    assert len(studio.provider.creates) == SUBMITS_AT_ONCE
