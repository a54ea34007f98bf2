"""The child that opens files somebody else made: `python -m bot.media.child TASK ALLOWANCE ARGUMENTS`.

It limits itself before it loads any decoder, and answers with one line.
"""

import importlib
import json
import os
import sys
from types import TracebackType
from typing import Final

from bot.domain.errors import MediaProblem
from bot.media.verdict import Unusable, told

_NICENESS: Final = 10
_TASKS: Final = {
    "clean_image": ("bot.media.images", "clean"),
    "clean_video": ("bot.media.sources", "clean"),
    "prove_video": ("bot.media.videos", "prove"),
    "last_frame": ("bot.media.stills", "last_frame"),
    "fit_video": ("bot.media.fitting", "fit"),
}


def main(task: str, allowance: str, arguments: str) -> None:
    """Run one task under its allowance and print the outcome."""
    _limit(*json.loads(allowance))
    module, function = _TASKS[task]
    work = getattr(importlib.import_module(module), function)
    # From here on a crash says something about the file. Decoders raise whatever they like.
    sys.excepthook = _say_damaged
    try:
        outcome = work(**json.loads(arguments))
    except Unusable as unusable:
        outcome = unusable
    print(told(outcome))  # noqa: T201 - standard output is how a child answers


def _limit(memory_bytes: int, cpu_seconds: int, written_bytes: int) -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_FSIZE, (written_bytes, written_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Discord wants answers within three seconds, whatever is being encoded.
        os.nice(_NICENESS)
        # The soft limit ends it with SIGXCPU, which says why; the hard one would say SIGKILL.
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))


def _say_damaged(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    del error, trace
    found = "needs too much memory to open" if kind is MemoryError else "cannot be decoded"
    print(told(Unusable(MediaProblem.DAMAGED, found)))  # noqa: T201 - as above


if __name__ == "__main__":
    main(*sys.argv[1:])
