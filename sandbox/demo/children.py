"""The demo's child processes: each is started, listened to, and ended by its own id."""

import asyncio
import contextlib
import os
import re
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

_LISTENING = re.compile(rb"listening on (\S+)")
_START_SECONDS = 30.0
_STOP_SECONDS = 12.0


class ChildFailed(Exception):
    """A child process did not come up; the message says where its log is."""


@dataclass
class Child:
    """One running child and the file its words go to."""

    name: str
    process: asyncio.subprocess.Process
    log: Path

    async def kill(self) -> None:
        """End it the hard way, as a power cut would (SIGKILL)."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> int:
        """Ask it to end, and insist after a while; gives its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(_STOP_SECONDS):
                    return await self.process.wait()
            except TimeoutError:
                await self.kill()
        return self.process.returncode or 0


async def start(
    name: str, command: Sequence[str], log: Path, environ: Mapping[str, str] | None = None
) -> Child:
    """Start `python -m ...` with its output in a log file, which is appended to.

    It works in the log's folder, where no `.env` of a developer is read.
    """
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=log.parent,
            env={**os.environ, **(environ or {})},
        )
    return Child(name, process, log)


async def address_of(child: Child) -> str:
    """Wait for the line in which a stand-in says where it listens."""
    async with asyncio.timeout(_START_SECONDS):
        while True:
            _require_alive(child)
            if match := _LISTENING.search(child.log.read_bytes()):
                return match[1].decode()
            await asyncio.sleep(0.05)


async def ready(child: Child, url: str) -> None:
    """Wait until the bot's readiness endpoint answers 200."""
    async with httpx.AsyncClient(trust_env=False, timeout=2.0) as client:
        async with asyncio.timeout(_START_SECONDS):
            while True:
                _require_alive(child)
                with contextlib.suppress(httpx.TransportError):
                    if (await client.get(f"{url}/readyz")).status_code == httpx.codes.OK:
                        return
                await asyncio.sleep(0.1)


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _require_alive(child: Child) -> None:
    if child.process.returncode is not None:
        raise ChildFailed(f"{child.name} ended with {child.process.returncode}; its log is {child.log}")
