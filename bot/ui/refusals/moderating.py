"""Refusals around moderators' decisions."""

from bot.domain.approvals import AlreadyDecided
from bot.domain.generation import State
from bot.domain.rights import ModeratorsOnly
from bot.ui.language import t
from bot.ui.refusals.words import sentence


@sentence.register
def _(_rejection: ModeratorsOnly) -> str:
    return t(
        "This is for the moderators of this server: those who may manage messages there, or have the role "
        "that it has chosen for them."
    )


@sentence.register
def _(rejection: AlreadyDecided) -> str:
    by = rejection.decided_by_discord_id
    if by is None:
        return t("It waits for no moderator any more: it was cancelled, or nobody answered in time.")
    if rejection.state is State.REJECTED:
        return t("<@{moderator}> was first and rejected it.", moderator=by)
    return t("<@{moderator}> was first and approved it.", moderator=by)
