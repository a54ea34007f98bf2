"""A typed client for the controls, for whoever rehearses against the stand-in."""

from sandbox.provider.driver import Controls
from sandbox.skills_video.books import PAGE, Page
from sandbox.skills_video.faults import Fault


class Driver(Controls[Page, Fault]):
    """Reads the books of a stand-in and steers it; every call raises httpx.HTTPError on failure."""

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url, PAGE)

    @property
    def api_url(self) -> str:
        """What `SKILLS_VIDEO_API_URL` must be set to."""
        return f"{self.base_url}/api/v1"

    async def set_credits(self, subscription: int, permanent: int = 0) -> None:
        """Set what is left of the workspace's credits."""
        await self._post("credits", {"subscription": subscription, "permanent": permanent})

    async def set_webhook(self, url: str | None, *secrets: str) -> None:
        """Send webhooks to this address from now on, signed with each of the secrets; None sends no more."""
        await self._post("webhook", {"url": url, "secrets": secrets})
