"""A server's settings as one readable card."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.accounts import OwnKey
from bot.domain.money import ZERO, Micros
from bot.domain.role_quotas import RoleQuota
from bot.domain.servers import Given, ServerSettings
from bot.ui.decided import GROUPS
from bot.ui.decided.roles import role_quota_lines
from bot.ui.keys import key_lines
from bot.ui.language import t
from bot.ui.layout import View, page, small, text
from bot.ui.texts import money, money_left


def settings_page(
    settings: ServerSettings,
    given: Given,
    roles: Sequence[RoleQuota] = (),
    pool_micros: Micros = ZERO,
    keys: Sequence[OwnKey] = (),
) -> View:
    """Show every setting in words, also those that nobody has decided."""
    effective = replace(settings, default_model_id=settings.default_model_id or given.model_id)
    groups = (
        text(f"**{t(title)}**", *(say(effective) for say in lines.values()))
        for title, lines in GROUPS.items()
    )
    of_roles = [text(f"**{t('Quotas of roles')}**", *role_quota_lines(roles))] if roles else []
    of_keys = [text(f"**{t('Own accounts')}**", *key_lines(keys))] if keys else []
    return page(
        text(t("**Settings of this server**")),
        *groups,
        *of_roles,
        *of_keys,
        text(*(small(line) for line in _defaults(given, pool_micros, pays_itself=bool(keys)))),
    )


def _defaults(given: Given, pool_micros: Micros, *, pays_itself: bool) -> Iterator[str]:
    """Say what there is to spend where nothing is decided."""
    pool = money_left(pool_micros)
    if given.server_daily_micros:
        yield t(
            "Where nothing is decided, the bot's operator gives this server {server} and each member "
            "{member} a day; beyond that nothing is made.",
            server=money(given.server_daily_micros),
            member=money(given.member_daily_micros),
        )
        if pool_micros:
            yield t("Beyond it there is {amount} in this server's pool.", amount=pool)
    elif pool_micros:
        yield t(
            "This server has no budget, only what the bot's operator put into its pool: {amount}.",
            amount=pool,
        )
    elif pays_itself:
        yield t("The bot's operator gives this server no money: it makes what its own accounts pay for.")
    else:
        yield t("The bot's operator has given this server no money yet: until then nothing is made.")
