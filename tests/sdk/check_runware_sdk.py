"""Runware's official SDK against a running stand-in, over REST and over the websocket.

Usage: python -m tests.sdk.check_runware_sdk BASE_URL, in an environment that holds `runware-sdk`. Says what
it saw; exits with 0 when the SDK understood everything, with 1 at the first thing it did not.
"""

import asyncio
import json
import sys
from collections import Counter

from runware import Runware, RunwareError

from tests.sdk import accounts, models, videos
from tests.sdk.rehearsal import Check, fetched

CHECKS: tuple[Check, ...] = (
    videos.one_result,
    videos.several_results,
    videos.progress,
    videos.refused_request,
    videos.used_task_id,
    videos.failed_in_errors,
    videos.failed_in_the_item,
    videos.unavailable_model,
    models.v45_effect,
    models.v6_takes,
    models.v6_extension,
    accounts.account,
    accounts.task_details,
    accounts.unknown_task,
)
TRANSPORTS: dict[str, tuple[Check, ...]] = {
    "rest": CHECKS,
    # Only here does the SDK send a submit again whose answer was lost.
    "websocket": (*CHECKS, videos.lost_answer),
}


def client_for(transport: str, base_url: str) -> Runware:
    """A client that knows the stand-in alone, and does not retry what a check wants to see fail."""
    addresses = {"http_base_url": f"{base_url}/v1", "ws_base_url": f"{base_url}/v1".replace("http", "ws", 1)}
    return Runware(api_key="local-key", transport=transport, **addresses, max_retries=0, retry_delay=100)


async def passes(transport: str, base_url: str) -> bool:
    """Run a transport's checks; says what each saw."""
    async with client_for(transport, base_url) as client:
        for check in TRANSPORTS[transport]:
            name = f"{transport} {check.__name__}"
            try:
                print(f"ok    {name}: {await check(client, base_url)}", flush=True)
            except (AssertionError, RunwareError) as error:
                print(f"FAIL  {name}: {error!r}", flush=True)
                return False
    return True


async def main(base_url: str) -> int:
    """Run all checks; returns the exit code."""
    for transport in TRANSPORTS:
        if not await passes(transport, base_url):
            return 1
    polls = json.loads(await fetched(f"{base_url}/sandbox/books"))["polls"]
    sizes = Counter(poll["tasks"] for poll in polls)
    print(f"{len(polls)} requests asked for results, by tasks per request: {dict(sizes)}")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1].rstrip("/"))))
