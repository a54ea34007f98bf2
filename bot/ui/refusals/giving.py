"""Refusals to fill a purse, to give money away, or to give a charge back."""

from collections.abc import Mapping
from typing import Final

from bot.domain.giving import (
    AlreadyRefunded,
    AmountTooSmall,
    BeyondPoolGrant,
    CannotReceive,
    GiftsNotWanted,
    GrantUnclear,
    NoReceiver,
    NotEnoughToGive,
    NothingCharged,
)
from bot.ui.language import m, name, t
from bot.ui.refusals.words import sentence
from bot.ui.safe_text import code
from bot.ui.texts import money, money_left, option_name, reset, together


@sentence.register
def _(_rejection: AmountTooSmall) -> str:
    return t("Give at least {least}. Nothing was moved.", least=money(10_000))


@sentence.register
def _(_rejection: GrantUnclear) -> str:
    return t(
        "Say who shall have the money: a member with {user}, or the whole server with {pool}, not both.",
        user=option_name("user"),
        pool=option_name("pool"),
    )


_NO_RECEIVER: Final[Mapping[NoReceiver, str]] = {
    NoReceiver.ONESELF: m("What you have is yours already. Choose another member."),
    NoReceiver.BOT: m("Bots make no videos here. Choose a member."),
    NoReceiver.STRANGER: m("Only members of this server can have money here. Choose a member."),
}


@sentence.register
def _(rejection: CannotReceive) -> str:
    return t(_NO_RECEIVER[rejection.why])


@sentence.register
def _(_rejection: GiftsNotWanted) -> str:
    return t(
        "In this server members give each other no money. Those who manage the server can allow it with "
        "{command}.",
        command=code(f"/{name('settings')} {name('gifts')}"),
    )


@sentence.register
def _(rejection: NotEnoughToGive) -> str:
    usage = rejection.usage
    return t(
        "You have no {amount} to give: there is {purse} in your purse, and {left} of your quota for today is "
        "left. The quota resets {when}. Nothing was moved.",
        amount=money(rejection.amount_micros),
        purse=money_left(usage.purse_micros),
        left=money_left(usage.window_left_micros),
        when=reset(usage.limit.window.ends_at),
    )


@sentence.register
def _(rejection: BeyondPoolGrant) -> str:
    usage = rejection.usage
    return t(
        "Moderators may put {limit} a day into the pool, as much as this server's budget of a day, and "
        "{left} of that is left. It resets {when}. Those who manage the server may put in more.",
        limit=money_left(usage.limit.limit_micros),
        left=money_left(usage.left_micros),
        when=reset(usage.limit.window.ends_at),
    )


@sentence.register
def _(_rejection: NothingCharged) -> str:
    return t("Nothing was charged for this video, or nothing yet: there is nothing to give back.")


@sentence.register
def _(_rejection: AlreadyRefunded) -> str:
    return together(
        t("What this video had cost was given back already."),
        t("More can be given with {command}.", command=code(f"/{name('mod')} {name('grant')}")),
    )
