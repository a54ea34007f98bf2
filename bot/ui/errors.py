"""The words of every refusal: what was wrong, what is allowed, what to do; a refusal never costs anything."""

from functools import singledispatch

from bot.domain.catalogue import Text
from bot.domain.errors import (
    AlreadyEnded,
    CombinationForbidden,
    GenerationUnknown,
    GivenTwice,
    IdAmbiguous,
    LimitReached,
    ManagersOnly,
    MediaRejected,
    NotYours,
    OfferGone,
    OperatorsOnly,
    OptionMissing,
    OptionNotSupported,
    PermissionsMissing,
    ProviderTroubled,
    Rejection,
    ResultGone,
    ResultUnknown,
    ServerNotServed,
    ShuttingDown,
    UnknownModel,
    UsageOfOthers,
    ValueNotAllowed,
)
from bot.domain.generation import State
from bot.domain.quota import Scope
from bot.ui.language import t
from bot.ui.media_words import media_problem
from bot.ui.outcomes import failure, offered
from bot.ui.safe_text import code
from bot.ui.texts import ago, allowed, chosen, listed, models, money, money_left, provider_name, said

UNCHARGED = "Nothing was charged."


@singledispatch
def sentence(rejection: Rejection) -> str:
    """Say why a request was refused, what is allowed and what to do.

    Raises `NotImplementedError` for a refusal without words, which a test makes impossible.
    """
    raise NotImplementedError(f"no words for {type(rejection).__name__}")


@sentence.register
def _(rejection: UnknownModel) -> str:
    known = models(rejection.known, "or")
    return f"There is no model {code(rejection.model_id)}. Choose {known}. {UNCHARGED}"


@sentence.register
def _(rejection: OptionNotSupported) -> str:
    option = code(rejection.option)
    wrong = f"{code(rejection.model_id)} cannot do {chosen(rejection.option, rejection.value)}"
    if not rejection.models_with:
        return f"{wrong}: no model has the option {option} now. Leave it out. {UNCHARGED}"
    having = models(rejection.models_with)
    verb = "has" if len(rejection.models_with) == 1 else "have"
    return f"{wrong}: it has no {option}. Leave it out, or change the model: {having} {verb} it. {UNCHARGED}"


@sentence.register
def _(rejection: ValueNotAllowed) -> str:
    option = code(rejection.option)
    found = f"cannot be {code(said(rejection.value), 60)}"
    if isinstance(rejection.allowed, Text):
        length = len(str(rejection.value))
        found = f"has {length} character{'' if length == 1 else 's'}"
    others = ""
    if rejection.models_accepting:
        others = f" {models(rejection.models_accepting)} would take it."
    model = code(rejection.model_id)
    return f"{option} {found} with {model}. Allowed: {allowed(rejection.allowed)}.{others} {UNCHARGED}"


@sentence.register
def _(rejection: OptionMissing) -> str:
    return f"{code(rejection.model_id)} needs {code(rejection.option)}. Please add it. {UNCHARGED}"


@sentence.register
def _(rejection: CombinationForbidden) -> str:
    together = listed((chosen(option, value) for option, value in rejection.combination), "and")
    remedies = listed(
        f"choose {listed(code(said(value)) for value in values)} for {code(option)}"
        if values
        else f"leave out {code(option)}"
        for option, values in rejection.remedies
    )
    others = ""
    if rejection.models_allowing:
        verb = "allows" if len(rejection.models_allowing) == 1 else "allow"
        others = f" {models(rejection.models_allowing)} {verb} it."
    return (
        f"{code(rejection.model_id)} does not allow {together} together. "
        f"{remedies[:1].upper()}{remedies[1:]}.{others} {UNCHARGED}"
    )


@sentence.register
def _(rejection: LimitReached) -> str:
    usage = rejection.usage
    resets = f"It resets {ago(usage.limit.window.ends_at)}."
    whose = _WHOSE.get(usage.limit.scope)
    if whose is None:
        return f"The operator's budget for all servers is used up. {resets} {UNCHARGED}"
    limit, left = money_left(usage.limit.limit_micros), money_left(usage.left_micros)
    used = f"spent {money(usage.spent_micros)}, held for videos under way {money(usage.held_micros)}"
    price = money(rejection.quote.total_micros, approximate=rejection.quote.approximate)
    return (
        f"This would cost {price}, but only {left} of {whose} of {limit} is left "
        f"({used}). {resets} A shorter clip, a lower resolution or fewer takes cost less. {UNCHARGED}"
    )


