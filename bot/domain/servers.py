"""What a server has decided about videos."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.catalogue import OptionValue
from bot.domain.money import Micros


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """A server's own terms; None: it has decided nothing, so that there is no such limit."""

    default_model_id: str | None = None
    """The model of requests that name none; None: the operator's."""
    confirm_above_micros: Micros | None = None
    """A request that costs more is shown as a draft first."""
    max_duration: int | None = None
    """In seconds."""
    max_resolution: str | None = None
    max_takes: int | None = None
    moderators_role_id: int | None = None
    """Who has this role moderates, like those who may manage messages."""
    concurrent: int | None = None
    """How many generations of one member may be at providers at once; the rest wait in line."""
    approval_mode: str | None = None
    """One of `ApprovalMode`; None: no request waits for a moderator."""
    approval_channel_id: int | None = None
    """Where moderators are asked."""
    approval_over_micros: Micros | None = None
    approval_member_days: int | None = None
    approval_exempt_role_ids: tuple[int, ...] = ()
    """Whose requests need no approval."""
    approval_hours: int | None = None
    """How long a request waits for a moderator before it expires."""


SettingValue = str | int | bool | tuple[str, ...] | tuple[int, ...] | None


def beyond(
    settings: ServerSettings, asked: Mapping[str, OptionValue]
) -> Iterator[tuple[str, OptionValue, OptionValue]]:
    """List the options that go beyond a server's bounds: name, what was asked for, and the most there is."""
    bounds = {
        "duration": settings.max_duration,
        "resolution": settings.max_resolution,
        "takes": settings.max_takes,
    }
    for name, most in bounds.items():
        value = asked.get(name)
        if most is not None and value is not None and _size(value) > _size(most):
            yield name, value, most


def _size(value: OptionValue) -> int:
    """Give the number in a value: `720p` is 720."""
    return int(str(value).removesuffix("p"))
