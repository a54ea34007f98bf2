"""Money, times, lists and settings in words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.catalogue import Attached, Choice, Flag, Kind, OptionValue, Text, Whole
from bot.domain.generation import Generation
from bot.ui.safe_text import Room, code, escaped

_MICROS_PER_CENT: Final = 10_000
_LISTED: Final = 25


def money(micros: int, *, approximate: bool = False) -> str:
    """Give an amount of micro-dollars in whole cents, rounded up: nobody pays more than was said."""
    return f"{'≈ ' if approximate else ''}{_dollars(-(-micros // _MICROS_PER_CENT))}"


def money_left(micros: int) -> str:
    """Give what may still be spent, rounded down: nobody is promised a cent that is not there."""
    return _dollars(micros // _MICROS_PER_CENT)


def _dollars(cents: int) -> str:
    return f"${cents // 100:,}.{cents % 100:02}"


def lasting(span: timedelta) -> str:
    """Give a span of time in its two largest units."""
    seconds = max(0, round(span.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def ago(moment: datetime) -> str:
    """Give a moment as Discord's own relative time, which counts on without an edit."""
    return f"<t:{int(moment.timestamp())}:R>"


def age(span: timedelta) -> str:
    """Give how long ago something was, for a place in which Discord shows no times of its own."""
    minutes = max(0, int(span.total_seconds())) // 60
    if minutes < 60:
        return f"{minutes} min ago" if minutes else "just now"
    hours = minutes // 60
    return f"{hours} h ago" if hours < 48 else f"{hours // 24} days ago"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Join words as a sentence does."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def said(value: OptionValue) -> str:
    """Give an option's value as a member would say it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def chosen(option: str, value: OptionValue) -> str:
    """Name an option and its value; an attached file is named by its option alone."""
    return code(option) if value is True else f"{code(option)} {code(said(value), 60)}"


def allowed(kind: Kind) -> str:
    """Say what an option takes."""
    match kind:
        case Choice(values):
            return listed(code(value.name) for value in values[:_LISTED])
        case Whole(only=only) if only:
            return listed(str(number) for number in only)
        case Whole(minimum, maximum):
            return f"a whole number from {minimum} to {maximum}"
        case Text(minimum, maximum):
            return f"{minimum} to {maximum} characters"
        case Flag():
            return "yes or no"
        case Attached():
            return "an attached file"


def models(model_ids: Sequence[str], last: str = "and") -> str:
    """List models by the ids that the `model` option takes."""
    return listed((code(model_id) for model_id in model_ids), last)


_PROVIDERS: Final[Mapping[str, str]] = {"runware": "Runware", "skills_video": "skills.video"}


def provider_name(provider: str) -> str:
    """Give a provider's name as the provider writes it."""
    return _PROVIDERS.get(provider, provider)


_UNITS: Final[Mapping[str, str]] = {
    "duration": "{} s",
    "takes": "{} takes",
    "seed": "seed {}",
    "quality": "quality {}",
    "motion": "{} motion",
    "thinking": "thinking {}",
    "negative": "without {}",
}
_QUIET: Final[Mapping[str, OptionValue]] = {"takes": 1, "format": "mp4", "motion": "normal"}
"""Values that go without saying."""
_YES: Final[Mapping[str, str]] = {
    "image": "from an image",
    "last_image": "to an image",
    "video": "from a video",
    "audio": "with sound",
    "multi_clip": "several shots",
}
_HARMLESS: Final = re.compile(r"[0-9A-Za-z_ :.+-]{1,40}")
"""What the catalogue's own words look like; anything else is a member's."""
_WORDS_ROOM: Final = Room(units=200, size_bytes=600)


def settings_line(generation: Generation) -> str:
    """Give the model and what was chosen for it on one line; a seed asked for is named as any setting."""
    words = [_setting(name, value) for name, value in generation.settings.items()]
    return " · ".join([code(generation.model_id), *filter(None, words)])


def _setting(name: str, value: OptionValue) -> str:
    if _QUIET.get(name) == value:
        return ""
    if isinstance(value, bool):
        return _flag(name, value=value)
    word = value if isinstance(value, int) or _HARMLESS.fullmatch(value) else escaped(value, _WORDS_ROOM)
    return _UNITS.get(name, "{}").format(word)


def _flag(name: str, *, value: bool) -> str:
    return _YES.get(name, code(name)) if value else ""