_WHOSE = {Scope.MEMBER_DAY: "your daily quota", Scope.GUILD_DAY: "this server's daily budget"}
"""What the operator can spend in all is no member's business."""


@sentence.register
def _(_rejection: ServerNotServed) -> str:
    return f"This server has no budget for videos yet. The bot's operator can give it one. {UNCHARGED}"


@sentence.register
def _(rejection: PermissionsMissing) -> str:
    missing = listed((f"**{name}**" for name in rejection.permissions), "and")
    return (
        f"I could not post your video in <#{rejection.channel_id}>: I lack {missing} there. Ask a moderator "
        f"to grant it, use another channel, or make the video with `private`. {UNCHARGED}"
    )


@sentence.register
def _(rejection: ProviderTroubled) -> str:
    trouble = rejection.trouble
    happened, _ = failure(trouble.reason)
    what_now = (
        " ".join(offered(offer) for offer in rejection.offers) or "Choose another model, or try again later."
    )
    return (
        f"{provider_name(rejection.provider)} cannot make {code(rejection.model_id)} at the moment. "
        f"{happened} The trouble began {ago(trouble.since)}. {what_now} {UNCHARGED}"
    )


@sentence.register
def _(_rejection: OfferGone) -> str:
    return (
        "This offer does not stand any more: offers can be used once, for 15 minutes, and end when I "
        f"restart. Please ask again with `/create`. {UNCHARGED}"
    )


@sentence.register
def _(rejection: GivenTwice) -> str:
    option, other = code(rejection.option), code(rejection.other)
    return f"{option} and {other} say the same thing in two ways. Leave one of them out. {UNCHARGED}"


@sentence.register
def _(rejection: ResultUnknown) -> str:
    reference = code(rejection.reference, 60)
    return (
        f"{code(rejection.option)}: there is no video {reference} here that you may use. Choose one from the "
        f"list that opens while you type; `/2` after an id means the second take. {UNCHARGED}"
    )


@sentence.register
def _(rejection: ResultGone) -> str:
    reference = code(rejection.reference, 60)
    return (
        f"{code(rejection.option)}: my copy of the video {reference} was removed, as all are after a while. "
        f"Choose a newer one, or attach the file itself. {UNCHARGED}"
    )


@sentence.register
def _(rejection: IdAmbiguous) -> str:
    return (
        f"{len(rejection.ids)} videos have an id that begins with {code(rejection.id_start, 60)}. Type more "
        "of it, or choose one from the list that opens while you type."
    )


@sentence.register
def _(_rejection: ManagersOnly) -> str:
    return t("Only those who may **Manage Server** can see and change this server's settings.")


@sentence.register
def _(_rejection: OperatorsOnly) -> str:
    return (
        "Only the people who operate this bot may do that: the users in its setting `OPERATOR_IDS`, else the "
        "owner or team of the application."
    )


@sentence.register
def _(rejection: GenerationUnknown) -> str:
    return (
        f"There is no video with the id {code(rejection.generation_id, 60)} in this server. Choose one from "
        "the list that opens while you type."
    )


@sentence.register
def _(rejection: NotYours) -> str:
    return f"Only its author and this server's moderators may {rejection.action} this video."


@sentence.register
def _(_rejection: UsageOfOthers) -> str:
    return "What others have used is for this server's moderators to see. Leave out `user` to see your own."


@sentence.register
def _(rejection: AlreadyEnded) -> str:
    how = _ENDS.get(rejection.state, "has ended")
    return f"That is too late: the video {how}. id: {rejection.generation_id}"


_ENDS = {
    State.DELIVERED: "is finished and posted",
    State.FAILED: "has failed, and nothing was charged for it",
    State.CANCELLED: "was cancelled already",
    State.EXPIRED: "has expired, and nothing was charged for it",
    State.REJECTED: "was not approved, and nothing was charged for it",
}


@sentence.register
def _(rejection: MediaRejected) -> str:
    return f"{media_problem(rejection)} {UNCHARGED}"


@sentence.register
def _(_rejection: ShuttingDown) -> str:
    return f"I am restarting and take no requests for a moment. Please try again in a minute. {UNCHARGED}"
