"""What was spent of a limit, in words."""

from collections.abc import Sequence
from typing import Final

from bot.domain.quota import LimitUsage, Scope
from bot.ui.texts import ago, money, money_left

_WHOSE: Final = {
    Scope.MEMBER_DAY: "Your quota for today",
    Scope.GUILD_DAY: "This server's budget for today",
    Scope.OPERATOR_DAY: "The operator's cap for today",
    Scope.OPERATOR_MONTH: "The operator's cap for this month",
}


def usage_report(usages: Sequence[LimitUsage], other_id: int | None = None) -> str:
    """Report one limit below the other; `other_id` is the member's, when it is not the reader."""
    return "\n".join(_report(usage, other_id) for usage in usages)


def _report(usage: LimitUsage, other_id: int | None) -> str:
    limit = usage.limit
    others = other_id if limit.scope is Scope.MEMBER_DAY else None
    whose = f"Today's quota of <@{others}>" if others else _WHOSE[limit.scope]
    left, most = money_left(usage.left_micros), money_left(limit.limit_micros)
    return (
        f"**{whose}**: {left} left of {most}\n"
        f"spent {money(usage.spent_micros)} · held for videos under way {money(usage.held_micros)} · "
        f"resets {ago(limit.window.ends_at)}"
    )
