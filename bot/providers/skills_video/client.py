"""skills.video's endpoints: one makes a task, one tells of it, one tells what is left in the account."""

from typing import Final
from urllib.parse import quote

import httpx

from bot.ports.clock import Clock
from bot.providers.bodies import Body
from bot.providers.http import HttpApi, Response
from bot.providers.skills_video.errors import NAME

LONGEST_LOOK_SECONDS: Final = 15
"""For an answer about one task: a few are asked for at once, and others wait for their turn."""


class SkillsVideoClient:
    """Raises `ProviderError`, and lets the `MediaUnavailable` of a body through."""

    def __init__(
        self,
        api_url: str,
        api_key: str,
        clock: Clock,
        transport: httpx.AsyncBaseTransport | None,
    ) -> None:
        self._api_url = api_url.rstrip("/")
        self._http = HttpApi(NAME, api_key, clock, transport)

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()

    async def submit(self, provider_model: str, body: Body) -> Response:
        """Post a request that may cost money."""
        url = f"{self._api_url}/generation/{provider_model}"
        return await self._http.exchange("POST", url, body, creates=True, few=True)

    async def look(self, task_id: str) -> Response:
        """Ask about one task."""
        return await self._get(f"generation/{quote(task_id, safe='')}")

    async def credits(self) -> Response:
        """Ask what is left in the account."""
        return await self._get("credits")

    async def _get(self, path: str) -> Response:
        url = f"{self._api_url}/{path}"
        return await self._http.exchange("GET", url, creates=False, longest_seconds=LONGEST_LOOK_SECONDS)
