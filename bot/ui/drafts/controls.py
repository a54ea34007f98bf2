"""The controls of forms, as every field of them is made."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.ui.drafts.ticks import MOST, Tick
from bot.ui.language import t
from bot.ui.safe_text import plain

WORDS: Final = 4_000
CHARACTERS: Final = 100
_LABEL: Final = 45
"""Longest text, text of an option or below a label, and label (docs/facts/discord.md §2)."""

Field = ui.Label[Any]


def field(label: str, control: ui.Item[Any], description: str = "") -> Field:
    """Put a control below its label."""
    return ui.Label(
        text=plain(label, _LABEL), component=control, description=plain(description, CHARACTERS) or None
    )


def fitting(options: list[discord.SelectOption]) -> list[discord.SelectOption]:
    """Leave out of too many those at the end, but never what is chosen."""
    if len(options) <= MOST:
        return options
    chosen = [option for option in options[MOST - 1 :] if option.default]
    return [*options[: MOST - len(chosen)], *chosen]


def choosing(name: str, options: list[discord.SelectOption], placeholder: str) -> ui.Select[Any]:
    """Have one of a few chosen, or none."""
    return ui.Select(
        custom_id=name, options=options, placeholder=placeholder, min_values=0, max_values=1, required=False
    )


def ticking(name: str, ticks: Sequence[Tick]) -> ui.Select[Any]:
    """Have any number of things ticked."""
    options = [
        discord.SelectOption(
            label=tick.label, value=tick.value, description=tick.description or None, default=tick.ticked
        )
        for tick in ticks
    ]
    return ui.Select(
        custom_id=name,
        options=options,
        placeholder=t("As the model does it by itself"),
        min_values=0,
        max_values=len(options),
        required=False,
    )


def writing(
    name: str,
    said: str,
    most: int,
    placeholder: str | None = None,
    *,
    style: discord.TextStyle = discord.TextStyle.paragraph,
    required: bool = False,
) -> ui.TextInput[Any]:
    """Have at most so many characters written."""
    return ui.TextInput(
        custom_id=name,
        style=style,
        default=said[:most] or None,
        max_length=most,
        placeholder=placeholder,
        required=required,
    )
