"""How every refusal is put into words: what was wrong, what is allowed, what to do."""

from collections.abc import Sequence
from functools import singledispatch
from typing import Final

from bot.domain.errors import Rejection
from bot.ui.language import m, t
from bot.ui.layout import Piece
from bot.ui.texts import together

UNCHARGED: Final = m("Nothing was charged.")


@singledispatch
def sentence(rejection: Rejection) -> str:
    """Say why a request was refused, what is allowed and what to do.

    Raises `NotImplementedError` for a refusal without words, which a test makes impossible.
    """
    raise NotImplementedError(f"no words for {type(rejection).__name__}")


@singledispatch
def ways_on(_rejection: Rejection) -> Sequence[Piece]:
    """Give the buttons with which somebody goes on from a refusal; most have none."""
    return ()


def uncharged(*sentences: str) -> str:
    """Add to what was said of a request that it cost nothing."""
    return together(*sentences, t(UNCHARGED))
