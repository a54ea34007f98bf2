"""What members look up about themselves and the bot."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.preferences import Preferences
from bot.domain.quota import DayUsage
from bot.domain.servers import Given, ServerSettings
from bot.ui.chart import chart
from bot.ui.language import name
from bot.ui.pages.help import help_page
from bot.ui.pages.preferences import preferences_page
from bot.ui.pages.settings import settings_page
from bot.ui.pages.usage import usage_page
from tests.support.screens.screen import Screen
from tests.ui.drafted import usages
from tests.ui.samples import NOW

GIVEN = Given("pixverse-v5.6", Micros(5_000_000), Micros(1_000_000))


def members() -> Iterator[Screen]:
    """Help, usage, preferences, and a server's settings."""
    yield Screen("help", help_page(lambda command: f"</{name(command)}:1>"), used="/help")
    days = [_day(number) for number in range(30)]
    left = [replace(usage, held_micros=days[-1].held_micros) for usage in usages()]
    drawn = chart(days, left[0].limit.limit_micros)
    yield Screen("usage", usage_page(left, days, drawn=True), used="/usage", files={"usage.png": drawn})
    yield Screen("usage-first-day", usage_page(usages(0), [_day(0)]), used="/usage")
    preferred = Preferences("pixverse-v6", duration=8)
    yield Screen("preferences", preferences_page(CATALOGUE, preferred), used="/preferences")
    decided = ServerSettings(
        "pixverse-v6",
        Micros(400_000),
        timezone="Europe/Berlin",
        daily_micros=Micros(5_000_000),
        monthly_micros=Micros(60_000_000),
        max_duration=2,
    )
    yield Screen("settings", settings_page(decided, GIVEN), used="/settings show")


def _day(number: int) -> DayUsage:
    spent = (0, 400_000, 0, 150_000, 800_000, 0, 0, 300_000, 950_000, 200_000)[number % 10]
    held = 100_000 if number == 29 else 0
    return DayUsage(NOW - timedelta(days=29 - number), Micros(held), Micros(spent))
