"""Refusals around checks of files, and decisions about publication."""

from bot.domain.moderation.reviewing import AlreadyReviewed, ReviewChannelMissing
from bot.domain.safety import ChecksDown, InputFlagged
from bot.ui.language import t
from bot.ui.layout import person
from bot.ui.refusals.words import sentence
from bot.ui.safe_text import code
from bot.ui.texts import option_name, together


@sentence.register
def _(rejection: InputFlagged) -> str:
    return t(
        "The check of files that this bot's operator runs does not let the file for {option} pass. "
        "Nothing was charged. Choose another one.",
        option=option_name(rejection.option),
    )


@sentence.register
def _(rejection: ChecksDown) -> str:
    if not rejection.ever:
        return t(
            "This server demands that files are checked, and this bot's operator has nothing to check them "
            "with, so that the file for {option} cannot be used. Nothing was charged. Ask without a file; "
            "those who manage the server can lift that with {command}.",
            option=option_name(rejection.option),
            command=code("/settings safety lift:checks"),
        )
    return t(
        "This server demands that files are checked, and the file for {option} cannot be checked just now. "
        "Nothing was charged. Try again later, or ask without a file.",
        option=option_name(rejection.option),
    )


@sentence.register
def _(rejection: AlreadyReviewed) -> str:
    verdict = rejection.verdict
    if verdict is None:
        return t(
            "It waits for no moderator: its author discarded it, nobody answered in time, or it never needed "
            "a review."
        )
    if verdict.approved:
        return t("{moderator} was first and published it.", moderator=person(verdict.moderator_discord_id))
    return t("{moderator} was first and discarded it.", moderator=person(verdict.moderator_discord_id))


@sentence.register
def _(_rejection: ReviewChannelMissing) -> str:
    return together(
        t("Nothing was changed."),
        t("Say in {option} where moderators are to see the videos.", option=option_name("channel")),
    )
