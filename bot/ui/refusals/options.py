"""Refusals of what was said in a request's options, files included."""

from bot.domain.catalogue import OptionValue, Text
from bot.domain.errors import (
    CombinationForbidden,
    GivenTwice,
    MediaRejected,
    NoImage,
    OptionMissing,
    OptionNotSupported,
    ResultGone,
    ResultUnknown,
    UnknownModel,
    ValueNotAllowed,
)
from bot.ui.language import n, name, t
from bot.ui.media_words import media_problem
from bot.ui.refusals.words import sentence, uncharged
from bot.ui.safe_text import code
from bot.ui.texts import allowed, chosen, listed, models, option_name, said


@sentence.register
def _(rejection: UnknownModel) -> str:
    known = models(rejection.known, "or")
    return uncharged(
        t("There is no model {model}. Choose {known}.", model=code(rejection.model_id), known=known)
    )


@sentence.register
def _(rejection: OptionNotSupported) -> str:
    words = {
        "model": code(rejection.model_id),
        "choice": chosen(rejection.option, rejection.value),
        "option": option_name(rejection.option),
    }
    if not rejection.models_with:
        return uncharged(
            t("{model} cannot do {choice}: no model has the option {option} now. Leave it out.", **words)
        )
    return uncharged(
        n(
            "{model} cannot do {choice}: it has no {option}. "
            "Leave it out, or change the model: {models} has it.",
            "{model} cannot do {choice}: it has no {option}. "
            "Leave it out, or change the model: {models} have it.",
            len(rejection.models_with),
            models=models(rejection.models_with),
            **words,
        )
    )


@sentence.register
def _(rejection: ValueNotAllowed) -> str:
    others = ""
    if accepting := rejection.models_accepting:
        others = n(
            "{models} would take it.", "{models} would take it.", len(accepting), models=models(accepting)
        )
    return uncharged(_not_allowed(rejection), others)


def _not_allowed(rejection: ValueNotAllowed) -> str:
    words = {
        "option": option_name(rejection.option),
        "model": code(rejection.model_id),
        "allowed": allowed(rejection.allowed),
    }
    if isinstance(rejection.allowed, Text):
        return n(
            "{option} has {count} character with {model}. Allowed: {allowed}.",
            "{option} has {count} characters with {model}. Allowed: {allowed}.",
            len(str(rejection.value)),
            **words,
        )
    value = code(said(rejection.value), 60)
    return t("{option} cannot be {value} with {model}. Allowed: {allowed}.", value=value, **words)


@sentence.register
def _(rejection: OptionMissing) -> str:
    option = option_name(rejection.option)
    return uncharged(
        t("{model} needs {option}. Please add it.", model=code(rejection.model_id), option=option)
    )


@sentence.register
def _(rejection: CombinationForbidden) -> str:
    choices = listed((chosen(option, value) for option, value in rejection.combination), "and")
    remedies = listed(_remedy(option, values) for option, values in rejection.remedies)
    others = ""
    if allowing := rejection.models_allowing:
        others = n("{models} allows it.", "{models} allow it.", len(allowing), models=models(allowing))
    return uncharged(
        t("{model} does not allow {choices} together.", model=code(rejection.model_id), choices=choices),
        t("{remedies}.", remedies=f"{remedies[:1].upper()}{remedies[1:]}"),
        others,
    )


def _remedy(option: str, values: tuple[OptionValue, ...]) -> str:
    if not values:
        return t("leave out {option}", option=option_name(option))
    known = listed(code(said(value)) for value in values)
    return t("choose {values} for {option}", values=known, option=option_name(option))


@sentence.register
def _(rejection: GivenTwice) -> str:
    option, other = option_name(rejection.option), option_name(rejection.other)
    return uncharged(
        t(
            "{option} and {other} say the same thing in two ways. Leave one of them out.",
            option=option,
            other=other,
        )
    )


@sentence.register
def _(_rejection: NoImage) -> str:
    return uncharged(
        t(
            "There is no picture in this message that I can use: it has to be uploaded to Discord. Choose "
            "another message, or attach the picture to {create}.",
            create=code(f"/{name('create')}"),
        )
    )


@sentence.register
def _(rejection: ResultUnknown) -> str:
    return uncharged(
        t(
            "{option}: there is no video {reference} here that you may use. Choose one from the list that "
            "opens while you type; `/2` after an id means the second take.",
            option=option_name(rejection.option),
            reference=code(rejection.reference, 60),
        )
    )


@sentence.register
def _(rejection: ResultGone) -> str:
    return uncharged(
        t(
            "{option}: my copy of the video {reference} was removed, as all are after a while. Choose a "
            "newer one, or attach the file itself.",
            option=option_name(rejection.option),
            reference=code(rejection.reference, 60),
        )
    )


@sentence.register
def _(rejection: MediaRejected) -> str:
    return uncharged(media_problem(rejection))
