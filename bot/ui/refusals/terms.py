"""Refusals by what a server or the operator allows, and by the state of things."""

from collections.abc import Mapping
from typing import Final

from bot.domain.errors import (
    BeyondServerTerms,
    DraftGone,
    LimitReached,
    PermissionsMissing,
    ProviderTroubled,
    ServerNotServed,
    ShuttingDown,
    UnknownTimezone,
)
from bot.domain.quota import LimitUsage, Scope
from bot.domain.rights import ManagersOnly, OperatorsOnly, UsageOfOthers
from bot.domain.role_quotas import CountReached
from bot.ui.language import m, n, name, t
from bot.ui.outcomes import failure, offered
from bot.ui.purses import purse_line
from bot.ui.refusals.words import sentence, uncharged
from bot.ui.safe_text import code
from bot.ui.texts import ago, listed, money, money_left, option_name, provider_name, reset, together


@sentence.register
def _(rejection: BeyondServerTerms) -> str:
    return uncharged(
        t(
            "This server wants no {option} beyond {most} in one request, and {value} is more.",
            option=option_name(rejection.option),
            most=code(str(rejection.most)),
            value=code(str(rejection.value)),
        ),
        t("Choose less, or ask those who manage the server."),
    )


@sentence.register
def _(rejection: LimitReached) -> str:
    usage, quote = rejection.usage, rejection.quote
    price = money(quote.total_micros, approximate=quote.approximate)
    used_up = _USED_UP.get(usage.limit.scope)
    if used_up is None:
        return _beyond_all_servers(usage, price)
    if usage.purse_micros and not usage.limit.limit_micros:
        told = t(_PURSE_ALONE[usage.limit.scope], price=price, left=money_left(usage.purse_micros))
        return uncharged(told, t(_CHEAPER))
    told = t(
        used_up,
        price=price,
        left=money_left(usage.window_left_micros),
        limit=money_left(usage.limit.limit_micros),
        spent=money(usage.spent_micros),
        held=money(usage.held_micros),
        when=reset(usage.limit.window.ends_at),
    )
    return uncharged(told, purse_line(usage), t(_CHEAPER))


def _beyond_all_servers(usage: LimitUsage, price: str) -> str:
    """How much the operator can spend in all is no member's business; whether less would do is."""
    when = reset(usage.limit.window.ends_at)
    if usage.left_micros < _CENT_MICROS:
        return uncharged(t("The operator's budget for all servers is used up. It resets {when}.", when=when))
    told = t(
        "This would cost {price}, and less than that is left of the operator's budget for all servers. It "
        "resets {when}.",
        price=price,
        when=when,
    )
    return uncharged(told, t(_CHEAPER))


@sentence.register
def _(rejection: CountReached) -> str:
    usage = rejection.usage
    return uncharged(
        n(
            "You may have {count} video a day here, and have had it for today.",
            "You may have {count} videos a day here, and have had them for today.",
            usage.limit.limit_count or 0,
        ),
        t("It resets {when}.", when=reset(usage.limit.window.ends_at)),
        t("Videos that could not be made are not counted."),
    )


_USED_UP: Final[Mapping[Scope, str]] = {
    Scope.MEMBER_DAY: m(
        "This would cost {price}, but only {left} of your daily quota of {limit} is left (spent {spent}, "
        "held for videos under way {held}). It resets {when}."
    ),
    Scope.GUILD_DAY: m(
        "This would cost {price}, but only {left} of this server's daily budget of {limit} is left (spent "
        "{spent}, held for videos under way {held}). It resets {when}."
    ),
    Scope.GUILD_MONTH: m(
        "This would cost {price}, but only {left} of this server's monthly budget of {limit} is left (spent "
        "{spent}, held for videos under way {held}). It resets {when}."
    ),
}
_PURSE_ALONE: Final[Mapping[Scope, str]] = {
    Scope.MEMBER_DAY: m("This would cost {price}, but only {left} is in your purse, and you have no quota."),
    **dict.fromkeys(
        (Scope.GUILD_DAY, Scope.GUILD_MONTH),
        m("This would cost {price}, but only {left} is in this server's pool, and it has no budget."),
    ),
}
"""Of what is not there at all, no midnight gives more."""
_CENT_MICROS: Final = 10_000
_CHEAPER: Final = m("A shorter clip, a lower resolution or fewer takes cost less.")


@sentence.register
def _(rejection: UnknownTimezone) -> str:
    return together(
        t("There is no time zone {timezone}.", timezone=code(rejection.timezone, 60)),
        t("The nearest names are {names}.", names=listed(code(name) for name in rejection.nearest))
        if rejection.nearest
        else t(
            "Choose one from the list that opens while you type, like {name}.", name=code("Europe/Berlin")
        ),
    )


@sentence.register
def _(_rejection: ServerNotServed) -> str:
    return uncharged(t("This server has no budget for videos yet. The bot's operator can give it one."))


@sentence.register
def _(rejection: PermissionsMissing) -> str:
    return uncharged(
        t(
            "I could not post your video in {channel}: I lack {missing} there. Ask a moderator to grant it, "
            "use another channel, or make the video with {private}.",
            channel=f"<#{rejection.channel_id}>",
            missing=listed((f"**{t(permission)}**" for permission in rejection.permissions), "and"),
            private=option_name("private"),
        )
    )


@sentence.register
def _(rejection: ProviderTroubled) -> str:
    trouble = rejection.trouble
    happened, _ = failure(trouble.reason)
    elsewhere = [offered(offer) for offer in rejection.offers]
    return uncharged(
        t(
            "{provider} cannot make {model} at the moment.",
            provider=provider_name(rejection.provider),
            model=code(rejection.model_id),
        ),
        happened,
        t("The trouble began {when}.", when=ago(trouble.since)),
        together(*elsewhere) or t("Choose another model, or try again later."),
    )


@sentence.register
def _(_rejection: DraftGone) -> str:
    return uncharged(
        t(
            "This draft cannot be used any more: it was changed, made or cancelled meanwhile, or it is older "
            "than a day. If nothing newer stands above, please begin anew with {create}.",
            create=code(f"/{name('create')}"),
        )
    )


@sentence.register
def _(_rejection: ManagersOnly) -> str:
    return t("Only those who may **Manage Server** can see and change this server's settings.")


@sentence.register
def _(_rejection: OperatorsOnly) -> str:
    return t(
        "Only the people who operate this bot may do that: the users in its setting `OPERATOR_IDS`, else the "
        "owner or team of the application."
    )


@sentence.register
def _(_rejection: UsageOfOthers) -> str:
    return t(
        "What others have used is for this server's moderators to see. Leave out {user} to see your own.",
        user=option_name("user"),
    )


@sentence.register
def _(_rejection: ShuttingDown) -> str:
    return uncharged(t("I am restarting and take no requests for a moment. Please try again in a minute."))
