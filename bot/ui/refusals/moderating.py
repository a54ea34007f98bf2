"""Refusals around moderators' decisions."""

from bot.domain.moderation.approvals import AlreadyDecided
from bot.domain.rights import ModeratorsOnly
from bot.ui.language import t
from bot.ui.layout import person
from bot.ui.refusals.words import sentence


@sentence.register
def _(_rejection: ModeratorsOnly) -> str:
    return t(
        "This is for the moderators of this server: those who may manage messages there, or have the role "
        "that it has chosen for them."
    )


@sentence.register
def _(rejection: AlreadyDecided) -> str:
    verdict = rejection.verdict
    if verdict is None:
        return t(
            "It waits for no moderator: it was cancelled, nobody answered in time, or it never needed an "
            "approval."
        )
    if verdict.approved:
        return t("{moderator} was first and approved it.", moderator=person(verdict.moderator_discord_id))
    return t("{moderator} was first and rejected it.", moderator=person(verdict.moderator_discord_id))
