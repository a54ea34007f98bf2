"""What a server decides about approvals, as far as it makes sense together."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.domain.errors import Rejection
from bot.domain.moderation.approvals import ApprovalMode
from bot.domain.money import Micros
from bot.domain.servers import ServerSettings, SettingValue

_OPTIONS: Final = {
    "over_usd": (ApprovalMode.OVER, "approval_over_micros"),
    "member_days": (ApprovalMode.NEW_MEMBERS, "approval_member_days"),
}
"""Options of one mode alone, which cannot do without them, and the settings they become."""


@dataclass(eq=False)
class ApprovalTermMissing(Rejection):
    """The mode cannot do without this option, and the server has not decided it before."""

    mode: ApprovalMode
    option: str


@dataclass(eq=False)
class ApprovalTermIdle(Rejection):
    """The option says something that only another mode would look at."""

    mode: ApprovalMode
    option: str
    of_mode: ApprovalMode


@dataclass(eq=False)
class EverybodyExempt(Rejection):
    """A role that everybody has would let every request pass."""


@dataclass(frozen=True, slots=True)
class ApprovalTerms:
    """What is said of approvals at once; None: nothing."""

    mode: ApprovalMode
    channel_id: int | None = None
    locale: str | None = None
    """The server's, when the channel was chosen."""
    over_micros: Micros | None = None
    member_days: int | None = None
    exempt_role_id: int | None = None
    """One more role whose requests need no approval."""
    hours: int | None = None
    lifted: Literal["exempt", "hours"] | None = None
    """What is as if never decided, before the rest is said."""

    def changes(self, guild_id: int, settings: ServerSettings) -> dict[str, SettingValue]:
        """Give what changes of a server's settings.

        Raises `ApprovalTermIdle`, `ApprovalTermMissing` or `EverybodyExempt`.
        """
        # Discord gives the role that everybody has the server's own id.
        if self.exempt_role_id == guild_id:
            raise EverybodyExempt
        self._require_to_the_point()
        said: dict[str, SettingValue] = {
            "approval_mode": self.mode,
            "approval_channel_id": self.channel_id,
            "approval_locale": self.locale,
            "approval_over_micros": self.over_micros,
            "approval_member_days": self.member_days,
            "approval_exempt_role_ids": self._exempt(settings),
            "approval_hours": self.hours,
        }
        lifted: dict[str, SettingValue] = {"approval_hours": None} if self.lifted == "hours" else {}
        changes = lifted | {name: value for name, value in said.items() if value is not None}
        self._require_whole(replace(settings, **changes))  # type: ignore[arg-type]
        return changes

    def _exempt(self, settings: ServerSettings) -> tuple[int, ...]:
        before = () if self.lifted == "exempt" else settings.approval_exempt_role_ids
        more = () if self.exempt_role_id is None else (self.exempt_role_id,)
        return tuple(dict.fromkeys((*before, *more)))

    def _require_to_the_point(self) -> None:
        said = {"over_usd": self.over_micros, "member_days": self.member_days}
        for option, (of_mode, _) in _OPTIONS.items():
            if said[option] is not None and self.mode is not of_mode:
                raise ApprovalTermIdle(self.mode, option, of_mode)

    def _require_whole(self, settings: ServerSettings) -> None:
        if self.mode is not ApprovalMode.OFF and settings.approval_channel_id is None:
            raise ApprovalTermMissing(self.mode, "channel")
        for option, (of_mode, setting) in _OPTIONS.items():
            if self.mode is of_mode and getattr(settings, setting) is None:
                raise ApprovalTermMissing(self.mode, option)
