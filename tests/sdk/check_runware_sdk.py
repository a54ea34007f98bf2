"""Runware's official SDK against a running stand-in, over REST.

Usage: python check_runware_sdk.py BASE_URL, in an environment that holds `runware-sdk`. Says what it saw;
exits with 0 when the SDK understood everything, with 1 at the first thing it did not.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from urllib.request import Request, urlopen
from uuid import uuid4

from runware import Runware, RunwareError

PROMPT = "a heron crosses a harbour at dawn"
Check = Callable[[Runware, str], Awaitable[str]]


def text_task(**parameters: object) -> dict[str, object]:
    task = {"taskType": "videoInference", "model": "pixverse:1@7", "positivePrompt": PROMPT, "duration": 5}
    return {**task, "width": 640, "height": 360, "includeCost": True, **parameters}


async def one_result(client: Runware, base_url: str) -> str:
    """Submit, poll, fetch."""
    (item,) = await client.run(text_task(seed=7))
    assert item["status"] == "success", item
    assert item["seed"] == 7, item
    assert item["cost"] > 0, item
    assert item["videoURL"].startswith(base_url), item
    with await asyncio.to_thread(urlopen, item["videoURL"]) as response:
        content = response.read()
    assert content[4:8] == b"ftyp", content[:12]
    return f"{item['videoURL']} has {len(content)} bytes and cost {item['cost']}"


async def several_results(client: Runware, _: str) -> str:
    """Three results under one task, each with its own video, seed and cost; V4's known price."""
    task = text_task(model="pixverse:1@2", width=1280, height=720, numberResults=3, seed=40)
    items = await client.run(task)
    assert len({item["videoUUID"] for item in items}) == 3, items
    assert sorted(item["seed"] for item in items) == [40, 41, 42], items
    assert [item["cost"] for item in items] == [0.15, 0.15, 0.15], items
    return f"seeds {[item['seed'] for item in items]}"


async def refused_request(client: Runware, _: str) -> str:
    """A wrong duration is refused with the code, the parameter and the task."""
    error = await raised(client.run(text_task(model="pixverse:1@2", duration=7)))
    assert error.code == "validation", error
    assert error.parameter == "duration", error
    return f"{error.code}: {error.message}"


async def used_task_id(client: Runware, _: str) -> str:
    """The same task sent again is a conflict, not a second video."""
    task = text_task(taskUUID=str(uuid4()))
    await client.run(task)
    error = await raised(client.run(task))
    assert error.task_uuid == task["taskUUID"], error
    assert error.code == "validation", error
    return f"{error.code}: {error.message}"


async def failed_in_errors(client: Runware, base_url: str) -> str:
    return await failed(client, base_url, "errors")


async def failed_in_the_item(client: Runware, base_url: str) -> str:
    return await failed(client, base_url, "nested")


async def failed(client: Runware, base_url: str, shape: str) -> str:
    """A task the provider gives up on, in the two shapes the SDK knows."""
    prompt = f"{PROMPT} {shape}"
    await add_fault(base_url, prompt, shape)
    error = await raised(client.run(text_task(positivePrompt=prompt)))
    assert error.code == "provider", error
    assert error.message == "The provider gave up.", error
    return f"{error.code}: {error.message}"


async def account(client: Runware, _: str) -> str:
    """The balance has shrunk by what was paid."""
    (details,) = await client.account_management({"operation": "getDetails"})
    assert details["balance"] < 100, details
    return f"balance {details['balance']}"


async def raised(call: Awaitable[object]) -> RunwareError:
    try:
        outcome = await call
    except RunwareError as error:
        return error
    raise AssertionError(f"expected an error, got {outcome}")


async def add_fault(base_url: str, prompt: str, shape: str) -> None:
    failure = {"code": "inferenceError", "message": "The provider gave up.", "shape": shape}
    body = json.dumps({"kind": "fail", "prompt": prompt, **failure}).encode()
    request = Request(f"{base_url}/sandbox/faults", data=body, method="POST")
    await asyncio.to_thread(urlopen, request)


CHECKS: tuple[Check, ...] = (
    one_result,
    several_results,
    refused_request,
    used_task_id,
    failed_in_errors,
    failed_in_the_item,
    account,
)


async def main(base_url: str) -> int:
    client = Runware(api_key="local-key", transport="rest", http_base_url=f"{base_url}/v1", max_retries=0)
    async with client:
        for check in CHECKS:
            try:
                print(f"ok    {check.__name__}: {await check(client, base_url)}", flush=True)
            except (AssertionError, RunwareError) as error:
                print(f"FAIL  {check.__name__}: {error!r}", flush=True)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1].rstrip("/"))))
