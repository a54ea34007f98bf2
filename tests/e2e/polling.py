"""`make polling`: how many requests it takes to wait for many videos, counted by the provider."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.app.clock import RandomIds, SystemClock
from bot.domain.generation import Place
from bot.domain.links import Links
from bot.domain.models import CATALOGUE
from bot.domain.request import GenerationRequest
from bot.ports.store import Store
from bot.providers.runware.provider import RunwareProvider
from bot.services import Pace, Services, Terms, World, assemble
from bot.services.linking import Linking
from bot.services.worker import Worker
from bot.storage.sqlite import open_store
from sandbox.demo import children
from sandbox.runware.books import Page
from sandbox.runware.driver import Driver
from tests.support.fake_board import FakeBoard
from tests.support.fake_delivery import FakeDelivery
from tests.support.fake_media import FakeMedia
from tests.support.studio import CHANNEL, GUILD, KEY, MEMBER, plenty

SDK_REQUESTS = {100: 1_078, 1_000: 10_842}
"""What Runware's SDK (runware-sdk 1.8.0, REST) sent for as many tasks of 20–60 s, against this stand-in."""
_ROUND_SECONDS = 10.0


@dataclass(frozen=True)
class Waiting:
    """The real worker over the real client, store and sockets; only Discord and the files are imagined."""

    runware: Driver
    store: Store
    services: Services
    worker: Worker

    async def ask_for(self, count: int) -> None:
        """Ask for so many videos."""
        for number in range(count):
            await self.services.generations.request(
                GenerationRequest(
                    request_key=f"wish-{number}",
                    requester=MEMBER,
                    place=Place(GUILD, CHANNEL),
                    guild_owner_id=None,
                    prompt=f"a kite, number {number}",
                )
            )

    async def running(self) -> int:
        """Count what is at the provider by the bot's books."""
        return (await self.store.load("runware")).running

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Let the worker work meanwhile."""
        working = asyncio.create_task(self.worker.run())
        try:
            yield
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working


@asynccontextmanager
async def waiting(folder: Path, pace: Pace, *options: str) -> AsyncIterator[Waiting]:
    """Start a stand-in with these options and put a bot before it."""
    async with AsyncExitStack() as stack:
        command = ["-m", "sandbox.runware", "--port", "0", "--media-dir", str(folder / "made")]
        plain = ["--renderer", "clip", "--balance-usd", "1000"]
        child = await children.start("the stand-in", [*command, *plain, *options], folder / "runware.log")
        stack.push_async_callback(child.stop)
        runware = await stack.enter_async_context(Driver(await children.address_of(child)))
        clock, ids = SystemClock(), RandomIds()
        provider = RunwareProvider(api_key="any", api_url=runware.api_url, clock=clock, ids=ids)
        stack.push_async_callback(provider.close)
        store = await stack.enter_async_context(open_store(folder / "greenlit.db", clock))
        world = World(
            CATALOGUE, store, FakeMedia(), {"runware": provider}, FakeDelivery(clock), FakeBoard(), clock, ids
        )
        linking = Linking(Links(None, KEY), timedelta(days=30))
        services, worker = assemble(world, Terms(plenty(), linking, "pixverse-v4", 3_600, pace))
        yield Waiting(runware, store, services, worker)


async def wait_for(count: int) -> Page:
    """Have so many videos made and waited for, in 20 to 60 seconds each; gives the provider's books."""
    with tempfile.TemporaryDirectory() as folder:
        async with waiting(Path(folder), Pace(count), "--render-seconds", "20..60") as room:
            await room.ask_for(count)
            async with asyncio.timeout(300), room.at_work():
                while len((books := await room.runware.books()).lateness_seconds()) < count:
                    await asyncio.sleep(1)
            return books


def rounds(books: Page) -> Iterator[str]:
    """Tell of every ten seconds how many waited and what was asked."""
    start = books.creates[0].created_at
    polls = [(poll.received_at - start, poll.tasks) for poll in books.polls]
    lives = [(create.created_at - start, (create.told_at or 0) - start) for create in books.creates]
    yield "  seconds   waiting  requests  tasks asked about  tasks per request"
    from_seconds = 0.0
    while from_seconds < max(at for at, _ in polls):
        to_seconds = from_seconds + _ROUND_SECONDS
        asked_about = [tasks for at, tasks in polls if from_seconds <= at < to_seconds]
        alive = sum(begin < to_seconds and end >= from_seconds for begin, end in lives)
        yield (
            f"{from_seconds:4.0f}–{to_seconds:<4.0f} {alive:8} {len(asked_about):9} {sum(asked_about):18}"
            f" {sum(asked_about) / max(1, len(asked_about)):18.1f}"
        )
        from_seconds = to_seconds


def summary(books: Page) -> str:
    """Tell the totals beside what the provider's own SDK needs."""
    count, requests = len(books.creates), len(books.polls)
    late = books.lateness_seconds()
    others = SDK_REQUESTS.get(count)
    beside = f" (Runware's SDK: {others}, {others / requests:.0f} times as many)" if others else ""
    return (
        f"{count} tasks of 20–60 s: {requests} requests{beside},"
        f" {sum(poll.tasks for poll in books.polls) / requests:.0f} tasks per request,"
        f" at most {max(books.polls_per_size())};"
        f" noticed {late[count // 2]:.1f} s late (median), {late[count * 99 // 100]:.1f} s (p99)"
    )


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.polling", description=__doc__)
    parser.add_argument("--waiting", type=int, nargs="+", default=[100, 1_000], help="how many videos")
    for count in parser.parse_args().waiting:
        began = time.process_time()
        books = asyncio.run(wait_for(count))
        print("\n".join(rounds(books)))
        print(f"{summary(books)}; {time.process_time() - began:.1f} s of CPU in the bot, submits included\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
