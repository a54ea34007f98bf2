"""What a server decided about its people."""

from typing import Final

from bot.domain.moderation.strikes import WINDOW
from bot.domain.servers import ServerSettings
from bot.ui.decided.lines import Lines, role
from bot.ui.language import n, t


def _entry(settings: ServerSettings) -> str:
    account, member, role_id = (
        settings.entry_account_days,
        settings.entry_member_days,
        settings.entry_role_id,
    )
    conditions = [
        n("an account of {count} day", "an account of {count} days", account) if account else "",
        n("a member for {count} day", "a member for {count} days", member) if member else "",
        t("the role {role}", role=role(role_id)) if role_id else "",
    ]
    said = " · ".join(filter(None, conditions))
    return t("Who makes videos: {conditions}", conditions=said or t("everybody"))


def _moderators(settings: ServerSettings) -> str:
    if settings.moderators_role_id is None:
        return t("Moderators: those who may **Manage Messages**")
    named = role(settings.moderators_role_id)
    return t("Moderators: those who may **Manage Messages**, and {role}", role=named)


def _consent(settings: ServerSettings) -> str:
    if settings.consent:
        return t("Pictures of others: who posted one is asked before somebody animates it")
    return t("Pictures of others: everybody can animate them")


def _strikes(settings: ServerSettings) -> str:
    if settings.strikes is None:
        return t("Strikes: none")
    return n(
        "Strikes: every {count} within {days} days block for a day, then for a week, then for good",
        "Strikes: every {count} within {days} days block for a day, then for a week, then for good",
        settings.strikes,
        days=WINDOW.days,
    )


LINES: Final[Lines] = {
    ("entry_account_days", "entry_member_days", "entry_role_id"): _entry,
    ("moderators_role_id",): _moderators,
    ("strikes",): _strikes,
    ("consent",): _consent,
}
