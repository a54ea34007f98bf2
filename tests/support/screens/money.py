"""Money beyond quotas: purses, gifts, grants, refunds, and a server's pool."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import LimitReached
from bot.domain.giving import NotEnoughToGive
from bot.domain.money import ZERO, Micros
from bot.domain.prices import Quote
from bot.domain.purses import Movement, MovementKind, Refund
from bot.domain.quota import DayUsage, LimitUsage
from bot.domain.role_quotas import CountReached, RoleQuota
from bot.domain.servers import ServerSettings
from bot.ui.answer import paged
from bot.ui.errors import sentence
from bot.ui.pages.settings import settings_page
from bot.ui.pages.usage import usage_page
from bot.ui.purses import gifted, granted, pool_filled, refunded
from tests.support.screens.members import GIVEN
from tests.support.screens.screen import OTHERS, Screen
from tests.ui.drafted import usages
from tests.ui.samples import AUTHOR, NOW

_JONAS, _AIKO, *_ = OTHERS
_DEAR = Quote(Micros(1_390_000), Micros(1_390_000), approximate=False)
REASON = "for the festival poster"


def money() -> Iterator[Screen]:
    """What members, moderators and managers read about money that was given."""
    days = [
        DayUsage(NOW - timedelta(days=back), ZERO, Micros(150_000 * (back % 3))) for back in range(29, -1, -1)
    ]
    yield Screen("usage-of-a-role", usage_page(_usages(), days, moved=_moved()), used="/usage")
    made = replace(_usages()[0], made_count=5)
    yield Screen("refused-count", paged(sentence(CountReached(made))).view, used="/create")
    yield Screen("refused-purse", paged(sentence(LimitReached(_DEAR, _usages()[0]))).view, used="/create")
    two, five = Micros(2_000_000), Micros(5_000_000)
    yield Screen("gift", paged(gifted(_JONAS, two, Micros(350_000))).view, used="/gift")
    refused = NotEnoughToGive(five, _usages()[0])
    yield Screen("gift-refused", paged(sentence(refused)).view, used="/gift")
    yield Screen("grant", paged(granted(AUTHOR, two, five)).view, used="/mod grant")
    yield Screen("grant-pool", paged(pool_filled(two, five)).view, used="/mod grant pool:True")
    back = Refund(AUTHOR, Micros(300_000), Micros(97_800))
    yield Screen("refund", paged(refunded(back)).view, used="/mod refund")
    decided = ServerSettings(member_daily_micros=Micros(1_000_000), member_daily_count=5, gifts=True)
    rules = [RoleQuota(700, Micros(3_000_000), 20), RoleQuota(701, concurrent=4)]
    yield Screen("settings-roles", settings_page(decided, GIVEN, rules), used="/settings quota")


def _usages() -> list[LimitUsage]:
    mine, day, month = usages()
    limit = replace(mine.limit, limit_count=5, role_id=700)
    behind = replace(mine, limit=limit, made_count=3, purse_micros=Micros(450_000))
    return [behind, replace(day, purse_micros=Micros(12_000_000)), month]


def _moved() -> list[Movement]:
    return [
        Movement(MovementKind.GIFT, Micros(-250_000), AUTHOR, "", NOW - timedelta(minutes=20)),
        Movement(MovementKind.GIFT, Micros(200_000), _JONAS, "", NOW - timedelta(hours=5)),
        Movement(MovementKind.GRANT, Micros(500_000), _AIKO, REASON, NOW - timedelta(days=2)),
        Movement(MovementKind.REFUND, Micros(150_000), None, "", NOW - timedelta(days=3), is_decided=False),
    ]
