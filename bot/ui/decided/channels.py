"""What a server decided about its channels."""

from typing import Final

from bot.domain.servers import ServerSettings
from bot.ui.decided.lines import Lines, channel, either, some
from bot.ui.language import t
from bot.ui.safe_text import code


def _where(settings: ServerSettings) -> str:
    lists = settings.allowed_channel_ids, settings.denied_channel_ids
    allowed, denied = (some([channel(each) for each in channels]) for channels in lists)
    return t("Channels: {channels}", channels=either(allowed, denied))


def _approvals(settings: ServerSettings) -> str:
    if settings.approval_channel_id is None:
        return t("Where approvals are asked for: in no channel yet")
    return t("Where approvals are asked for: {channel}", channel=channel(settings.approval_channel_id))


def _log(settings: ServerSettings) -> str:
    if settings.log_channel_id is None:
        audit = code("/mod audit")
        return t("Log of all decisions: in no channel, only in {audit}", audit=audit)
    return t("Log of all decisions: {channel}", channel=channel(settings.log_channel_id))


def _results(settings: ServerSettings) -> str:
    if settings.results_channel_id is None:
        return t("Finished videos: where they were asked for")
    return t("Finished videos: {channel}", channel=channel(settings.results_channel_id))


LINES: Final[Lines] = {
    ("allowed_channel_ids", "denied_channel_ids"): _where,
    ("approval_channel_id", "approval_locale"): _approvals,
    ("log_channel_id", "log_locale"): _log,
    ("results_channel_id",): _results,
}
