"""Where moderators are asked, and where else when nothing can be posted there."""

from collections.abc import Mapping
from typing import Final

from bot.domain.postings import Posting, PostingKind
from bot.domain.servers import ServerSettings

_DESKS: Final[Mapping[PostingKind, tuple[str, ...]]] = {
    PostingKind.APPROVAL: ("approval_channel_id", "log_channel_id"),
    PostingKind.REVIEW: ("review_channel_id", "approval_channel_id"),
    PostingKind.REPORT: ("log_channel_id", "approval_channel_id"),
    PostingKind.APPEAL: ("approval_channel_id", "log_channel_id"),
}
"""Settings that name a channel for what waits for moderators, the first choice first.

Unpublished videos are no matter for a log: they go nowhere else than where such are seen.
"""


def next_desk(posting: Posting, settings: ServerSettings) -> int | None:
    """Give where to ask instead; None where the server has no other place, or nobody is asked anything."""
    named = [getattr(settings, name) for name in _DESKS.get(posting.kind, ())]
    desks = list(dict.fromkeys(channel_id for channel_id in named if channel_id is not None))
    beyond = desks.index(posting.channel_id) + 1 if posting.channel_id in desks else 0
    return next(iter(desks[beyond:]), None)
