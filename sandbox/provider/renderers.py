"""Renderers that really make videos."""

import asyncio
import multiprocessing
import os
import shutil
from collections.abc import Awaitable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from signal import SIGTERM
from typing import Protocol

from sandbox.render import Scene, render

MOST_WORKERS = 2


class Renderer(Protocol):
    """Turns a scene into a video file."""

    def __call__(self, scene: Scene, path: Path) -> Awaitable[None]: ...


class PoolRenderer:
    """Renders in worker processes, so that encoding never holds up an answer."""

    def __init__(self) -> None:
        # Forking a process that runs an event loop and threads may deadlock the child.
        context = multiprocessing.get_context("spawn")
        self._worker_pids: SimpleQueue[int] = context.SimpleQueue()
        self._pool = ProcessPoolExecutor(
            MOST_WORKERS, mp_context=context, initializer=_announce, initargs=(self._worker_pids,)
        )

    async def __call__(self, scene: Scene, path: Path) -> None:
        await asyncio.get_running_loop().run_in_executor(self._pool, render, scene, path)

    def close(self) -> None:
        """Stop at once: an unfinished video is of no use to anybody."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        while not self._worker_pids.empty():
            # A worker may have ended by itself.
            with suppress(ProcessLookupError):
                os.kill(self._worker_pids.get(), SIGTERM)


def _announce(worker_pids: "SimpleQueue[int]") -> None:
    worker_pids.put(os.getpid())


@dataclass
class ClipRenderer:
    """Renders one plain second per size, container and sound, and hands out copies: for hundreds of tasks."""

    renderer: Renderer
    folder: Path
    _clips: dict[Scene, asyncio.Task[Path]] = field(default_factory=dict)

    async def __call__(self, scene: Scene, path: Path) -> None:
        plain = Scene("clip", scene.width, scene.height, 1, 0, container=scene.container, audio=scene.audio)
        if plain not in self._clips:
            name = f"clip-{len(self._clips)}.{scene.container.lower()}"
            self._clips[plain] = asyncio.create_task(self._make(plain, self.folder / name))
        # Shielded: the task that asked first may be cancelled while others wait for the same clip.
        clip = await asyncio.shield(self._clips[plain])
        await asyncio.to_thread(shutil.copyfile, clip, path)

    async def _make(self, scene: Scene, path: Path) -> Path:
        await self.renderer(scene, path)
        return path
