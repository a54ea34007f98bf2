"""The controls that all stand-ins of providers share, as a typed client."""

from dataclasses import asdict
from types import TracebackType
from typing import Generic, Self, TypeVar

import httpx
from pydantic import TypeAdapter

from sandbox.provider.faults import R

P = TypeVar("P")


class Controls(Generic[P, R]):
    """Reads the books of a stand-in and steers it; every call raises httpx.HTTPError on failure."""

    def __init__(self, base_url: str, page: TypeAdapter[P]) -> None:
        self.base_url = base_url
        self._page = page
        self._client = httpx.AsyncClient(base_url=base_url, trust_env=False, timeout=10)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def books(self) -> P:
        """What was submitted, made, paid and asked so far."""
        return self._page.validate_json((await self._client.get("/sandbox/books")).raise_for_status().content)

    async def add_fault(self, fault: R) -> None:
        """Let something go wrong from now on."""
        await self._post("faults", asdict(fault))

    async def clear_faults(self) -> None:
        """Let nothing more go wrong; tasks already accepted keep their faults."""
        (await self._client.delete("/sandbox/faults")).raise_for_status()

    async def hold(self, text: str = "") -> None:
        """Keep tasks from ending, by id or part of the prompt; empty means all."""
        await self._post("hold", {"text": text})

    async def release(self, text: str = "") -> None:
        """Let held tasks end; the text must be that of the hold."""
        await self._post("release", {"text": text})

    async def set_speed(self, low_seconds: float, high_seconds: float) -> None:
        """Set how long videos take from now on."""
        await self._post("speed", {"low_seconds": low_seconds, "high_seconds": high_seconds})

    async def _post(self, what: str, body: dict[str, object]) -> None:
        (await self._client.post(f"/sandbox/{what}", json=body)).raise_for_status()
