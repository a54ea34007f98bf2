"""A server's settings as one readable card."""

from collections.abc import Iterator

from bot.domain.servers import ServerSettings
from bot.ui.language import n, name, t
from bot.ui.layout import View, page, text
from bot.ui.pages.entry import entry_lines
from bot.ui.safe_text import code
from bot.ui.texts import money


def settings_page(settings: ServerSettings, default_model_id: str) -> View:
    """Show every setting in words, also those that nobody has decided."""
    return page(text(t("**Settings of this server**"), *_lines(settings, default_model_id)))


def _lines(settings: ServerSettings, default_model_id: str) -> Iterator[str]:
    yield t("Default model: {model}", model=code(default_model_id))
    above = settings.confirm_above_micros
    if above is None:
        create = code(f"/{name('create')}")
        yield t(
            "Drafts first: only of forms; {create} makes the video at once, whatever it costs", create=create
        )
    else:
        yield t("Drafts first: of forms, and of every request above {price}", price=money(above))
    yield _bounds(settings)
    if settings.moderators_role_id is None:
        yield t("Moderators: those who may **Manage Messages**")
    else:
        yield t(
            "Moderators: those who may **Manage Messages**, and <@&{role}>", role=settings.moderators_role_id
        )
    yield from _money(settings)
    if settings.concurrent is None:
        yield t("Videos of one member being made at once: no limit of their own")
    else:
        yield t("Videos of one member being made at once: {number}", number=settings.concurrent)
    yield from entry_lines(settings)


def _money(settings: ServerSettings) -> Iterator[str]:
    """Say what may be spent, and whose days and months that lasts."""
    if settings.daily_micros is None:
        yield t("Budget of a day: what the bot's operator gives every server")
    else:
        yield t("Budget of a day: {limit}", limit=money(settings.daily_micros))
    if settings.monthly_micros is None:
        yield t("Budget of a month: no limit of its own")
    else:
        yield t("Budget of a month: {limit}", limit=money(settings.monthly_micros))
    if settings.member_daily_micros is None:
        yield t("A member's quota of a day: what the bot's operator gives every member")
    else:
        yield t("A member's quota of a day: {limit}", limit=money(settings.member_daily_micros))
    yield t("Days begin at midnight of the time zone {timezone}", timezone=code(settings.timezone or "UTC"))


def _bounds(settings: ServerSettings) -> str:
    """Say how long, how large and how many one request may be."""
    bounds = [
        t("{number} s", number=settings.max_duration) if settings.max_duration else "",
        settings.max_resolution or "",
        n("{count} take", "{count} takes", settings.max_takes) if settings.max_takes else "",
    ]
    said = " · ".join(filter(None, bounds))
    if not said:
        return t("One request at most: whatever the model can do")
    return t("One request at most: {bounds}", bounds=said)
