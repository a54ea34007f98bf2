"""A typed client for the controls, for whoever rehearses against the stand-in."""

from sandbox.provider.driver import Controls
from sandbox.runware.books import PAGE, Page
from sandbox.runware.faults import Fault


class Driver(Controls[Page, Fault]):
    """Reads the books of a stand-in and steers it; every call raises httpx.HTTPError on failure."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url, PAGE)

    @property
    def api_url(self) -> str:
        """What `RUNWARE_API_URL` must be set to."""
        return f"{self.base_url}/v1"

    @property
    def socket_url(self) -> str:
        """Where the API can be had as a websocket."""
        return self.api_url.replace("http", "ws", 1)

    async def set_balance(self, micros: int) -> None:
        """Set the account's balance in micro-dollars."""
        await self._post("balance", {"micros": micros})

    async def books_of(self, key: str) -> Page:
        """What was submitted, made and paid on the account behind another key."""
        shown = await self._client.get(f"/sandbox/accounts/{key}/books")
        return PAGE.validate_json(shown.raise_for_status().content)

    async def set_balance_of(self, key: str, micros: int) -> None:
        """Set that account's balance in micro-dollars."""
        await self._post(f"accounts/{key}/balance", {"micros": micros})
