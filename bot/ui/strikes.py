"""Strikes in words."""

from datetime import timedelta

from bot.domain.strikes import WINDOW, Tally
from bot.ui.language import n, t
from bot.ui.texts import together


def tally_words(tally: Tally) -> str:
    """Say how many there are, and what comes of it."""
    counted = n(
        "You have {count} strike of the last {days} days.",
        "You have {count} strikes of the last {days} days.",
        tally.count,
        days=WINDOW.days,
    )
    if tally.blocks:
        return together(counted, _blocked(tally.length))
    return together(counted, _next(tally.left, tally.next_length))


def _blocked(length: timedelta | None) -> str:
    if length is None:
        return t("You are blocked from making videos in this server for good.")
    return n(
        "You are blocked from making videos in this server for {count} day.",
        "You are blocked from making videos in this server for {count} days.",
        length.days,
    )


def _next(left: int, length: timedelta | None) -> str:
    coming = (
        t("you are blocked for good")
        if length is None
        else n("you are blocked for {count} day", "you are blocked for {count} days", length.days)
    )
    return n("After {count} more {block}.", "After {count} more {block}.", left, block=coming)
