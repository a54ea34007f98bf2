"""What the checks of Runware's SDK have in common."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.request import Request, urlopen

from runware import Runware, RunwareError

PROMPT = "a heron crosses a harbour at dawn"
Task = dict[str, Any]
# Says what it saw; raises AssertionError or RunwareError at what it did not expect.
Check = Callable[[Runware, str], Awaitable[str]]


def video_task(**parameters: object) -> Task:
    """A small V5.6 video, unless the parameters say otherwise."""
    task = {"taskType": "videoInference", "model": "pixverse:1@7", "positivePrompt": PROMPT, "duration": 5}
    return {**task, "width": 640, "height": 360, "includeCost": True, **parameters}


async def raised(call: Awaitable[object]) -> RunwareError:
    """The error that a call ends in."""
    try:
        outcome = await call
    except RunwareError as error:
        return error
    raise AssertionError(f"expected an error, got {outcome}")


async def add_fault(base_url: str, kind: str, **fields: object) -> None:
    """Let something go wrong from now on."""
    body = json.dumps({"kind": kind, **fields}).encode()
    request = Request(f"{base_url}/sandbox/faults", data=body, method="POST")
    await asyncio.to_thread(urlopen, request)


async def fetched(url: str) -> bytes:
    """The file at an address."""
    with await asyncio.to_thread(urlopen, url) as response:
        content: bytes = response.read()
    return content
