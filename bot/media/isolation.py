"""Opening of files that somebody else made, in a child that may crash, starve and be stopped."""

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Final

import bot
from bot.domain.errors import MediaProblem
from bot.media.limits import Allowance
from bot.media.verdict import Facts, Unusable, understood

_ROOT: Final = Path(bot.__file__).parents[1]
# Nothing of our own environment goes along: it holds the tokens and keys.
# One arena: each further one reserves 64 MiB of the address space that is limited.
_ENVIRONMENT: Final = {"PYTHONPATH": str(_ROOT), "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}
_TOO_LONG: Final = "takes too long to open"


class ChildBroken(RuntimeError):
    """The child did not even start on the file: a fault of ours, not of the file."""


class Isolation:
    """Runs the tasks of `bot.media.child`, a few at a time."""

    def __init__(self, at_once: int) -> None:
        self._turns = asyncio.Semaphore(at_once)

    async def run(self, task: str, allowance: Allowance, **arguments: str | int | Path) -> Facts:
        """Run one task and give what it found.

        Raises `Unusable`, also when the child crashed over the file or took too long.
        """
        told = json.dumps(arguments, default=str)
        async with self._turns:
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.media.child", task, _told(allowance), told),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=_ENVIRONMENT,
            )
            try:
                async with asyncio.timeout(allowance.wall_seconds):
                    answer, _ = await child.communicate()
            except TimeoutError as error:
                raise Unusable(MediaProblem.DAMAGED, _TOO_LONG) from error
            finally:
                await _stop(child)
        return _understood(child.returncode, answer)


def _told(allowance: Allowance) -> str:
    return json.dumps([allowance.memory_bytes, allowance.cpu_seconds, allowance.written_bytes])


async def _stop(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        child.kill()
        await child.communicate()


def _understood(returncode: int | None, answer: bytes) -> Facts:
    if returncode is not None and returncode < 0:
        overtime = -returncode == signal.SIGXCPU
        raise Unusable(MediaProblem.DAMAGED, _TOO_LONG if overtime else "cannot be decoded")
    try:
        return understood(answer)
    except ValueError as error:
        raise ChildBroken(f"the child ended with {returncode} and no answer") from error
