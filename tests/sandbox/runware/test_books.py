"""One id, one video, one payment; and a record of everything that arrived."""

import asyncio
from pathlib import Path

from sandbox.runware.faults import Fault
from tests.sandbox.runware import support
from tests.sandbox.runware.support import V4, Rig, data_uri, framed_task, png, quick, video_task


async def test_a_used_task_id_is_refused_as_conflict(rig: Rig) -> None:
    task = video_task()
    await rig.submit(task)
    again = await rig.post(task)
    assert again.status_code == 400
    assert again.json()["data"] == []
    (error,) = again.json()["errors"]
    assert (error["code"], error["taskUUID"]) == ("conflictTaskUUID", task["taskUUID"])


async def test_an_id_is_the_same_in_capital_letters_and_after_the_end(rig: Rig) -> None:
    task = video_task()
    await rig.finish(task)
    again = await rig.post({**task, "taskUUID": task["taskUUID"].upper()})
    assert again.json()["errors"][0]["code"] == "conflictTaskUUID"


async def test_of_many_submits_of_one_id_at_once_exactly_one_is_accepted(rig: Rig) -> None:
    task = video_task()
    answers = await asyncio.gather(*(rig.post(task) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 19
    await rig.result(task["taskUUID"])
    books = await rig.driver.books()
    assert len(books.paid_creates) == 1
    assert [submit.outcome for submit in books.submits].count("conflict") == 19


async def test_a_refused_task_does_not_use_up_its_id(rig: Rig) -> None:
    task = video_task()
    assert (await rig.post({**task, "fps": 24})).status_code == 400
    await rig.submit(task)


async def test_a_create_is_paid_when_its_results_exist_and_not_before(rig: Rig) -> None:
    await rig.driver.hold()
    task = video_task("a paid fox", model=V4, numberResults=2)
    await rig.submit(task)
    books = await rig.driver.books()
    assert (books.paid_creates, books.balance_micros) == ([], 100_000_000)

    await rig.driver.release()
    await rig.result(task["taskUUID"])
    books = await rig.driver.books()
    (create,) = books.paid_creates
    assert (create.task_id, create.model, create.prompt) == (task["taskUUID"], V4, "a paid fox")
    assert (create.paid_micros, create.paid_takes, create.takes, create.state) == (300_000, 2, 2, "success")
    assert create.request == task
    assert books.balance_micros == 100_000_000 - 300_000 == 100_000_000 - books.paid_micros


async def test_failed_takes_cost_nothing_and_free_what_was_promised(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("fail", prompt="doomed"))
    await rig.driver.add_fault(Fault("fail_take", prompt="partly", take=1))
    await rig.driver.set_balance(300_000)
    await rig.finish(video_task("doomed", model=V4, numberResults=2))
    await rig.finish(video_task("partly", model=V4, numberResults=2))
    books = await rig.driver.books()
    assert [create.paid_micros for create in books.creates] == [0, 150_000]
    assert [create.state for create in books.creates] == ["error", "success"]
    assert books.balance_micros == 150_000


async def test_every_submit_is_noted_with_what_became_of_it(rig: Rig) -> None:
    task = video_task()
    await rig.submit(task)
    await rig.post(task)
    await rig.post(video_task(fps=24))
    await rig.post({**video_task(), "taskUUID": "no id"})
    submits = (await rig.driver.books()).submits
    assert [submit.outcome for submit in submits] == ["accepted", "conflict", "refused", "refused"]
    assert [submit.code for submit in submits][1:] == [
        "conflictTaskUUID",
        "unsupportedParameter",
        "invalidTaskUUID",
    ]


async def test_the_same_prompt_made_twice_can_be_seen(rig: Rig) -> None:
    for prompt in ("once", "twice", "twice"):
        await rig.submit(video_task(prompt))
    assert (await rig.driver.books()).creates_per_prompt() == {"once": 1, "twice": 2}


async def test_the_books_show_an_embedded_image_cut_short(rig: Rig) -> None:
    image = data_uri(png(3000, 3000))
    await rig.submit(framed_task([{"image": image, "frame": "first"}]))
    (frame,) = (await rig.driver.books()).creates[0].request["inputs"]["frameImages"]
    assert frame == {"image": f"{image[:64]}… ({len(image)} characters)", "frame": "first"}


async def test_the_books_tell_how_polls_were_made_and_how_late_ends_were_noticed(tmp_path: Path) -> None:
    now = [1_000.0]
    async with support.rig(quick(tmp_path), clock=lambda: now[0]) as rig:
        ids = [await rig.submit(video_task()) for _ in range(3)]
        async with asyncio.timeout(20):
            while any(create.state == "running" for create in (await rig.driver.books()).creates):
                await asyncio.sleep(0.01)
        now[0] += 4
        await rig.poll(*ids[:2])
        now[0] += 5
        for _ in range(2):
            await rig.poll(*ids)
        books = await rig.driver.books()
    assert books.polls_per_size() == {2: 1, 3: 2}
    assert books.lateness_seconds() == [4, 4, 9]
