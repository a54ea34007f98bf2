"""What a server decided about its channels."""

from typing import Final

from bot.domain.servers import ServerSettings
from bot.ui.decided.lines import Lines, channel, either, some
from bot.ui.language import t


def _where(settings: ServerSettings) -> str:
    lists = settings.allowed_channel_ids, settings.denied_channel_ids
    allowed, denied = (some([channel(each) for each in channels]) for channels in lists)
    return t("Channels: {channels}", channels=either(allowed, denied))


def _approvals(settings: ServerSettings) -> str:
    if settings.approval_channel_id is None:
        return t("Where approvals are asked for: in no channel yet")
    return t("Where approvals are asked for: {channel}", channel=channel(settings.approval_channel_id))


LINES: Final[Lines] = {
    ("allowed_channel_ids", "denied_channel_ids"): _where,
    ("approval_channel_id",): _approvals,
}
