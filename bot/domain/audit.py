"""The audit log: who decided what, about whom, when and why. Entries never change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.servers import SettingValue


class Action(StrEnum):
    """What was decided."""

    SETTINGS_CHANGED = "settings_changed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry to be; the store adds the time and knows people by its own ids only."""

    guild_id: int
    actor_discord_id: int
    action: Action
    subject_discord_id: int | None = None
    generation_id: str | None = None
    reason: str = ""
    details: Mapping[str, SettingValue] = field(default_factory=dict)
