"""Money, times, lists and settings in words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import reduce
from typing import Final, Literal

from bot.domain.catalogue import Attached, Choice, Flag, Kind, OptionValue, Text, Whole
from bot.domain.generation import Generation
from bot.ui.language import m, n, name, number, t
from bot.ui.safe_text import Room, code, escaped

_MICROS_PER_CENT: Final = 10_000
_LISTED: Final = 25


def money(micros: int, *, approximate: bool = False) -> str:
    """Give an amount of micro-dollars in whole cents, rounded up: nobody pays more than was said."""
    dollars = _dollars(-(-micros // _MICROS_PER_CENT))
    return f"≈ {dollars}" if approximate else dollars


def money_left(micros: int) -> str:
    """Give what may still be spent, rounded down: nobody is promised a cent that is not there."""
    return _dollars(micros // _MICROS_PER_CENT)


def _dollars(cents: int) -> str:
    return t("${amount}", amount=number(cents // 100, cents % 100))


def lasting(span: timedelta) -> str:
    """Give a span of time in its two largest units."""
    seconds = max(0, round(span.total_seconds()))
    if seconds < 60:
        return t("{seconds} s", seconds=seconds)
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60 and seconds:
        return t("{minutes} min {seconds} s", minutes=minutes, seconds=seconds)
    if minutes < 60:
        return t("{minutes} min", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if minutes:
        return t("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return t("{hours} h", hours=hours)


def ago(moment: datetime) -> str:
    """Give a moment as Discord's own relative time, which counts on without an edit."""
    return f"<t:{int(moment.timestamp())}:R>"


def reset(moment: datetime) -> str:
    """Give a moment as a relative time, and by the reader's own clock."""
    return f"{ago(moment)} (<t:{int(moment.timestamp())}:f>)"


def age(span: timedelta) -> str:
    """Give how long ago something was, for a place in which Discord shows no times of its own."""
    minutes = max(0, int(span.total_seconds())) // 60
    if minutes < 1:
        return t("just now")
    if minutes < 60:
        return n("{count} min ago", "{count} min ago", minutes)
    hours = minutes // 60
    if hours < 48:
        return n("{count} h ago", "{count} h ago", hours)
    return n("{count} day ago", "{count} days ago", hours // 24)


def listed(words: Iterable[str], last: Literal["or", "and"] = "or") -> str:
    """Join words as a sentence does."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    first = reduce(lambda before, item: t("{before}, {item}", before=before, item=item), items[:-1])
    if last == "or":
        return t("{before} or {item}", before=first, item=items[-1])
    return t("{before} and {item}", before=first, item=items[-1])


def together(*sentences: str) -> str:
    """Put sentences behind each other; empty ones are left out."""
    first, *others = [*filter(None, sentences), ""]
    return reduce(
        lambda before, one: t("{before} {sentence}", before=before, sentence=one), others[:-1], first
    )


def said(value: OptionValue) -> str:
    """Give an option's value as a member would say it."""
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    return str(value)


def option_name(option: str) -> str:
    """Name an option as the reader's client shows it."""
    return code(name(option))


def chosen(option: str, value: OptionValue) -> str:
    """Name an option and its value; an attached file is named by its option alone."""
    return option_name(option) if value is True else f"{option_name(option)} {code(said(value), 60)}"


def allowed(kind: Kind) -> str:
    """Say what an option takes."""
    match kind:
        case Choice(values):
            return listed(code(value.name) for value in values[:_LISTED])
        case Whole(only=only) if only:
            return listed(str(number) for number in only)
        case Whole(minimum, maximum):
            return t("a whole number from {minimum} to {maximum}", minimum=minimum, maximum=maximum)
        case Text(minimum, maximum):
            return t("{minimum} to {maximum} characters", minimum=minimum, maximum=maximum)
        case Flag():
            return t("yes or no")
        case Attached():
            return t("an attached file")


def models(model_ids: Sequence[str], last: Literal["or", "and"] = "and") -> str:
    """List models by the ids that the `model` option takes."""
    return listed((code(model_id) for model_id in model_ids), last)


_PROVIDERS: Final[Mapping[str, str]] = {"runware": "Runware", "skills_video": "skills.video"}


def provider_name(provider: str) -> str:
    """Give a provider's name as the provider writes it."""
    return _PROVIDERS.get(provider, provider)


_UNITS: Final[Mapping[str, str]] = {
    "duration": m("{value} s"),
    "seed": m("seed {value}"),
    "quality": m("quality {value}"),
    "motion": m("{value} motion"),
    "thinking": m("thinking {value}"),
    "negative": m("without {value}"),
}
_QUIET: Final[Mapping[str, OptionValue]] = {"takes": 1, "format": "mp4", "motion": "normal"}
"""Values that go without saying."""
_YES: Final[Mapping[str, str]] = {
    "image": m("from an image"),
    "last_image": m("to an image"),
    "video": m("from a video"),
    "audio": m("with sound"),
    "multi_clip": m("several shots"),
}
_HARMLESS: Final = re.compile(r"[0-9A-Za-z_ :.+-]{1,40}")
"""What the catalogue's own words look like; anything else is a member's."""
_WORDS_ROOM: Final = Room(units=200, size_bytes=600)


def settings_line(generation: Generation) -> str:
    """Give the model and what was chosen for it on one line; a seed asked for is named as any setting."""
    return options_line(generation.model_id, generation.settings)


def options_line(model_id: str, options: Mapping[str, OptionValue]) -> str:
    """Give a model and what is chosen for it on one line."""
    words = [_setting(option, value) for option, value in options.items()]
    return " · ".join([code(model_id), *filter(None, words)])


def _setting(option: str, value: OptionValue) -> str:
    if _QUIET.get(option) == value:
        return ""
    if isinstance(value, bool):
        return _flag(option, value=value)
    if option == "takes":
        return n("{count} take", "{count} takes", int(value))
    word = value if isinstance(value, int) or _HARMLESS.fullmatch(value) else escaped(value, _WORDS_ROOM)
    return t(_UNITS[option], value=word) if option in _UNITS else str(word)


def _flag(option: str, *, value: bool) -> str:
    if not value:
        return ""
    return t(_YES[option]) if option in _YES else option_name(option)
