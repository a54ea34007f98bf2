"""What a server decided about its roles' quotas."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.role_quotas import RoleQuota
from bot.ui.decided.lines import role
from bot.ui.language import n, t
from bot.ui.texts import money

_NAMED: Final = 5
"""So many are shown, so that the longest settings still fit into one message."""


def role_quota_lines(rules: Sequence[RoleQuota]) -> Iterator[str]:
    """Say the rules, one line each, and which of them counts."""
    for rule in rules[:_NAMED]:
        yield f"{role(rule.role_id)}: {' · '.join(_parts(rule))}"
    beyond = len(rules) - _NAMED
    if beyond > 0:
        yield n("and {count} more role", "and {count} more roles", beyond)
    yield t("That of a member's highest role counts; what it leaves open is as for everybody.")


def _parts(rule: RoleQuota) -> Iterator[str]:
    if rule.daily_micros is not None:
        yield t("{limit} a day", limit=money(rule.daily_micros))
    if rule.daily_count is not None:
        yield n("{count} video a day", "{count} videos a day", rule.daily_count)
    if rule.concurrent is not None:
        yield t("{count} at once", count=rule.concurrent)
