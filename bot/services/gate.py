"""What a server asks of a request before anything of it is fetched or held."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.request import GenerationRequest, Plan


class Check(Protocol):
    """One thing that may be in the way."""

    async def require(self, request: GenerationRequest, planned: Plan) -> None:
        """Let the request pass, or raise the `Rejection` that says why not."""
        ...


@dataclass(frozen=True, slots=True)
class Gate:
    """All checks, in the order in which a member is told what is in the way."""

    checks: tuple[Check, ...]

    async def require_welcome(self, request: GenerationRequest, planned: Plan) -> None:
        """Raise the first `Rejection` there is."""
        for check in self.checks:
            await check.require(request, planned)
