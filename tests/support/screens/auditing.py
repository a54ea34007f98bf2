"""What those who run a server see of its decisions, its spending and whether it is set up well."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from io import BytesIO

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import FailureReason
from bot.domain.models import CATALOGUE
from bot.domain.moderation.audit import Action, Entry, LogFacts, LogPage
from bot.domain.money import Micros
from bot.domain.postings import Posting, PostingKind
from bot.domain.quota import NO_LIMIT, last_days
from bot.domain.rehearsals import RehearsalFailed, Rehearsed
from bot.domain.servers import Given, ServerSettings, SettingValue
from bot.domain.spending import Line, Spending, Sums
from bot.domain.troubles import Trouble
from bot.domain.welcomes import WelcomeFacts
from bot.media.rehearsal import picture
from bot.ui.answer import paged
from bot.ui.chart import chart
from bot.ui.errors import sentence
from bot.ui.moderation.checkup import CLIP, proof_page, rehearsal_view
from bot.ui.pages.audit import audit_page
from bot.ui.pages.check import Findings, Spot, check_page
from bot.ui.pages.settings import settings_page
from bot.ui.pages.spending import PICTURE, spending_page
from bot.ui.postings import posting_view
from tests.support.screens.screen import OTHERS, Screen
from tests.ui.fullest_settings import fullest
from tests.ui.samples import AUTHOR, ID, NOW

JONAS, AIKO, LENA = OTHERS
REASONS = (
    "Please not the mayor: no real people here.",
    "For the trailer",
    "Spam",
    "Asked for by the one who is seen in it",
)
GIVEN = Given("pixverse-v5.6", Micros(5_000_000), Micros(1_000_000))


def auditing() -> Iterator[Screen]:
    """The log, the report, the check, and settings from none to all."""
    yield Screen("audit", audit_page(LogPage(_entries(), 0, 12), None), used="/mod audit")
    yield Screen(
        "audit-of-one", audit_page(LogPage(_entries()[1:4:2], 0, 2), JONAS), used="/mod audit user:jonas"
    )
    yield Screen("audit-none", audit_page(LogPage([], 0, 0), None), used="/mod audit")
    log = _posting(PostingKind.LOG, channel_id=20)
    yield Screen("log", posting_view(log, LogFacts(entry=_entries()[0])), private=False)
    spending = _spending()
    files = {PICTURE: chart(spending.by_day(), NO_LIMIT)}
    yield Screen("report", spending_page(spending, attached=True), used="/mod report days:30", files=files)
    yield Screen(
        "report-none", spending_page(Spending(last_days(NOW, 7), UTC, ())), used="/mod report days:7"
    )
    yield from _checks()
    yield Screen("settings-none", settings_page(ServerSettings(), GIVEN), used="/settings show")
    yield Screen("settings-all", settings_page(fullest(), GIVEN), used="/settings show")
    for name, given in (
        ("welcome", GIVEN),
        ("welcome-unfunded", Given("pixverse-v5.6", Micros(0), Micros(0))),
    ):
        welcome = _posting(PostingKind.WELCOME, recipient=AUTHOR)
        yield Screen(name, posting_view(welcome, WelcomeFacts(guild_id=10, given=given)), private=False)


def _checks() -> Iterator[Screen]:
    models = [(model, None) for model in CATALOGUE.models]
    fine = [Spot(20, ("here", "requests")), Spot(21, ("log",)), Spot(22, ("finished videos",))]
    yield Screen("check-fine", check_page(Findings(fine, [], models, funded=True)), used="/settings check")
    wrong = [
        Spot(20, ("here",), closed=True),
        Spot(21, ("log",), missing=("Send Messages", "Attach Files")),
        Spot(22, ("finished videos",), gone=True),
        Spot(23, ("approvals",)),
    ]
    trouble = Trouble(FailureReason.PROVIDER_UNAVAILABLE, NOW - timedelta(minutes=6))
    troubled = [(model, trouble if model.provider == "skills_video" else None) for model in CATALOGUE.models]
    found = Findings(wrong, ["moderators"], troubled, funded=False)
    yield Screen("check-wrong", check_page(found), used="/settings check")
    yield Screen("test-clip", rehearsal_view(), private=False, files={CLIP: _still()})
    proven = proof_page(Rehearsed(18_432, 640, 360, removed=True), 20, with_clip=True)
    yield Screen("test-clip-proof", proven, used="pressed “Make a test clip”", files={CLIP: _still()})
    unclear = proof_page(Rehearsed(18_432, None, None, removed=False), 20)
    yield Screen("test-clip-unclear", unclear, used="pressed “Make a test clip”")
    refused = sentence(RehearsalFailed(20, DeliveryTrouble.FORBIDDEN))
    yield Screen("test-clip-refused", paged(refused).view, used="pressed “Make a test clip”")


def _still() -> bytes:
    written = BytesIO()
    picture(8).save(written, "PNG")
    return written.getvalue()


def _entries() -> list[Entry]:
    told: list[tuple[int | None, Action, int | None, str, dict[str, SettingValue]]] = [
        (AUTHOR, Action.SETTINGS_CHANGED, None, "", {"daily_micros": 10_000_000, "concurrent": 2}),
        (AIKO, Action.REJECTED, JONAS, REASONS[0], {}),
        (AUTHOR, Action.GRANTED, LENA, REASONS[1], {"amount_micros": 2_000_000}),
        (AIKO, Action.BLOCKED, JONAS, REASONS[2], {"ends_at": (NOW + timedelta(days=3)).isoformat()}),
        (None, Action.REMOVED, None, REASONS[3], {}),
    ]
    return [
        Entry(
            number,
            10,
            actor,
            action,
            subject,
            ID if action in {Action.REJECTED, Action.REMOVED} else None,
            reason,
            details,
            NOW - timedelta(hours=number),
        )
        for number, (actor, action, subject, reason, details) in enumerate(told)
    ]


def _posting(kind: PostingKind, channel_id: int | None = None, recipient: int | None = None) -> Posting:
    return Posting(1, kind, 10, "1", channel_id, recipient, None, "en-US", NOW, None, 0, 0)


def _spending() -> Spending:
    lines = [
        Line(
            day,
            who,
            who,
            model,
            Sums(count, Micros(cents * 10_000), Micros(0), Micros(cents * 9_850), Micros(0)),
        )
        for day, who, model, count, cents in (
            (2, JONAS, "pixverse-v5.6", 3, 120),
            (9, AIKO, "pixverse-v4", 6, 90),
            (15, LENA, "pixverse-v6", 1, 45),
            (16, JONAS, "pixverse-v4", 2, 30),
            (28, AUTHOR, "pixverse-v5.6", 4, 160),
        )
    ]
    today = Sums(1, Micros(0), Micros(0), Micros(0), Micros(400_000))
    return Spending(last_days(NOW, 30), UTC, [*lines, Line(29, AIKO, AIKO, "pixverse-v6", today)])
