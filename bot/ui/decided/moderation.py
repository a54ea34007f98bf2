"""What a server decided about what moderators are asked."""

from typing import Final

from bot.domain.moderation.approvals import ApprovalMode, patience
from bot.domain.moderation.reports import hides_from
from bot.domain.servers import ServerSettings
from bot.ui.decided.lines import Lines, role, some
from bot.ui.language import n, t
from bot.ui.texts import lasting, money


def _approvals(settings: ServerSettings) -> str:
    match settings.approval_mode:
        case ApprovalMode.ALL:
            return t("Approval before money is spent: of every request")
        case ApprovalMode.OVER:
            over = money(settings.approval_over_micros or 0)
            return t("Approval before money is spent: of requests above {price}", price=over)
        case ApprovalMode.NEW_MEMBERS:
            return n(
                "Approval before money is spent: of who is a member for less than {count} day",
                "Approval before money is spent: of who is a member for less than {count} days",
                settings.approval_member_days or 0,
            )
        case _:
            return t("Approval before money is spent: of no request")


def _exempt(settings: ServerSettings) -> str:
    roles = some([role(role_id) for role_id in settings.approval_exempt_role_ids])
    return (
        t("No approval needed: moderators and {roles}", roles=roles)
        if roles
        else t("No approval needed: moderators")
    )


def _hours(settings: ServerSettings) -> str:
    return t("A request waits for its approval at most {span}", span=lasting(patience(settings)))


def _reports(settings: ServerSettings) -> str:
    return n(
        "Reported videos: hidden when {count} member has reported one, or a moderator",
        "Reported videos: hidden when {count} members have reported one, or a moderator",
        hides_from(settings),
    )


LINES: Final[Lines] = {
    ("approval_mode", "approval_over_micros", "approval_member_days"): _approvals,
    ("approval_exempt_role_ids",): _exempt,
    ("approval_hours",): _hours,
    ("report_threshold",): _reports,
}
