"""Refusals around members' own data."""

from bot.domain.privacy import BeingErased, NoSuchPart
from bot.ui.language import n, t
from bot.ui.refusals.words import sentence, uncharged
from bot.ui.safe_text import code


@sentence.register
def _(_rejection: BeingErased) -> str:
    return uncharged(
        t(
            "Your data is just being erased, as you asked. You can make videos again once that is done: as a "
            "rule within minutes, else as soon as the last video that is being made for you has ended."
        )
    )


@sentence.register
def _(rejection: NoSuchPart) -> str:
    return n(
        "There is {count} part; ask for it without {option}.",
        "There are {count} parts; ask for one of them with {option}.",
        rejection.parts,
        option=code("part"),
    )
