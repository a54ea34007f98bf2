"""Submitting videos, waiting for them, and all that can become of them."""

from uuid import uuid4

from runware import RunOptions, Runware

from tests.sdk.rehearsal import PROMPT, Task, add_fault, fetched, raised, video_task


async def one_result(client: Runware, base_url: str) -> str:
    """Submit, poll, fetch."""
    (item,) = await client.run(video_task(seed=7))
    assert item["status"] == "success", item
    assert item["seed"] == 7, item
    assert item["cost"] > 0, item
    assert item["videoURL"].startswith(base_url), item
    content = await fetched(item["videoURL"])
    assert content[4:8] == b"ftyp", content[:12]
    return f"{item['videoURL']} has {len(content)} bytes and cost {item['cost']}"


async def several_results(client: Runware, _: str) -> str:
    """Three results under one task, each with its own video, seed and cost; V4's known price."""
    task = video_task(model="pixverse:1@2", width=1280, height=720, numberResults=3, seed=40)
    items = await client.run(task)
    assert len({item["videoUUID"] for item in items}) == 3, items
    assert sorted(item["seed"] for item in items) == [40, 41, 42], items
    assert [item["cost"] for item in items] == [0.15, 0.15, 0.15], items
    return f"seeds {[item['seed'] for item in items]}"


async def progress(client: Runware, base_url: str) -> str:
    """A task that takes its time tells how far it is."""
    prompt = f"{PROMPT} slowly {uuid4()}"
    await add_fault(base_url, "slow", prompt=prompt, seconds=4)
    told: list[Task] = []
    await client.run(video_task(positivePrompt=prompt), RunOptions(on_progress=told.append))
    percents = [item["progress"] for item in told]
    assert percents == sorted(percents), told
    assert percents, "no progress was told"
    return f"{percents} percent"


async def refused_request(client: Runware, _: str) -> str:
    """A wrong duration is refused with the code, the parameter and the task."""
    error = await raised(client.run(video_task(model="pixverse:1@2", duration=7)))
    assert error.code == "validation", error
    assert error.parameter == "duration", error
    return f"{error.code}: {error.message}"


async def used_task_id(client: Runware, _: str) -> str:
    """The same task sent again is a conflict, not a second video."""
    task = video_task(taskUUID=str(uuid4()))
    await client.run(task)
    error = await raised(client.run(task))
    assert error.task_uuid == task["taskUUID"], error
    assert error.code == "validation", error
    return f"{error.code}: {error.message}"


async def failed_in_errors(client: Runware, base_url: str) -> str:
    """A task the provider gives up on, told beside the data."""
    return await _failed(client, base_url, "errors")


async def failed_in_the_item(client: Runware, base_url: str) -> str:
    """A task the provider gives up on, told in its item."""
    return await _failed(client, base_url, "nested")


async def _failed(client: Runware, base_url: str, shape: str) -> str:
    prompt = f"{PROMPT} {shape} {uuid4()}"
    await add_fault(base_url, "fail", prompt=prompt, shape=shape, message="The provider gave up.")
    error = await raised(client.run(video_task(positivePrompt=prompt)))
    assert error.code == "provider", error
    assert error.message == "The provider gave up.", error
    return f"{error.code}: {error.message}"


async def unavailable_model(client: Runware, base_url: str) -> str:
    """A model that is not there yet is the provider's fault, not the request's."""
    prompt = f"{PROMPT} too soon {uuid4()}"
    await add_fault(base_url, "model_unavailable", prompt=prompt)
    error = await raised(client.run(video_task(model="pixverse:1@8", positivePrompt=prompt)))
    assert error.code == "provider", error
    return f"{error.code}: {error.message}"


async def lost_answer(client: Runware, base_url: str) -> str:
    """The connection breaks under the answer to a submit; sent again, the conflict counts as acceptance."""
    prompt = f"{PROMPT} lost {uuid4()}"
    await add_fault(base_url, "answer_lost", prompt=prompt, times=1)
    (item,) = await client.run(video_task(positivePrompt=prompt))
    assert item["status"] == "success", item
    return f"{item['videoUUID']} after a new connection"
