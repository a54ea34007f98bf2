"""What a server has decided about videos."""

from dataclasses import dataclass

from bot.domain.money import Micros


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """A server's own terms; None: there is no such limit, or the operator's word applies."""

    default_model_id: str | None = None
    confirm_above_micros: Micros | None = None
    """A request that costs more is shown as a draft first."""
    concurrent: int | None = None
    """How many generations of one member may be at providers at once; the rest wait in line."""
