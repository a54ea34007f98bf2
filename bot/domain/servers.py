"""What a server has decided about videos."""

from dataclasses import dataclass

from bot.domain.money import Micros


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """A server's own terms; None: it has decided nothing, so that there is no such limit."""

    default_model_id: str | None = None
    """The model of requests that name none; None: the operator's."""
    confirm_above_micros: Micros | None = None
    """A request that costs more is shown as a draft first."""
    moderators_role_id: int | None = None
    """Who has this role moderates, like those who may manage messages."""
    concurrent: int | None = None
    """How many generations of one member may be at providers at once; the rest wait in line."""


SettingValue = str | int | bool | tuple[str, ...] | tuple[int, ...] | None
