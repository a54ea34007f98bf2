"""What the stand-ins' command lines have in common."""

import argparse
import asyncio
import signal
import tempfile
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.provider.renderers import ClipRenderer, PoolRenderer, Renderer


def span(text: str) -> tuple[float, float]:
    """Read `A..B`, or one number for both, in seconds."""
    low, dots, high = text.partition("..")
    seconds = float(low), float(high if dots else low)
    if not 0 <= seconds[0] <= seconds[1]:
        raise argparse.ArgumentTypeError(f"{text!r} is no range of seconds; write for example 1..3")
    return seconds


def parser_for(module: str, description: str | None) -> argparse.ArgumentParser:
    """A parser of the options that every stand-in of a provider has."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 picks a free one")
    parser.add_argument("--media-dir", type=Path, help="where videos are kept; default: a temporary folder")
    parser.add_argument("--render-seconds", type=span, default=(1.0, 3.0), metavar="A..B")
    parser.add_argument("--renderer", choices=("scene", "clip"), default="scene")
    parser.add_argument("--api-key", help="the only key that is taken; default: any")
    parser.add_argument("--seed", type=int, default=0)
    return parser


@dataclass(frozen=True)
class Studio:
    """Where videos are made, and by what."""

    folder: Path
    renderer: Renderer


@contextmanager
def studio(media_dir: Path | None, renderer: str) -> Iterator[Studio]:
    """Open a studio for `--media-dir` and `--renderer`; ends its workers and its temporary folder."""
    with ExitStack() as stack:
        folder = media_dir or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        pool = PoolRenderer()
        stack.callback(pool.close)
        yield Studio(folder, ClipRenderer(pool, folder) if renderer == "clip" else pool)


async def serve_until_signal(name: str, server: AbstractAsyncContextManager[str]) -> None:
    """Serve until SIGTERM or SIGINT; prints one line once listening."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with server as base_url:
        print(f"{name} stand-in listening on {base_url}", flush=True)
        await stop.wait()
