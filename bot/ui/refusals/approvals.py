"""Refusals of terms of approvals that make no sense."""

from collections.abc import Mapping
from typing import Final

from bot.domain.moderation.approval_terms import (
    ApprovalTermIdle,
    ApprovalTermMissing,
    EverybodyExempt,
)
from bot.domain.moderation.approvals import ApprovalMode
from bot.ui.language import m, t
from bot.ui.refusals.words import sentence
from bot.ui.safe_text import code
from bot.ui.texts import option_name, together

_NEEDS: Final[Mapping[str, str]] = {
    "channel": m("Say in {option} where moderators are to be asked."),
    "over_usd": m("Say in {option} above how many dollars a request waits for a moderator."),
    "member_days": m("Say in {option} for how many days of membership requests wait for a moderator."),
}


@sentence.register
def _(rejection: ApprovalTermMissing) -> str:
    needed = t(_NEEDS[rejection.option], option=option_name(rejection.option))
    return together(t("Nothing was changed."), needed)


@sentence.register
def _(rejection: ApprovalTermIdle) -> str:
    return together(
        t("Nothing was changed."),
        t(
            "{option} says something only with the mode {mode}. Leave it out, or choose that mode.",
            option=option_name(rejection.option),
            mode=code(rejection.of_mode),
        ),
    )


@sentence.register
def _(_rejection: EverybodyExempt) -> str:
    return together(
        t("Nothing was changed."),
        t(
            "Everybody has that role: no request would wait. The mode {off} says so more clearly.",
            off=code(ApprovalMode.OFF),
        ),
    )
