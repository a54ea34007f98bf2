"""What a server decided about who makes videos, where and with what, in words."""

from collections.abc import Iterator, Sequence

from bot.domain.servers import ServerSettings
from bot.ui.language import n, t
from bot.ui.texts import listed, models


def entry_lines(settings: ServerSettings) -> Iterator[str]:
    """Say who may make videos, where, and with which models."""
    yield _who(settings)
    yield t("Channels: {channels}", channels=_either(_places(settings)))
    yield t("Models: {models}", models=_either(_models(settings)))


def _who(settings: ServerSettings) -> str:
    account, member, role = (
        settings.entry_account_days,
        settings.entry_member_days,
        settings.entry_role_id,
    )
    conditions = [
        n("an account of {count} day", "an account of {count} days", account) if account else "",
        n("a member for {count} day", "a member for {count} days", member) if member else "",
        t("the role <@&{role}>", role=role) if role else "",
    ]
    said = " · ".join(filter(None, conditions))
    return t("Who makes videos: {conditions}", conditions=said or t("everybody"))


def _places(settings: ServerSettings) -> tuple[str, str]:
    return _mentions(settings.allowed_channel_ids), _mentions(settings.denied_channel_ids)


def _models(settings: ServerSettings) -> tuple[str, str]:
    return models(settings.allowed_model_ids), models(settings.denied_model_ids)


def _mentions(channel_ids: Sequence[int]) -> str:
    return listed((f"<#{channel_id}>" for channel_id in channel_ids), "and")


def _either(lists: tuple[str, str]) -> str:
    allowed, denied = lists
    parts = [
        t("only {allowed}", allowed=allowed) if allowed else "",
        t("not {denied}", denied=denied) if denied else "",
    ]
    return " · ".join(filter(None, parts)) or t("all")
