"""Money beyond quotas and budgets, in words."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.money import Micros
from bot.domain.purses import Movement, MovementKind, Refund
from bot.domain.quota import LimitUsage, Scope
from bot.ui.language import m, t
from bot.ui.safe_text import Room, escaped
from bot.ui.texts import ago, money, money_left, together

_REASON_ROOM: Final = Room(units=100, size_bytes=200)
_BEHIND: Final[Mapping[Scope, str]] = {
    Scope.MEMBER_DAY: m("Beyond it there is {amount} in your purse."),
    Scope.GUILD_DAY: m("Beyond it there is {amount} in this server's pool."),
    Scope.GUILD_MONTH: m("Beyond it there is {amount} in this server's pool."),
}
_MOVED: Final[Mapping[MovementKind, str]] = {
    MovementKind.GRANT: m("{amount} granted by {author} {when}"),
    MovementKind.FUND: m("{amount} from the operator {when}"),
    MovementKind.GIFT: m("{amount} as a gift of {author} {when}"),
    MovementKind.REFUND: m("{amount} given back by {author} {when}"),
}


def purse_line(usage: LimitUsage, other_id: int | None = None) -> str:
    """Say what is in the purse behind a limit, of another member or the reader; nothing of an empty one."""
    if not usage.purse_micros or usage.limit.scope not in _BEHIND:
        return ""
    if other_id and usage.limit.scope is Scope.MEMBER_DAY:
        return t("Beyond it there is {amount} in the member's purse.", amount=money_left(usage.purse_micros))
    return t(_BEHIND[usage.limit.scope], amount=money_left(usage.purse_micros))


def own_purse_line(usage: LimitUsage, other_id: int | None = None) -> str:
    """Say it where all limits are listed: a server's pool once, below its day."""
    return "" if usage.limit.scope is Scope.GUILD_MONTH else purse_line(usage, other_id)


def movement_lines(movements: Sequence[Movement]) -> list[str]:
    """Say how money came into a purse, or left it, one line each."""
    return [_movement(each) for each in movements]


def _movement(movement: Movement) -> str:
    author_id = movement.author_discord_id
    author = f"<@{author_id}>" if author_id else t("somebody")
    amount, when = _signed(movement.amount_micros), ago(movement.at)
    if movement.kind is MovementKind.GIFT and movement.amount_micros < 0:
        moved = t("{amount} given away {when}", amount=amount, when=when)
    elif not movement.is_decided:
        moved = t("{amount} given back {when}: nobody looked at the video in time", amount=amount, when=when)
    else:
        moved = t(_MOVED[movement.kind], amount=amount, author=author, when=when)
    reason = escaped(movement.reason, _REASON_ROOM)
    return f"{moved}: {reason}" if reason else moved


def _signed(micros: int) -> str:
    return f"{'+' if micros > 0 else '−'}{money_left(abs(micros))}"


def granted(discord_id: int, amount: Micros, purse: Micros) -> str:
    """Say what a member was granted, and what bounds it."""
    return t(
        "{member} has {amount} more, beyond the daily quota; {purse} is in the purse now. It does not "
        "expire; the budgets of this server and of the bot's operator still bound what is made.",
        member=f"<@{discord_id}>",
        amount=money_left(amount),
        purse=money_left(purse),
    )


def pool_filled(amount: Micros, pool: Micros) -> str:
    """Say what came into a server's pool."""
    return t(
        "{amount} went into the server's pool; {pool} is in it now. It is spent when the budget of the day "
        "or of the month is used up; the caps of the bot's operator still bound what is made.",
        amount=money_left(amount),
        pool=money_left(pool),
    )


def gifted(discord_id: int, amount: Micros, left: Micros) -> str:
    """Say what went to another member, and what the giver has left."""
    return t(
        "You gave {amount} to {member}. You have {left} left today.",
        amount=money_left(amount),
        member=f"<@{discord_id}>",
        left=money_left(left),
    )


def refunded(refund: Refund) -> str:
    """Say what of a charge went where."""
    member = f"<@{refund.author_discord_id}>" if refund.author_discord_id else t("somebody")
    return together(
        t("{amount} went back to {member}.", amount=money(refund.total_micros), member=member),
        t("{amount} of it to today's quota.", amount=money(refund.quota_micros))
        if refund.quota_micros
        else "",
        t("{amount} of it to the purse.", amount=money(refund.purse_micros)) if refund.purse_micros else "",
    )
