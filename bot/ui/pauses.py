"""Pauses in words: who let nothing more be made, and what that means."""

from collections.abc import Sequence
from typing import Final

from bot.domain.moderation.pauses import Pause
from bot.ui.language import name, t
from bot.ui.safe_text import Room, code, escaped
from bot.ui.texts import ago, listed, provider_name, together

_REASON_ROOM: Final = Room(units=500, size_bytes=2_000)
BRIEF: Final = Room(units=80, size_bytes=240)
"""For the reason on a page that has other things to say."""


def paused(pause: Pause, room: Room = _REASON_ROOM) -> str:
    """Say who let nothing more be made, where, since when and why."""
    said = {"who": _who(pause), "when": ago(pause.began_at)}
    if pause.is_everywhere:
        words = t("{who} paused all videos everywhere {when}.", **said)
    else:
        words = t("{who} paused this server's videos {when}.", **said)
    if not pause.reason:
        return words
    return together(words, t("The reason: “{reason}”.", reason=escaped(pause.reason, room)))


def _who(pause: Pause) -> str:
    if pause.by_operator:
        return t("The bot's operator")
    return t("A moderator") if pause.actor_discord_id is None else f"<@{pause.actor_discord_id}>"


def begun(pause: Pause) -> str:
    """Tell who has paused videos what that means."""
    if pause.is_everywhere:
        what = t("All videos are paused, in every server.")
    else:
        what = t("This server's videos are paused.")
    return together(
        what,
        t(
            "What is being made is finished and posted, what waits in line keeps its place, and nothing new "
            "is taken on until {resume}.",
            resume=resume_command(pause),
        ),
    )


def ended(still: Pause | None) -> str:
    """Tell who has ended a pause what goes on, and which other pause does not let it."""
    over = t("The pause is over. What waited goes on in the order in which it was asked for.")
    if still is None:
        return over
    return together(
        t("Your pause is over, but another one is not."),
        paused(still),
        t("Only {resume} ends that.", resume=resume_command(still)),
    )


def trusted(providers: Sequence[str], still: Pause | None) -> str:
    """Tell an operator what goes on: after a pause, or after costs above the quotes."""
    if not providers:
        return ended(still)
    names = listed((provider_name(provider) for provider in providers), "and")
    again = t("{providers} is used again; what waited goes on.", providers=names)
    return again if still is None else together(again, paused(still))


def resume_command(pause: Pause) -> str:
    """Name the command that ends a pause."""
    group = name("operator") if pause.by_operator else name("mod")
    return code(f"/{group} {name('resume')}")
