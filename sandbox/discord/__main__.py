"""Start the stand-in: `python -m sandbox.discord --port N [--state FILE]`; it stops on SIGTERM."""

import argparse
import asyncio
import json
import signal
from pathlib import Path

from sandbox.discord.server import Sandbox, Settings, until_stopped


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox.discord", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 chooses a free one")
    parser.add_argument("--token", help="the only bot token accepted; default: any")
    parser.add_argument("--shards", type=int, default=1, help="shards recommended by GET /gateway/bot")
    parser.add_argument("--seed", type=int, default=0, help="seed of faults with a probability")
    parser.add_argument("--state", type=Path, help="file the books are written to when it stops, as JSON")
    return parser.parse_args()


def _announce(sandbox: Sandbox) -> None:
    print(f"discord stand-in listening on {sandbox.url}", flush=True)


async def _main(arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    settings = Settings(
        port=arguments.port, token=arguments.token, shard_count=arguments.shards, seed=arguments.seed
    )
    books = await until_stopped(stop, settings, _announce)
    if arguments.state is not None:
        await asyncio.to_thread(arguments.state.write_text, json.dumps(books.as_json(), indent=1))


if __name__ == "__main__":
    asyncio.run(_main(_arguments()))
