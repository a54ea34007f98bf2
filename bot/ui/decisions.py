"""Decisions as people read them: who did what to whom, when, why, and what changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from bot.domain.moderation.audit import Action, Entry
from bot.domain.moderation.strikes import Cause
from bot.domain.servers import ServerSettings, SettingValue
from bot.ui.decided import lines_about
from bot.ui.decided.lines import role, some
from bot.ui.language import m, n, t
from bot.ui.layout import small
from bot.ui.safe_text import Room, code, escaped, fitting
from bot.ui.texts import money, provider_name

SENTENCES: Final[Mapping[Action, str]] = {
    Action.SETTINGS_CHANGED: m("{actor} changed the settings"),
    Action.APPROVED: m("{actor} approved a request of {subject}"),
    Action.REJECTED: m("{actor} rejected a request of {subject}"),
    Action.PUBLISHED: m("{actor} let a video of {subject} be published"),
    Action.DISCARDED: m("{actor} kept a video of {subject} from being published"),
    Action.WORDS_ADDED: m("{actor} added to the list of unwanted words"),
    Action.WORDS_REMOVED: m("{actor} took from the list of unwanted words"),
    Action.PAUSED: m("{actor} paused new requests"),
    Action.RESUMED: m("{actor} let requests go on"),
    Action.BREAKERS_CLOSED: m("{actor} let providers go on that had cost more than quoted"),
    Action.REMOVED: m("{actor} removed a video of {subject}"),
    Action.HIDDEN: m("{actor} hid a video of {subject}"),
    Action.RESTORED: m("{actor} let a reported video of {subject} be seen again"),
    Action.BLOCKED: m("{actor} blocked {subject}"),
    Action.BLOCKED_BY_STRIKES: m("{subject} was blocked for their strikes"),
    Action.STRUCK: m("{subject} got a strike"),
    Action.UNBLOCKED: m("{actor} unblocked {subject}"),
    Action.BLOCK_KEPT: m("{actor} let the block of {subject} stand"),
    Action.GRANTED: m("{actor} gave money to {subject}"),
    Action.POOL_FILLED: m("{actor} filled the server's pool"),
    Action.REFUNDED: m("{actor} refunded a video of {subject}"),
    Action.ROLE_QUOTA_CHANGED: m("{actor} changed the quota of a role"),
    Action.KEY_SET: m("{actor} gave this server a key of its own"),
    Action.KEY_REMOVED: m("{actor} removed this server's own key"),
}
"""What each decision is called; what its details say is below."""

_REASON_ROOM: Final = Room(units=200, size_bytes=400)
_CHANGES_ROOM: Final = Room(units=400, size_bytes=1_000)
_WORD_CHARACTERS: Final = 40


def decision_lines(entry: Entry) -> tuple[str, ...]:
    """Say a decision; whoever sends it lets nobody be pinged."""
    reason = escaped(entry.reason, _REASON_ROOM)
    changes = fitting(" · ".join(_changes(entry)), _CHANGES_ROOM)
    return (
        f"{_sentence(entry)} · {_moment(entry.created_at)}",
        f"> {changes}" if changes else "",
        t("Reason: {reason}", reason=reason) if reason else "",
        small(f"id: {entry.generation_id}") if entry.generation_id else "",
    )


def person(discord_id: int | None) -> str:
    """Name somebody, who may have had what is known of them deleted."""
    return t("somebody") if discord_id is None else f"<@{discord_id}>"


def _sentence(entry: Entry) -> str:
    return t(
        SENTENCES[entry.action],
        actor=person(entry.actor_discord_id),
        subject=person(entry.subject_discord_id),
    )


def _changes(entry: Entry) -> Iterator[str]:
    if entry.action is Action.SETTINGS_CHANGED:
        return _settings(entry.details)
    return (_DETAILS[name](value) for name, value in entry.details.items() if name in _DETAILS)


def _settings(details: Mapping[str, SettingValue]) -> Iterator[str]:
    """Say changed settings as `/settings show` does; what was lifted reads as what holds without it."""
    known = [setting.name for setting in fields(ServerSettings) if setting.name in details]
    decided: dict[str, Any] = {name: details[name] for name in known if details[name] is not None}
    return lines_about(ServerSettings(**decided), known)


def _moment(instant: datetime) -> str:
    return f"<t:{int(instant.timestamp())}:f>"


def _until(ends_at: str | None) -> str:
    if ends_at is None:
        return t("for good")
    return t("until {when}", when=_moment(datetime.fromisoformat(ends_at)))


def _amount(micros: int | None) -> str:
    return t("no limit of its own") if micros is None else money(micros)


def _videos(count: int | None) -> str:
    if count is None:
        return t("any number of videos a day")
    return n("{count} video a day", "{count} videos a day", count)


def _at_once(count: int | None) -> str:
    if count is None:
        return t("any number at once")
    return t("{count} at once", count=count)


_CAUSES: Final[Mapping[Cause, str]] = {
    Cause.WORDS: m("unwanted words"),
    Cause.REJECTED: m("a rejected request"),
    Cause.DISCARDED: m("a video that was not published"),
    Cause.REMOVED: m("a removed video"),
}
_DETAILS: Final[Mapping[str, Callable[[Any], str]]] = {
    "amount_micros": _amount,
    "daily_micros": _amount,
    "daily_count": _videos,
    "concurrent": _at_once,
    "role_id": role,
    "ends_at": _until,
    "provider": provider_name,
    "cause": lambda cause: t(_CAUSES[Cause(cause)]),
    "strikes": lambda count: n("{count} strike", "{count} strikes", count),
    "words": lambda words: some([code(word, _WORD_CHARACTERS) for word in words]),
    "count": lambda count: n("{count} entry", "{count} entries", count),
    "removed": lambda count: n("{count} entry replaced", "{count} entries replaced", count),
}
"""What the details of decisions are called; one without words is for the record only."""
