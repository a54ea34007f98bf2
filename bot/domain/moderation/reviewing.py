"""Deciding about publication: what moderators are shown, and that the first decision counts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.errors import Rejection
from bot.domain.generation import Generation
from bot.domain.moderation.approvals import AlreadyDecided, Verdict
from bot.domain.postings import Facts
from bot.domain.reviews import ReviewMode
from bot.domain.servers import ServerSettings, SettingValue


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts(Facts):
    """What moderators are shown of a video that waits for them, or waited."""

    generation: Generation
    verdict: Verdict | None
    """None: no moderator decided, be it yet or for good."""
    videos: tuple[tuple[str, str | None], ...] = ()
    """The name under which each is attached, and the link that leads to it where that is not possible."""


@dataclass(eq=False)
class AlreadyReviewed(AlreadyDecided):
    """Another moderator was first, or the video waits no more."""


@dataclass(eq=False)
class ReviewChannelMissing(Rejection):
    """Moderators can see no video where the server has named no channel for that, nor for approvals."""


def require_review_channel(settings: ServerSettings, changes: Mapping[str, SettingValue]) -> None:
    """Raise `ReviewChannelMissing` where all videos would wait for moderators who see none of them."""
    after = replace(settings, **changes)  # type: ignore[arg-type]
    if after.review_mode == ReviewMode.ALL and not (after.review_channel_id or after.approval_channel_id):
        raise ReviewChannelMissing
