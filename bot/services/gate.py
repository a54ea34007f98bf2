"""What a server asks of a request before anything of it is fetched or held."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.request import GenerationRequest, Plan, Requester


class Admission(Protocol):
    """One thing that may be in the way of somebody, whatever they ask for."""

    async def require(self, requester: Requester) -> None:
        """Let them ask, or raise the `Rejection` that says why not."""
        ...


class Check(Protocol):
    """One thing that may be in the way."""

    async def require(self, request: GenerationRequest, planned: Plan) -> None:
        """Let the request pass, or raise the `Rejection` that says why not."""
        ...


@dataclass(frozen=True, slots=True)
class Gate:
    """All checks, in the order in which a member is told what is in the way."""

    admissions: tuple[Admission, ...]
    checks: tuple[Check, ...]

    async def require_admitted(self, requester: Requester) -> None:
        """Raise the first `Rejection` of somebody who may ask for nothing; before any form is opened."""
        for admission in self.admissions:
            await admission.require(requester)

    async def require_welcome(self, request: GenerationRequest, planned: Plan) -> None:
        """Raise the first `Rejection` there is."""
        await self.require_admitted(request.requester)
        for check in self.checks:
            await check.require(request, planned)
