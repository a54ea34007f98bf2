"""Refusals of who has not been allowed to animate a picture, or may not answer."""

from bot.domain.consents import (
    ConsentAnswered,
    ConsentAwaited,
    ConsentNeeded,
    ConsentRefused,
    ConsentState,
    ConsentUnknown,
    OwnersOnly,
)
from bot.ui.language import t
from bot.ui.refusals.words import sentence, uncharged
from bot.ui.texts import reset, together


@sentence.register
def _(rejection: ConsentNeeded) -> str:
    return uncharged(
        t(
            "{owner} posted this picture, and this server wants them to be asked first. Press **Generate**, "
            "and I ask them where the picture is.",
            owner=_person(rejection.owner_discord_id),
        )
    )


@sentence.register
def _(rejection: ConsentAwaited) -> str:
    asked = t(
        "{owner} posted this picture and is asked whether you can animate it. You get a direct message with "
        "the answer; then press **Generate** again.",
        owner=_person(rejection.owner_discord_id),
    )
    if rejection.ends_at is None:
        return uncharged(asked)
    return uncharged(asked, t("Without an answer it is refused {when}.", when=reset(rejection.ends_at)))


@sentence.register
def _(rejection: ConsentRefused) -> str:
    owner = _person(rejection.owner_discord_id)
    if rejection.answered:
        happened = t("{owner} does not want this picture of theirs to be animated.", owner=owner)
    else:
        happened = t("{owner} did not answer in time whether this picture can be animated.", owner=owner)
    return uncharged(happened, t("Choose another picture, or leave it out."))


@sentence.register
def _(_rejection: ConsentUnknown) -> str:
    return t("I know of no such question in this server.")


@sentence.register
def _(rejection: OwnersOnly) -> str:
    return t("Only {owner} can answer: they posted the picture.", owner=_person(rejection.owner_discord_id))


@sentence.register
def _(rejection: ConsentAnswered) -> str:
    match rejection.state:
        case ConsentState.ALLOWED:
            answer = t("It was allowed.")
        case ConsentState.REFUSED:
            answer = t("It was refused.")
        case _:
            answer = t("The time for an answer is over.")
    return together(t("This was decided before."), answer)


def _person(discord_id: int | None) -> str:
    return t("somebody") if discord_id is None else f"<@{discord_id}>"
