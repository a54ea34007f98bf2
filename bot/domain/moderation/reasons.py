"""What anybody writes in a reason: for a decision, a pause or a report."""

from typing import Final

from bot.domain.prompts import clean

REASON_CHARACTERS: Final = 500
"""It has to fit a message beside other things."""


def reason_of(typed: str) -> str:
    """Give it as it is kept; Discord holds its own forms to their lengths, and whatever is forged to none."""
    return clean(typed)[:REASON_CHARACTERS].rstrip()
