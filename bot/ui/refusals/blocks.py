"""Refusals around blocks and appeals."""

from collections.abc import Sequence
from typing import Final

from discord import ui

from bot.domain.moderation.blocks import (
    AppealDecided,
    AppealedAlready,
    Blocked,
    BlockUnknown,
    EndOutOfReach,
    EndUnclear,
    NobodyReadsAppeals,
    NotBlocked,
    OwnBlock,
    StandingTooHigh,
)
from bot.domain.moderation.strikes import Struck
from bot.ui.blocks import lasting_until, reason_line
from bot.ui.language import m, t
from bot.ui.layout import Piece, appeal_id
from bot.ui.refusals.words import sentence, uncharged, ways_on
from bot.ui.safe_text import code
from bot.ui.strikes import tally_words
from bot.ui.texts import reset, together

_UNREAD: Final = m(
    "This server has no channel in which its moderators read appeals. Please write to one of them."
)


@sentence.register
def _(rejection: Blocked) -> str:
    return "\n".join(
        filter(
            None,
            (
                together(
                    t("You are blocked from making videos in this server."), lasting_until(rejection.ends_at)
                ),
                reason_line(rejection.reason, rejection.strikes),
                t(_UNREAD) if rejection.nobody_reads else "",
                uncharged(t("What you made before is still yours to look at.")),
            ),
        )
    )


@ways_on.register
def _(rejection: Blocked) -> Sequence[Piece]:
    if not rejection.may_appeal:
        return ()
    return [ui.Button(label=t("Appeal"), custom_id=appeal_id(rejection.block_id))]


@sentence.register
def _(rejection: Struck) -> str:
    return "\n".join((sentence(rejection.refusal), tally_words(rejection.tally)))


@sentence.register
def _(rejection: StandingTooHigh) -> str:
    return t(
        "You cannot block {member}: they stand as high here as you do, or higher. Moderators block members, "
        "and those who manage the server block moderators, too.",
        member=f"<@{rejection.discord_id}>",
    )


@sentence.register
def _(_rejection: OwnBlock) -> str:
    return t("Nobody decides about their own block. Please ask another moderator.")


@sentence.register
def _(rejection: NotBlocked) -> str:
    if rejection.discord_id is None:
        return t("This block holds no more: it has ended, or was lifted.")
    return t("{member} is not blocked here.", member=f"<@{rejection.discord_id}>")


@sentence.register
def _(_rejection: BlockUnknown) -> str:
    return t(
        "I know no such block. Only who is blocked can appeal, and only moderators of that server decide."
    )


@sentence.register
def _(rejection: AppealedAlready) -> str:
    if rejection.kept:
        return t(
            "There is one appeal against each block. Moderators have read yours and let the block stand."
        )
    return t(
        "There is one appeal against each block, and yours is with the moderators. You get a direct message "
        "when they have decided."
    )


@sentence.register
def _(_rejection: NobodyReadsAppeals) -> str:
    return t(_UNREAD)


@sentence.register
def _(rejection: AppealDecided) -> str:
    by = rejection.decided_by_discord_id
    moderator = t("Another moderator") if by is None else f"<@{by}>"
    if rejection.lifted:
        return t("{moderator} was first and lifted the block.", moderator=moderator)
    return t("{moderator} was first and let the block stand.", moderator=moderator)


@sentence.register
def _(rejection: EndUnclear) -> str:
    return t(
        "I cannot read {typed} as the end of a block. Write a length like {lengths}, a day like {day}, or "
        "leave it out to block for good.",
        typed=code(rejection.typed),
        lengths=t("`3d`, `2 weeks` or `1 day 12 hours`"),
        day="`2026-12-01`",
    )


@sentence.register
def _(rejection: EndOutOfReach) -> str:
    advice = t(
        "A block ends later than now, and within {years} years. Leave the end out to block for good.",
        years=rejection.years,
    )
    if rejection.ends_at is None:
        return advice
    return together(t("That would be {when}.", when=reset(rejection.ends_at)), advice)
