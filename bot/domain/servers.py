"""What a server has decided about videos."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.domain.catalogue import Catalogue, OptionValue
from bot.domain.money import Micros
from bot.domain.safety import SafetyMode


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
    timezone: str | None = None
    """Whose calendar days its limits last, as an IANA name; None: UTC's."""
    windows_kept: tuple[str, ...] = ()
    """Start and end of the day, then of the month, in which the zone was chosen, in UTC."""
    media_days: int | None = None
    """How long videos and pictures are kept after their end; None: as long as the operator keeps them."""
    prompt_days: int | None = None
    """How long prompts are kept after the end of their videos; None: until somebody has them erased."""
    daily_micros: Micros | None = None
    """What the server may spend in a day; None: what the operator gives every server."""
    monthly_micros: Micros | None = None
    """What the server may spend in a month."""
    member_daily_micros: Micros | None = None
    """What a member may spend in a day; None: what the operator gives every member."""
    member_daily_count: int | None = None
    """How many generations that lead to a video a member may have in a day."""
    gifts: bool | None = None
    """Whether members may give each other money; None: they may not."""
    entry_account_days: int | None = None
    """How old an account on Discord has to be."""
    entry_member_days: int | None = None
    """How long somebody has to be a member of the server."""
    entry_role_id: int | None = None
    """The role that it takes to make videos."""
    consent: bool = False
    """Whether who posted a picture is asked before somebody else animates it."""
    strikes: int | None = None
    """After how many strikes a member is blocked, each time for longer; None: there are none."""
    allowed_channel_ids: tuple[int, ...] = ()
    """Where videos are made; none: everywhere. Threads count as their channel."""
    denied_channel_ids: tuple[int, ...] = ()
    allowed_model_ids: tuple[str, ...] = ()
    """What videos are made with; none: any model."""
    denied_model_ids: tuple[str, ...] = ()
    report_threshold: int | None = None
    """How many members hide a video by their reports, until moderators have looked; None: three."""
    approval_mode: str | None = None
    """One of `ApprovalMode`; None: no request waits for a moderator."""
    approval_channel_id: int | None = None
    """Where moderators are asked."""
    approval_locale: str | None = None
    """In which language: the server's when the channel was chosen."""
    approval_over_micros: Micros | None = None
    approval_member_days: int | None = None
    approval_exempt_role_ids: tuple[int, ...] = ()
    """Whose requests need no approval."""
    approval_hours: int | None = None
    """How long a request waits for a moderator before it expires."""
    own_words: int = 0
    """How many entries the server's own list of unwanted words has; kept up with the list."""
    default_words: bool = False
    """Whether prompts may not have the words of Greenlit's own list, either."""
    review_mode: str | None = None
    """One of `ReviewMode`; None: no video waits for a moderator unless it was flagged."""
    review_channel_id: int | None = None
    """Where moderators see videos first; None: where they are asked about requests."""
    review_locale: str | None = None
    """In which language, likewise."""
    safety_minimum: str | None = None
    """One of `SafetyMode`, the least checking asked of providers; None: what the operator asks for."""
    safety_checks: str | None = None
    """One of `Checks`; None: when available."""
    spoiler: bool = False
    """Whether videos are hidden until somebody looks on purpose."""
    log_channel_id: int | None = None
    """Where every decision is posted, too."""
    log_locale: str | None = None
    """In which language: the server's when the channel was chosen."""
    results_channel_id: int | None = None
    """Where finished videos are posted; None: where they were asked for."""

    @property
    def safety(self) -> SafetyMode:
        """Give the least checking that the server asks providers for."""
        return SafetyMode(self.safety_minimum or SafetyMode.NONE)

    def opens_channel(self, channel_ids: Collection[int]) -> bool:
        """Tell whether videos are made in a place: a channel, or a thread with its channel."""
        if not set(channel_ids).isdisjoint(self.denied_channel_ids):
            return False
        return not self.allowed_channel_ids or not set(channel_ids).isdisjoint(self.allowed_channel_ids)

    def opens_model(self, model_id: str) -> bool:
        """Tell whether videos are made with a model."""
        if model_id in self.denied_model_ids:
            return False
        return not self.allowed_model_ids or model_id in self.allowed_model_ids

    def offered(self, catalogue: Catalogue, besides: str | None = None) -> Catalogue:
        """Leave out the models that are not used here, `besides` one that was named all the same.

        With none left, all of them, to be refused by name.
        """
        opened = [model for model in catalogue.models if self.opens_model(model.id) or model.id == besides]
        return Catalogue(opened or catalogue.models)


@dataclass(frozen=True, slots=True)
class Given:
    """What a server has without deciding anything: the operator's model, and its money of a day."""

    model_id: str
    server_daily_micros: Micros
    """0 for a server that the operator does not serve."""
    member_daily_micros: Micros


UNDERSTOOD_TOGETHER: Final = (
    ("max_duration", "max_resolution", "max_takes"),
    ("entry_account_days", "entry_member_days", "entry_role_id"),
    ("allowed_channel_ids", "denied_channel_ids"),
    ("allowed_model_ids", "denied_model_ids"),
    ("approval_mode", "approval_over_micros", "approval_member_days"),
    ("own_words", "default_words"),
)
"""Settings that one sentence says: when one of them changes, the log keeps what the others were."""


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


def relisted(
    kind: Literal["channel", "model"],
    settings: ServerSettings,
    *,
    allow: str | int | None,
    deny: str | int | None,
) -> dict[str, SettingValue]:
    """Put one on the list of what is allowed, one on that of what is denied; nothing is on both."""
    if allow is None and deny is None:
        return {}
    lists = {"allowed": allow, "denied": deny}
    return {
        name: _with(getattr(settings, name), one, (allow, deny))
        for name, one in ((f"{which}_{kind}_ids", one) for which, one in lists.items())
    }


def _with(items: tuple[Any, ...], one: str | int | None, instead_of: tuple[object, ...]) -> tuple[Any, ...]:
    kept = tuple(item for item in items if item not in instead_of)
    return kept if one is None else (*kept, one)


def whole(settings: ServerSettings, changed: Mapping[str, SettingValue]) -> dict[str, SettingValue]:
    """Give changed settings, and with them those without which they would not be understood."""
    families = [family for family in UNDERSTOOD_TOGETHER if not set(family).isdisjoint(changed)]
    beside = {name: getattr(settings, name) for family in families for name in family}
    return beside | dict(changed)
