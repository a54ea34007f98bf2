"""`python -m sandbox.runware --port N`: run the stand-in until SIGTERM or SIGINT."""

import argparse
import asyncio
import logging
import signal
import tempfile
from contextlib import ExitStack
from pathlib import Path

from sandbox.runware.media import Renderer
from sandbox.runware.renderers import ClipRenderer, PoolRenderer
from sandbox.runware.server import Settings, running


def span(text: str) -> tuple[float, float]:
    """Read `A..B`, or one number for both, in seconds."""
    low, dots, high = text.partition("..")
    seconds = float(low), float(high if dots else low)
    if not 0 <= seconds[0] <= seconds[1]:
        raise argparse.ArgumentTypeError(f"{text!r} is no range of seconds; write for example 1..3")
    return seconds


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The options of the command line; exits with 2 on a wrong one."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.runware", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 picks a free one")
    parser.add_argument("--media-dir", type=Path, help="where videos are kept; default: a temporary folder")
    parser.add_argument("--render-seconds", type=span, default=(1.0, 3.0), metavar="A..B")
    parser.add_argument("--renderer", choices=("scene", "clip"), default="scene")
    parser.add_argument("--api-key", help="the only key that is taken; default: any")
    parser.add_argument("--max-tasks", type=int, help="most tasks in one request; default: no limit")
    parser.add_argument("--balance-usd", type=float, default=100.0)
    parser.add_argument("--balance-shape", choices=("number", "object"), default="number")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


async def run(options: argparse.Namespace, media_dir: Path, renderer: Renderer) -> None:
    """Serve until a signal says stop; prints one line once listening."""
    settings = Settings(
        media_dir=media_dir,
        render_seconds=options.render_seconds,
        api_key=options.api_key,
        most_tasks=options.max_tasks,
        balance_micros=round(options.balance_usd * 1_000_000),
        balance_shape=options.balance_shape,
        seed=options.seed,
    )
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running(renderer, settings, port=options.port) as base_url:
        print(f"runware stand-in listening on {base_url}", flush=True)
        await stop.wait()


def main() -> None:
    """Start the stand-in as a program of its own."""
    options = parse_arguments()
    logging.basicConfig(level=logging.WARNING)
    with ExitStack() as stack:
        folder = options.media_dir or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        pool = PoolRenderer()
        stack.callback(pool.close)
        renderer = ClipRenderer(pool, folder) if options.renderer == "clip" else pool
        asyncio.run(run(options, folder, renderer))


if __name__ == "__main__":
    main()
