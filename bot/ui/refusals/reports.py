"""Refusals around reports of videos."""

from bot.domain.moderation.reports import (
    CaseClosed,
    CaseUnknown,
    NoResult,
    Outcome,
    OwnVideo,
    ReportedAlready,
    TooManyReports,
)
from bot.ui.language import n, t
from bot.ui.layout import person
from bot.ui.refusals.words import sentence


@sentence.register
def _(_rejection: NoResult) -> str:
    return t(
        "There is no video of mine in this message that could be reported. Choose the message in which the "
        "video itself is."
    )


@sentence.register
def _(_rejection: OwnVideo) -> str:
    return t("This is your own video. You can delete it for everybody, messages and copies included.")


@sentence.register
def _(_rejection: ReportedAlready) -> str:
    return t("You have reported this video already. Thank you: moderators know of it.")


@sentence.register
def _(rejection: TooManyReports) -> str:
    return n(
        "Moderators have not looked at {count} video yet that you reported since yesterday. Please wait "
        "until they have.",
        "Moderators have not looked at {count} videos yet that you reported since yesterday. Please wait "
        "until they have.",
        rejection.most,
    )


@sentence.register
def _(_rejection: CaseUnknown) -> str:
    return t("There is no such report in this server.")


@sentence.register
def _(rejection: CaseClosed) -> str:
    by = person(rejection.decided_by_discord_id)
    if rejection.outcome is Outcome.RESTORED:
        return t("{moderator} was first and restored it.", moderator=by)
    return t("{moderator} was first and removed it.", moderator=by)
