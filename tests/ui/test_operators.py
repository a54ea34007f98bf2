"""What operators read: of their servers, and of what is wrong with a provider."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.alarms import Alarm, AlarmFacts, AlarmKind
from bot.domain.generation import FailureReason
from bot.domain.moderation.pauses import Pause
from bot.domain.money import Micros
from bot.domain.overviews import OverviewPage, ServerOverview, Standing
from bot.domain.postings import Posting, PostingKind
from bot.domain.quota import NO_LIMIT, Limit, LimitUsage, Scope, Window
from bot.domain.troubles import Trouble
from bot.services.overviews import PAGE
from bot.ui.faces import alarm as _alarm_face
from bot.ui.pages.servers import servers_page
from bot.ui.postings import posting_view
from tests.ui.reading import labels, text
from tests.ui.samples import NOW
from tests.ui.test_pages import HUGE, within_limits

DRAWN = (_alarm_face,)
POSTING = Posting(1, PostingKind.ALARM, 0, "7:77", None, 77, None, "en-US", NOW, None, 0, 0)
BEGAN = NOW - timedelta(hours=2)


def usage(scope: Scope, limit_micros: int, spent_micros: int = 1_230_000) -> LimitUsage:
    window = Window(NOW - timedelta(days=3), NOW + timedelta(days=27))
    limit = Limit(scope, "10", window, Micros(limit_micros))
    return LimitUsage(limit, Micros(100_000), Micros(spent_micros), purse_micros=Micros(7_500_000))


def overview(**changes: object) -> ServerOverview:
    ordinary = ServerOverview(
        10,
        "Film club",
        usage(Scope.GUILD_DAY, 5_000_000),
        usage(Scope.GUILD_MONTH, NO_LIMIT, 40_000_000),
        Micros(401_000_000),
        True,
        None,
        Standing(0, None),
    )
    return replace(ordinary, **changes)  # type: ignore[arg-type]


def shown(*servers: ServerOverview, number: int = 0, last: int = 0) -> str:
    return text(servers_page(OverviewPage(servers, number, last, 9)))


def test_a_server_says_what_it_spends_its_pace_and_its_budget() -> None:
    said = shown(overview())

    for part in (
        "**Film club** `10`",
        "today $1.33 · this month $40.10, at this pace $401.00",
        "budget $5.00 a day · pool $7.50",
    ):
        assert part in said
    for part in ("blocked", "last trouble", "⏸️"):
        assert part not in said
    assert "$50.00 a month" in shown(overview(month=usage(Scope.GUILD_MONTH, 50_000_000)))
    assert "no budget but its pool: $7.50" in shown(overview(served=False))


def test_a_server_says_what_is_wrong_with_it() -> None:
    trouble = Trouble(FailureReason.NO_NEWS, BEGAN)
    said = shown(overview(pause=Pause(10, False, 91, "A flood", NOW), standing=Standing(2, trouble)))

    assert "⏸️ <@91> paused this server's videos" in said
    assert "2 members are blocked" in said
    assert f"last trouble <t:{int(BEGAN.timestamp())}:R>: The provider gave no result in time." in said


def test_pages_lead_to_their_neighbours_and_fit_at_their_worst() -> None:
    worst = overview(
        guild_id=HUGE,
        name="*" * 100,
        month=usage(Scope.GUILD_MONTH, 10**15),
        pause=Pause(10, False, HUGE, "_" * 500, NOW),
        standing=Standing(10**6, Trouble(FailureReason.OUT_OF_BALANCE, NOW)),
    )
    for number, turns in ((0, ["Next"]), (1, ["Previous", "Next"]), (2, ["Previous"])):
        view = servers_page(OverviewPage([worst] * PAGE, number, 2, 18))
        assert labels(view) == turns
        assert within_limits(view)


def alarm(kind: AlarmKind, amount_micros: int | None, *, over: bool = False, account: str = "runware") -> str:
    amount = None if amount_micros is None else Micros(amount_micros)
    told = Alarm(7, account, kind, amount, BEGAN, NOW if over else None)
    return text(posting_view(POSTING, AlarmFacts(alarm=told, alert_micros=Micros(5_000_000))))


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (AlarmKind.OUT_OF_BALANCE, ("account is empty", "the operator's is not used in its place")),
        (AlarmKind.KEY_REFUSED, ("own key is refused", "`/settings key`")),
        (AlarmKind.KEY_UNREADABLE, ("own key cannot be read", "`/settings key`")),
    ],
)
def test_an_alarm_about_a_servers_own_account_says_what_its_managers_can_do(
    kind: AlarmKind, parts: tuple[str, ...]
) -> None:
    said = alarm(kind, None, account="runware:7")

    for part in (*parts, "Runware", "what waits in line keeps its place"):
        assert part in said


@pytest.mark.parametrize(
    ("kind", "amount_micros", "parts"),
    [
        (AlarmKind.BALANCE_LOW, 4_999_999, ("balance is low", "$4.99 was left", "below $5.00")),
        (AlarmKind.OUT_OF_BALANCE, None, ("account is empty", "waits for money")),
        (AlarmKind.OVERRUN, 100_000, ("cost more than was quoted", "You bear $0.10", "It happened")),
        (
            AlarmKind.BREAKER,
            None,
            ("nothing more is submitted", "3 videos within 10 min", "`/operator resume`"),
        ),
    ],
)
def test_an_alarm_says_what_is_wrong_and_what_that_means(
    kind: AlarmKind, amount_micros: int | None, parts: tuple[str, ...]
) -> None:
    said = alarm(kind, amount_micros)

    for part in ("Runware", f"<t:{int(BEGAN.timestamp())}:R>", *parts):
        assert part in said
    assert "was over" not in said


def test_an_alarm_that_is_over_says_so() -> None:
    said = alarm(AlarmKind.BREAKER, None, over=True)

    assert (
        f"This is over.\nIt began <t:{int(BEGAN.timestamp())}:R> and was over <t:{int(NOW.timestamp())}:R>"
        in said
    )
    assert "waits" not in said


def test_what_only_happened_is_never_over() -> None:
    assert "You bear $0.10" in alarm(AlarmKind.OVERRUN, 100_000, over=True)
