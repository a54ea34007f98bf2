"""Decisions in words."""

from dataclasses import fields

import pytest

from bot.domain.moderation.audit import Action, Entry
from bot.domain.servers import UNDERSTOOD_TOGETHER, ServerSettings, SettingValue
from bot.ui.decided import GROUPS
from bot.ui.decisions import SENTENCES, decision_lines
from tests.ui.fullest_settings import fullest
from tests.ui.hostile import hostile
from tests.ui.samples import ID, NOW


def entry(
    action: Action = Action.SETTINGS_CHANGED,
    reason: str = "",
    details: dict[str, SettingValue] | None = None,
    subject: int | None = 6,
) -> Entry:
    return Entry(1, 10, 5, action, subject, None, reason, details or {}, NOW)


def said(one: Entry) -> str:
    return "\n".join(filter(None, decision_lines(one)))


def test_every_action_has_words() -> None:
    assert SENTENCES.keys() == set(Action), "each Action has its sentence in bot/ui/decisions.py"


@pytest.mark.parametrize("action", Action)
def test_a_decision_says_who_whom_and_when(action: Action) -> None:
    words = said(entry(action))

    assert ("<@5>" in words) is ("{actor}" in SENTENCES[action])
    assert ("<@6>" in words) is ("{subject}" in SENTENCES[action])
    assert f"<t:{int(NOW.timestamp())}:f>" in words


def test_changed_settings_read_as_on_the_card() -> None:
    words = said(entry(details={"daily_micros": 2_500_000, "timezone": None, "windows_kept": ("a", "b")}))

    assert "Budget of a day: $2.50" in words
    assert "time zone `UTC`" in words
    assert "windows" not in words
    assert "{" not in words


def test_what_only_a_newer_release_can_set_is_passed_over() -> None:
    assert said(entry(details={"of_tomorrow": 7})).count("\n") == 0


def test_every_setting_can_be_said_when_it_changes() -> None:
    whole = fullest()
    for setting in fields(ServerSettings):
        assert "> " in said(entry(details={setting.name: getattr(whole, setting.name)})), setting.name


def test_settings_that_one_line_says_are_logged_together() -> None:
    quiet = {"windows_kept", "log_locale", "approval_locale", "review_locale"}
    lines = [names for lines in GROUPS.values() for names in lines if len(set(names) - quiet) > 1]

    assert sorted(lines) == sorted(UNDERSTOOD_TOGETHER), "see bot/domain/servers.py"


def test_a_reason_is_shown_and_harmless() -> None:
    assert "Reason: too dark" in said(entry(Action.REJECTED, "too dark"))
    for seed in range(20):
        assert "@everyone" not in said(entry(Action.REJECTED, hostile(seed))).replace("\\@", "")


def test_who_is_not_known_any_more_is_somebody() -> None:
    gone = Entry(1, 10, None, Action.REMOVED, None, ID, "", {}, NOW)

    assert said(gone).startswith("somebody removed a video of somebody")
    assert f"id: {ID}" in said(gone)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"ends_at": None}, "for good"),
        ({"ends_at": NOW.isoformat()}, f"until <t:{int(NOW.timestamp())}:f>"),
        ({"words": ("@everyone", "b`d"), "count": 2}, "`@everyone` and `b'd` · 2 entries"),
        ({"count": 1, "removed": 3}, "1 entry · 3 entries replaced"),
        ({"role_id": 9, "daily_micros": 500_000}, "<@&9> · $0.50"),
        ({"daily_micros": None, "daily_count": None, "concurrent": None}, "any number at once"),
        ({"daily_count": 3, "concurrent": 2}, "3 videos a day · 2 at once"),
        ({"amount_micros": 1_000_000, "unheard_of": 1}, "> $1.00"),
    ],
)
def test_details_are_said_in_words(details: dict[str, SettingValue], words: str) -> None:
    assert words in said(entry(Action.GRANTED, details=details))
