"""Refusals of a member, a place or a model by what their server or its moderators decided."""

from bot.domain.barred import (
    AccountTooNew,
    CannotPostThere,
    ChannelClosed,
    ListFull,
    MemberTooNew,
    ModelClosed,
    RoleNeeded,
)
from bot.ui.language import t
from bot.ui.refusals.words import sentence, uncharged
from bot.ui.safe_text import code
from bot.ui.texts import ago, listed, models, together


@sentence.register
def _(rejection: AccountTooNew) -> str:
    return uncharged(
        t(
            "This server wants accounts to be at least {days} days old. You can make videos here {when}.",
            days=rejection.days,
            when=ago(rejection.ends_at),
        )
    )


@sentence.register
def _(rejection: MemberTooNew) -> str:
    return uncharged(
        t(
            "This server wants you to have been a member for at least {days} days. You can make videos here "
            "{when}.",
            days=rejection.days,
            when=ago(rejection.ends_at),
        )
    )


@sentence.register
def _(rejection: RoleNeeded) -> str:
    return uncharged(
        t(
            "In this server it takes the role <@&{role}> to make videos. A moderator can give it to you.",
            role=rejection.role_id,
        )
    )


@sentence.register
def _(rejection: ChannelClosed) -> str:
    here = t("This server wants no videos in <#{channel}>.", channel=rejection.channel_id)
    if not rejection.allowed:
        return uncharged(here, t("Please ask in another channel."))
    places = listed(f"<#{channel_id}>" for channel_id in rejection.allowed)
    return uncharged(here, t("Please ask in {channels}.", channels=places))


@sentence.register
def _(rejection: ModelClosed) -> str:
    this = t("This server does not use {model}.", model=code(rejection.model_id))
    if not rejection.allowed:
        return uncharged(this, t("It uses no model at the moment; ask those who manage the server."))
    return uncharged(this, t("Choose {models}.", models=models(rejection.allowed, "or")))


@sentence.register
def _(rejection: ListFull) -> str:
    return t(
        "There is room for {most} on this list. Undo it with {lift} first.",
        most=rejection.most,
        lift=code("lift"),
    )


@sentence.register
def _(rejection: CannotPostThere) -> str:
    return together(
        t("Nothing was changed."),
        t(
            "I could not post in {channel}: I lack {missing} there. Grant it to me in that channel, or "
            "choose another one.",
            channel=f"<#{rejection.channel_id}>",
            missing=listed((f"**{t(permission)}**" for permission in rejection.missing), "and"),
        ),
    )
