"""Refusals around servers' own keys."""

from bot.domain.keys import (
    AccountChanged,
    KeyMalformed,
    KeyNotAccepted,
    KeysNotKept,
    KeyUnproven,
    NoOwnKey,
    ProviderUnused,
)
from bot.ui.language import name, t
from bot.ui.refusals.words import sentence, uncharged
from bot.ui.safe_text import code
from bot.ui.texts import provider_name


@sentence.register
def _(_rejection: KeysNotKept) -> str:
    return t(
        "I cannot keep keys of servers: the bot's operator has not set what they would be sealed with. Ask "
        "them to set {setting}; the bot's README says how.",
        setting=code("SECRETS_KEY"),
    )


@sentence.register
def _(_rejection: KeyMalformed) -> str:
    return t(
        "That is no key, so I have kept nothing: a key is one word of letters, digits and signs, without "
        "spaces. Copy it anew from your account."
    )


@sentence.register
def _(rejection: KeyNotAccepted) -> str:
    return t(
        "{provider} does not accept this key, so I have kept nothing. Copy it anew from your account there.",
        provider=provider_name(rejection.provider),
    )


@sentence.register
def _(rejection: KeyUnproven) -> str:
    return t(
        "I could not ask {provider} about this key, so I have kept nothing. Please try again later.",
        provider=provider_name(rejection.provider),
    )


@sentence.register
def _(rejection: NoOwnKey) -> str:
    return t("This server has no key of its own at {provider}.", provider=provider_name(rejection.provider))


@sentence.register
def _(rejection: ProviderUnused) -> str:
    return t(
        "The bot's operator makes no videos at {provider}, so that a key would be of no use there.",
        provider=provider_name(rejection.provider),
    )


@sentence.register
def _(_rejection: AccountChanged) -> str:
    return uncharged(
        t("While I looked at this, somebody changed which account pays for this server's videos."),
        t("Please ask again with {create}.", create=code(f"/{name('create')}")),
    )
