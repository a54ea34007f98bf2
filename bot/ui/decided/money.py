"""What a server decided about money."""

from typing import Final

from bot.domain.servers import ServerSettings
from bot.ui.decided.lines import Lines
from bot.ui.language import t
from bot.ui.safe_text import code
from bot.ui.texts import money


def _daily(settings: ServerSettings) -> str:
    if settings.daily_micros is None:
        return t("Budget of a day: what the bot's operator gives every server")
    return t("Budget of a day: {limit}", limit=money(settings.daily_micros))


def _monthly(settings: ServerSettings) -> str:
    if settings.monthly_micros is None:
        return t("Budget of a month: no limit of its own")
    return t("Budget of a month: {limit}", limit=money(settings.monthly_micros))


def _member(settings: ServerSettings) -> str:
    if settings.member_daily_micros is None:
        return t("A member's quota of a day: what the bot's operator gives every member")
    return t("A member's quota of a day: {limit}", limit=money(settings.member_daily_micros))


def _count(settings: ServerSettings) -> str:
    if settings.member_daily_count is None:
        return t("Videos of one member in a day: as many as the quota lasts for")
    return t("Videos of one member in a day: {number}", number=settings.member_daily_count)


def _gifts(settings: ServerSettings) -> str:
    if settings.gifts:
        return t("Members may give each other money of their quotas and purses")
    return t("Members give each other no money")


def _timezone(settings: ServerSettings) -> str:
    zone = code(settings.timezone or "UTC")
    return t("Days begin at midnight of the time zone {timezone}", timezone=zone)


LINES: Final[Lines] = {
    ("daily_micros",): _daily,
    ("monthly_micros",): _monthly,
    ("member_daily_micros",): _member,
    ("member_daily_count",): _count,
    ("gifts",): _gifts,
    ("timezone", "windows_kept"): _timezone,
}
