"""What commands that move money have in common."""

from decimal import Decimal
from typing import Any, Final

import discord
from discord import app_commands

from bot.domain.money import Micros, from_usd
from bot.services.money.purses import Receiver

Amount = app_commands.Range[float, 0.01, 100_000.0]
"""Discord has no decimals; the number is read as it was typed, never calculated with."""
REASON_CHARACTERS: Final = 200
Reason = app_commands.Range[str, 1, REASON_CHARACTERS]


def amount(usd: float) -> Micros:
    """Read dollars as they were typed; less than nothing is nothing, which nobody can give."""
    return from_usd(Decimal(repr(max(usd, 0))))


def receiver(user: Any) -> Receiver:  # noqa: ANN401 - discord.py gives a User or a Member
    """Tell who is to have money."""
    return Receiver(user.id, user.bot, is_member=isinstance(user, discord.Member))
