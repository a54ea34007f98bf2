"""How the driver talks to the control API."""

import base64
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import httpx

File = Path | str | tuple[str, bytes]
Found = TypeVar("Found")

_REQUEST_SECONDS = 60.0
_LONGEST_WAIT_SECONDS = 1.0


class Refused(Exception):
    """The stand-in refused a verb: the Discord client would not allow it, or the input is wrong."""


class Calls:
    """The connection to the control API, and waiting for changes there."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self.client = httpx.AsyncClient(
            timeout=_REQUEST_SECONDS, trust_env=False, limits=httpx.Limits(max_connections=None)
        )

    async def close(self) -> None:
        """Close the connections."""
        await self.client.aclose()

    async def run(self, verb: str, **body: object) -> Any:  # noqa: ANN401 - JSON
        """Run a verb; raises Refused with the reason in words."""
        response = await self.client.post(f"{self._url}/sandbox/{verb}", json=body)
        answer = response.json()
        if response.status_code != httpx.codes.OK:
            raise Refused(answer["problem"])
        return answer

    async def run_id(self, verb: str, **body: object) -> int:
        """Run a verb that answers with an id."""
        return int(await self.run(verb, **body))

    async def until(self, find: Callable[[], Awaitable[Found | None]], timeout_seconds: float) -> Found:
        """Look again after every change until something is found; raises TimeoutError."""
        waited_seconds = 0.0
        while True:
            seen = await self.run("changes", seen=-1, timeout_seconds=0)
            if (found := await find()) is not None:
                return found
            if waited_seconds >= timeout_seconds:
                raise TimeoutError(f"Nothing found in {timeout_seconds} s.")
            step_seconds = min(_LONGEST_WAIT_SECONDS, timeout_seconds - waited_seconds)
            waited_seconds += await self._waited(seen, step_seconds)

    async def _waited(self, seen: int, step_seconds: float) -> float:
        response = await self.client.post(
            f"{self._url}/sandbox/changes", json={"seen": seen, "timeout_seconds": step_seconds}
        )
        return response.elapsed.total_seconds()


def encoded(files: Mapping[str, File | Sequence[File]]) -> dict[str, list[list[str]]]:
    """Read files and put them into JSON."""
    return {name: [_encoded(file) for file in _listed(given)] for name, given in files.items()}


def _listed(given: File | Sequence[File]) -> Sequence[File]:
    if isinstance(given, Path | str):
        return [given]
    if isinstance(given, tuple) and len(given) == 2 and isinstance(given[1], bytes):
        return [(str(given[0]), given[1])]
    return list(given)


def _encoded(file: File) -> list[str]:
    name, content = (Path(file).name, Path(file).read_bytes()) if isinstance(file, Path | str) else file
    return [name, base64.b64encode(content).decode()]
