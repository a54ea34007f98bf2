"""Credits, and a record of everything that arrived."""

import asyncio

import pytest

from sandbox.skills_video.books import Credits
from sandbox.skills_video.faults import Fault
from tests.sandbox.skills_video.support import Rig


@pytest.mark.parametrize(
    ("parameters", "credit_count"),
    [
        ({"resolution": "360p"}, 10),
        ({"resolution": "540p"}, 15),
        ({}, 20),
        ({"resolution": "1080p"}, 40),
        ({"resolution": "360p", "generate_audio": True}, 15),
        ({"resolution": "540p", "generate_audio": True}, 20),
        ({"generate_audio": True}, 25),
        ({"resolution": "1080p", "generate_audio": True, "duration": 15}, 165),
        ({"duration": 1}, 4),
        ({"duration": 2.1}, 12),
    ],
)
async def test_a_video_costs_credits_by_the_second(
    rig: Rig, parameters: dict[str, object], credit_count: int
) -> None:
    assert (await rig.post(**parameters)).json()["usage"]["total"] == credit_count
    assert await rig.credits() == 10_000 - credit_count


async def test_a_generation_is_paid_when_it_is_accepted(rig: Rig) -> None:
    await rig.driver.hold()
    generation_id = await rig.submit("a paid fox", seed=3, duration=1)
    books = await rig.driver.books()
    (create,) = books.paid_creates
    assert (create.generation_id, create.prompt, create.seed) == (generation_id, "a paid fox", 3)
    assert create.request == {"prompt": "a paid fox", "seed": 3, "duration": 1}
    assert (create.paid_credits, books.credits.total) == (4, 9_996)
    assert create.state in {"queued", "running"}


async def test_the_subscription_is_used_up_first(rig: Rig) -> None:
    await rig.driver.set_credits(8, permanent=100)
    usage = (await rig.post()).json()["usage"]
    assert usage == {"total": 20, "subscription": 8, "permanent": 12}
    assert (await rig.driver.books()).credits == Credits(0, 88)


async def test_the_books_say_when_a_generation_ended_and_when_a_poll_first_told(rig: Rig) -> None:
    await rig.driver.hold()
    generation_id = await rig.submit()
    await rig.look_up(generation_id)
    (create,) = (await rig.driver.books()).creates
    assert (create.ended_at, create.told_at) == (None, None)

    await rig.driver.release()
    await rig.result(generation_id)
    (create,) = (await rig.driver.books()).creates
    assert create.ended_at is not None
    assert create.told_at is not None
    assert create.created_at <= create.ended_at <= create.told_at

    await rig.look_up(generation_id)
    assert (await rig.driver.books()).creates == [create]


@pytest.mark.parametrize(("kind", "state"), [("fail", "FAILED"), ("cancel", "CANCELED")])
async def test_what_fails_or_is_canceled_is_given_back_to_where_it_came_from(
    rig: Rig, kind: str, state: str
) -> None:
    await rig.driver.add_fault(Fault("fail") if kind == "fail" else Fault("cancel"))
    await rig.driver.set_credits(8, permanent=100)
    ended = await rig.finish("doomed")
    books = await rig.driver.books()
    assert (ended["status"], ended["usage"]["total"], ended["data"]) == (state, 0, None)
    assert books.credits == Credits(8, 100)
    assert (books.paid_creates, books.paid_credits, books.creates[0].refunded) == ([], 0, True)


async def test_a_generation_beyond_the_credits_is_402(rig: Rig) -> None:
    await rig.driver.set_credits(39)
    await rig.submit()
    response = await rig.post()
    assert response.status_code == 402
    assert response.json()["code"] == "VIDEO_GENERATION_INSUFFICIENT_CREDITS"
    await rig.driver.set_credits(20)
    await rig.submit()


async def test_of_many_submits_at_once_only_as_many_are_taken_as_can_be_paid(rig: Rig) -> None:
    await rig.driver.set_credits(100)
    answers = await asyncio.gather(*(rig.post() for _ in range(12)))
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [402] * 7
    assert await rig.credits() == 0


async def test_equal_submits_are_made_and_paid_each(rig: Rig) -> None:
    ids = {await rig.submit("twice", seed=1) for _ in range(2)}
    books = await rig.driver.books()
    assert len(ids) == 2
    assert books.creates_per_prompt() == {"twice": 2}
    assert books.paid_credits == 40


async def test_every_submit_is_noted_with_what_became_of_it(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("http_error", prompt="lost", times=1))
    generation_id = await rig.submit("fine")
    await rig.refusal("too long", duration=16)
    await rig.post("lost")
    submits = (await rig.driver.books()).submits
    assert [(submit.prompt, submit.outcome) for submit in submits] == [
        ("fine", "accepted"),
        ("too long", "refused"),
        ("lost", "dropped"),
    ]
    assert [submit.generation_id for submit in submits] == [generation_id, None, None]
    assert [submit.code for submit in submits] == [None, "VIDEO_GENERATION_INVALID_INPUT", None]


async def test_polls_are_counted(rig: Rig) -> None:
    generation_id = await rig.submit()
    for _ in range(3):
        await rig.look_up(generation_id)
    await rig.http.get("/api/v1/generation/gen_unknown")
    polls = (await rig.driver.books()).polls
    assert [poll.generation_id for poll in polls] == [generation_id] * 3 + ["gen_unknown"]
