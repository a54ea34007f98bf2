"""Cancel before, Discard after submission, and everybody who may not."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import pytest

from bot.domain.errors import AlreadyEnded, GenerationUnknown
from bot.domain.generation import Generation, State
from bot.domain.request import Requester
from bot.domain.rights import NotYours
from bot.services.stages.submitting import LEASE
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio

STRANGER = Requester(AUTHOR + 1, GUILD)
MODERATOR = Requester(AUTHOR + 1, GUILD, is_moderator=True)
FOREIGN_MODERATOR = Requester(AUTHOR + 1, GUILD + 1, is_moderator=True)


@pytest.mark.parametrize("requester", [MEMBER, MODERATOR])
async def test_what_waits_in_line_is_cancelled_and_its_hold_released(
    studio: Studio, requester: Requester
) -> None:
    generation = await studio.request()
    cancelled = await studio.generations.cancel(generation.id, requester)
    await studio.pass_time(60)

    assert cancelled.state is State.CANCELLED
    assert studio.provider.submits == []
    assert await studio.money(generation) == {
        "held": 0, "charged": 0, "released": 150_000, "provider_cost": 0,
    }  # fmt: skip
    assert studio.notices(generation) == [], "who cancels knows"
    assert studio.card(generation).shown.state is State.CANCELLED


@pytest.mark.parametrize("requester", [MEMBER, MODERATOR])
async def test_what_runs_is_discarded_charged_and_not_posted(studio: Studio, requester: Requester) -> None:
    generation = await studio.running()
    discarded = await studio.generations.cancel(generation.id, requester)
    assert (discarded.state, discarded.discarded) == (State.RUNNING, True)

    studio.provider.finish(generation.id)
    await studio.pass_time(60)
    assert (await studio.now(generation)).state is State.CANCELLED
    assert await studio.money(generation) == {
        "held": 0, "charged": 150_000, "released": 0, "provider_cost": 150_000,
    }  # fmt: skip
    assert studio.results(generation) == studio.notices(generation) == []


async def test_discarding_twice_is_discarding_once(studio: Studio) -> None:
    generation = await studio.running()
    await studio.generations.cancel(generation.id, MEMBER)

    assert (await studio.generations.cancel(generation.id, MEMBER)).discarded


async def test_a_discarded_generation_that_fails_is_free(studio: Studio) -> None:
    generation = await studio.running()
    await studio.generations.cancel(generation.id, MEMBER)
    studio.provider.fail(generation.id)
    await studio.pass_time(10)

    assert (await studio.now(generation)).state is State.FAILED
    assert (await studio.money(generation))["charged"] == 0


@pytest.mark.parametrize("running", [True, False])
async def test_another_member_may_not(studio: Studio, running: bool) -> None:
    generation = await (studio.running() if running else studio.request())
    with pytest.raises(NotYours) as refusal:
        await studio.generations.cancel(generation.id, STRANGER)

    assert refusal.value.action == "cancel"
    assert not (await studio.now(generation)).discarded
    assert (await studio.money(generation))["held"] == 150_000


async def test_a_moderator_of_another_server_does_not_even_learn_that_it_exists(studio: Studio) -> None:
    generation = await studio.request()
    with pytest.raises(GenerationUnknown):
        await studio.generations.cancel(generation.id, FOREIGN_MODERATOR)


async def test_an_unknown_id_is_refused(studio: Studio) -> None:
    with pytest.raises(GenerationUnknown) as refusal:
        await studio.generations.cancel("11111111-1111-4111-8111-111111111111", MODERATOR)

    assert refusal.value.generation_id == "11111111-1111-4111-8111-111111111111"


async def test_after_the_end_it_is_too_late(studio: Studio) -> None:
    delivered, failed = await studio.running(), await studio.running()
    studio.provider.finish(delivered.id)
    studio.provider.fail(failed.id)
    await studio.pass_time(10)

    for generation, state in ((delivered, State.DELIVERED), (failed, State.FAILED)):
        with pytest.raises(AlreadyEnded) as refusal:
            await studio.generations.cancel(generation.id, MEMBER)
        assert (refusal.value.generation_id, refusal.value.state) == (generation.id, state)


async def test_a_submit_that_is_put_back_in_line_meanwhile_is_cancelled(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row moves between our two questions: submitting at the first, queued at the second."""
    generation = await studio.request()
    now = studio.clock.now()
    await studio.store.claim_for_submit("runware", now, now + LEASE, 16, 8)
    discard: Callable[[str, datetime], Awaitable[Generation | None]] = studio.store.discard

    async def put_back_first(generation_id: str, at: datetime) -> Generation | None:
        await studio.store.submit_postponed(generation_id, at, at)
        return await discard(generation_id, at)

    monkeypatch.setattr(studio.store, "discard", put_back_first)

    assert (await studio.generations.cancel(generation.id, MEMBER)).state is State.CANCELLED


async def test_a_discarded_generation_that_was_put_back_in_line_is_never_submitted(studio: Studio) -> None:
    generation = await studio.request()
    now = studio.clock.now()
    await studio.store.claim_for_submit("runware", now, now + LEASE, 16, 8)
    await studio.generations.cancel(generation.id, MEMBER)
    await studio.store.submit_postponed(generation.id, now, now)
    await studio.pass_time(10)

    assert (await studio.now(generation)).state is State.CANCELLED
    assert studio.provider.submits == []
    assert (await studio.money(generation))["released"] == 150_000


async def test_members_find_their_own_generations_in_this_server(studio: Studio) -> None:
    own = await studio.request(prompt="A red kite")
    await studio.request(prompt="A red kite", author=AUTHOR + 1)
    await studio.request(prompt="A red kite", guild=GUILD + 1)
    ended = await studio.request(prompt="A blue kite")
    await studio.generations.cancel(ended.id, MEMBER)

    async def found(text: str, *, active_only: bool) -> list[str]:
        return [one.id for one in await studio.generations.find(MEMBER, text, active_only=active_only)]

    assert await found("kite", active_only=False) == [ended.id, own.id]
    assert await found("kite", active_only=True) == [own.id]
    assert await found(own.id[:8], active_only=False) == [own.id]
