"""Refusals around pauses, and around the servers that operators name."""

from bot.domain.moderation.pauses import AlreadyPaused, NothingToResume, Paused
from bot.domain.overviews import ServerUnknown
from bot.ui.language import t
from bot.ui.pauses import paused, resume_command
from bot.ui.refusals.words import sentence, uncharged
from bot.ui.safe_text import code
from bot.ui.texts import together


@sentence.register
def _(rejection: Paused) -> str:
    return uncharged(
        paused(rejection.pause),
        t("What waits in line keeps its place and its price. Please ask again once this is over."),
    )


@sentence.register
def _(rejection: AlreadyPaused) -> str:
    return together(
        paused(rejection.pause),
        t("That goes on until {resume} ends it.", resume=resume_command(rejection.pause)),
    )


@sentence.register
def _(rejection: NothingToResume) -> str:
    if rejection.kept_by is None:
        return t("Nothing is paused here.")
    return together(
        paused(rejection.kept_by),
        t("Only {resume} ends that.", resume=resume_command(rejection.kept_by)),
    )


@sentence.register
def _(rejection: ServerUnknown) -> str:
    return t(
        "I am in no server {server}, or in several that are called so. Choose one from the list that opens "
        "while you type.",
        server=code(rejection.said, 60),
    )
