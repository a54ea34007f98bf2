"""Blocks in words."""

from datetime import datetime

from bot.domain.moderation.blocks import Block, Stopped
from bot.domain.moderation.strikes import WINDOW
from bot.ui.language import n, t
from bot.ui.safe_text import Room, escaped
from bot.ui.texts import reset, together

_REASON_ROOM = Room(units=600, size_bytes=1_800)


def lasting_until(ends_at: datetime | None) -> str:
    """Say how long a block lasts."""
    return t("It lasts until it is lifted.") if ends_at is None else t("It ends {when}.", when=reset(ends_at))


def reason_line(reason: str, strikes: int | None) -> str:
    """Say why, where a moderator said so, or what it came of."""
    if strikes:
        return n(
            "Reason: {count} strike within {days} days",
            "Reason: {count} strikes within {days} days",
            strikes,
            days=WINDOW.days,
        )
    return t("Reason: {reason}", reason=escaped(reason, _REASON_ROOM)) if reason else ""


def member(block: Block) -> str:
    """Name whom a block is about; whoever sends it lets nobody be pinged."""
    return f"<@{block.discord_id}>" if block.discord_id is not None else t("somebody")


def blocked(stopped: Stopped) -> str:
    """Say to the moderator what was done."""
    block = stopped.block
    return "\n".join(
        filter(
            None,
            (
                together(
                    t("**Blocked**: {member} can make no videos here.", member=member(block)),
                    lasting_until(block.ends_at),
                ),
                reason_line(block.reason, block.strikes),
                _cancelled(stopped.cancelled),
                _discarded(stopped.discarded),
                t("They are told by direct message."),
            ),
        )
    )


def unblocked(block: Block) -> str:
    """Say that somebody may make videos again."""
    return t("**Lifted**: {member} can make videos again, and is told so.", member=member(block))


def _cancelled(count: int) -> str:
    if not count:
        return ""
    return n(
        "{count} request of theirs that waited is cancelled and cost nothing.",
        "{count} requests of theirs that waited are cancelled and cost nothing.",
        count,
    )


def _discarded(count: int) -> str:
    if not count:
        return ""
    return n(
        "{count} video of theirs is at a provider already: it runs on, is charged, and is not posted.",
        "{count} videos of theirs are at a provider already: they run on, are charged, and are not posted.",
        count,
    )
