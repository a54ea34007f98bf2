"""Whether who posted a picture lets it be animated."""

from dataclasses import dataclass

from bot.domain.consents import require_given
from bot.domain.request import GenerationRequest, Plan
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class WithConsent:
    """Lets pass what begins with no picture of somebody else's, or with one that they allowed."""

    store: Store

    async def require(self, request: GenerationRequest, planned: Plan) -> None:  # noqa: ARG002
        """Raise `ConsentNeeded`, `ConsentAwaited` or `ConsentRefused`."""
        if request.consent_id is None:
            return
        settings = await self.store.server(request.requester.guild_id)
        consent = await self.store.consent(request.consent_id)
        if settings.consent and consent:
            require_given(consent)
