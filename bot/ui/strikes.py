"""Strikes in words."""

from datetime import timedelta

from bot.domain.moderation.strikes import WEEK, WINDOW, Tally
from bot.ui.language import n, t
from bot.ui.texts import together


def tally_words(tally: Tally) -> str:
    """Say how many there are, and what comes of it."""
    counted = n(
        "You have {count} strike within the last {days} days.",
        "You have {count} strikes within the last {days} days.",
        tally.count,
        days=WINDOW.days,
    )
    return together(
        counted, _blocked(tally.length) if tally.blocks else _coming(tally.left, tally.next_length)
    )


def _blocked(length: timedelta | None) -> str:
    if length is None:
        return t("So you are blocked from making videos in this server for good.")
    if length == WEEK:
        return t("So you are blocked from making videos in this server for a week.")
    return t("So you are blocked from making videos in this server for a day.")


def _coming(left: int, length: timedelta | None) -> str:
    if length is None:
        return n(
            "{count} more, and you are blocked for good.", "{count} more, and you are blocked for good.", left
        )
    if length == WEEK:
        return n(
            "{count} more, and you are blocked for a week.",
            "{count} more, and you are blocked for a week.",
            left,
        )
    return n(
        "{count} more, and you are blocked for a day.", "{count} more, and you are blocked for a day.", left
    )
