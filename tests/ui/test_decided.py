"""What servers decide, in words."""

from dataclasses import fields, replace

import pytest

from bot.domain.moderation.approvals import ApprovalMode
from bot.domain.money import ZERO, Micros
from bot.domain.servers import Given, ServerSettings
from bot.ui.decided import GROUPS, lines_about
from bot.ui.pages.settings import settings_page
from tests.ui.fullest_settings import HUGE, fullest
from tests.ui.reading import text

GIVEN = Given("pixverse-v5.6", Micros(5_000_000), Micros(1_000_000))


def one(**decided: object) -> str:
    return "\n".join(lines_about(replace(ServerSettings(), **decided), decided))  # type: ignore[arg-type]


def test_every_setting_is_said_by_one_line() -> None:
    said = [name for lines in GROUPS.values() for names in lines for name in names]

    assert sorted(said) == sorted(setting.name for setting in fields(ServerSettings)), (
        "each field of ServerSettings has its line in bot/ui/decided/, in the file of its subject"
    )


@pytest.mark.parametrize("setting", [setting.name for setting in fields(ServerSettings)])
def test_every_line_tells_what_is_decided_from_what_is_not(setting: str) -> None:
    if setting in {"windows_kept", "log_locale", "approval_locale", "review_locale"}:
        return  # nobody decides them
    context = {
        "approval_mode": {"approval_over_micros": "over", "approval_member_days": "new_members"}.get(setting)
    }
    before = replace(ServerSettings(), **context)  # type: ignore[arg-type]

    after = replace(before, **{setting: getattr(fullest(), setting)})

    assert list(lines_about(after, {setting})) != list(lines_about(before, {setting}))


def test_a_server_that_decided_nothing_reads_what_holds_then() -> None:
    shown = text(settings_page(ServerSettings(), GIVEN))

    assert "Default model: `pixverse-v5.6`" in shown
    assert "gives this server $5.00 and each member $1.00 a day" in shown
    assert "Approval before money is spent: of no request" in shown
    assert "Who makes videos: everybody" in shown


def test_a_server_without_money_reads_that_nothing_is_made() -> None:
    shown = text(settings_page(ServerSettings(), replace(GIVEN, server_daily_micros=ZERO)))

    assert "has given this server no money yet" in shown


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        ({"approval_mode": ApprovalMode.ALL}, "of every request"),
        ({"approval_mode": ApprovalMode.OVER, "approval_over_micros": 500_000}, "of requests above $0.50"),
        ({"approval_mode": "new_members", "approval_member_days": 1}, "for less than 1 day"),
        ({"approval_mode": "new_members", "approval_member_days": 7}, "for less than 7 days"),
        ({"approval_hours": 3}, "at most 3 h"),
        ({"approval_exempt_role_ids": (4, 5)}, "moderators and <@&4> and <@&5>"),
        ({"approval_channel_id": 9}, "<#9>"),
        ({"allowed_channel_ids": (1, 2)}, "only <#1> and <#2>"),
        ({"default_model_id": None}, "the one of the bot's operator"),
    ],
)
def test_a_decision_is_said_in_words(decided: dict[str, object], said: str) -> None:
    assert said in one(**decided)


def test_of_a_long_list_the_first_are_named_and_the_others_counted() -> None:
    said = one(denied_channel_ids=tuple(HUGE - number for number in range(25)))

    assert said.count("<#") == 8
    assert said.endswith("and 17 more")
