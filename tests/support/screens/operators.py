"""What operators read, and what members read of pauses."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from discord import ui

from bot.domain.alarms import Alarm, AlarmFacts, AlarmKind
from bot.domain.generation import FailureReason
from bot.domain.moderation.pauses import EVERYWHERE, Pause, Paused
from bot.domain.money import Micros
from bot.domain.overviews import OverviewPage, ServerOverview, Standing
from bot.domain.postings import Posting, PostingKind
from bot.domain.quota import NO_LIMIT, Limit, LimitUsage, Scope, Window
from bot.domain.troubles import Trouble
from bot.ui.answer import paged
from bot.ui.cards import card
from bot.ui.errors import sentence
from bot.ui.faces import alarm as _alarm_face
from bot.ui.pages.servers import servers_page
from bot.ui.pauses import begun
from bot.ui.postings import posting_view
from tests.support.screens.screen import Screen
from tests.ui.samples import NOW, generation, progress

DRAWN = (_alarm_face,)
BEGAN = NOW - timedelta(minutes=7)
FILM, KITES = "Film club", "Kites over the dunes"
OWN = Pause(10, False, 91, "Too many requests for the same joke", BEGAN)


def operators() -> Iterator[Screen]:
    """Servers, alarms and pauses."""
    yield Screen("servers", servers_page(OverviewPage(_servers(), 0, 1, 9)), used="/operator servers")
    for kind, amount in (
        (AlarmKind.BALANCE_LOW, 4_120_000),
        (AlarmKind.OUT_OF_BALANCE, 0),
        (AlarmKind.OVERRUN, 90_000),
        (AlarmKind.BREAKER, None),
    ):
        alarm = Alarm(1, "runware", kind, None if amount is None else Micros(amount), BEGAN)
        yield Screen(f"alarm-{kind}", _told(alarm))
    over = Alarm(1, "runware", AlarmKind.OUT_OF_BALANCE, Micros(0), NOW - timedelta(hours=2), BEGAN)
    yield Screen("alarm-over", _told(over))
    yield Screen("paused", paged(begun(OWN)).view, used="/mod pause")
    yield Screen("paused-refusal", paged(sentence(Paused(OWN))).view, used="/create")
    everywhere = Pause(EVERYWHERE, True, 77, "", BEGAN)
    yield Screen("paused-everywhere", paged(sentence(Paused(everywhere))).view, used="/create")
    yield Screen("paused-card", card(generation(), replace(progress(3), hindrance=OWN)))
    empty = Alarm(1, "runware", AlarmKind.OUT_OF_BALANCE, Micros(0), BEGAN)
    yield Screen("unfunded-card", card(generation(), replace(progress(3), hindrance=empty)))


def _told(alarm: Alarm) -> ui.LayoutView:
    posting = Posting(1, PostingKind.ALARM, 0, "1:77", None, 77, None, "en-US", BEGAN, None, 0, 0)
    return posting_view(posting, AlarmFacts(alarm=alarm, alert_micros=Micros(5_000_000)))


def _servers() -> list[ServerOverview]:
    trouble = Trouble(FailureReason.NO_NEWS, NOW - timedelta(hours=5))
    return [
        _server(FILM, 2_310_000, 31_400_000, 80_000_000, OWN, Standing(2, trouble)),
        _server(KITES, 450_000, 4_800_000, None, None, Standing(0, None)),
    ]


def _server(
    name: str, day: int, month: int, budget: int | None, pause: Pause | None, standing: Standing
) -> ServerOverview:
    window = Window(NOW - timedelta(days=3), NOW + timedelta(days=27))
    days = Limit(Scope.GUILD_DAY, "10", window, Micros(5_000_000))
    months = Limit(Scope.GUILD_MONTH, "10", window, Micros(budget or NO_LIMIT))
    return ServerOverview(
        guild_id=1_284_000_000_000_000_000 + day,
        name=name,
        day=LimitUsage(days, Micros(0), Micros(day)),
        month=LimitUsage(months, Micros(0), Micros(month)),
        pace_micros=Micros(month * 10),
        served=True,
        pause=pause,
        standing=standing,
    )
