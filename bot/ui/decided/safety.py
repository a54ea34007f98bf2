"""What a server decided about what is looked at before it is published, and how."""

from collections.abc import Mapping
from typing import Final

from bot.domain.reviews import ReviewMode
from bot.domain.safety import Checks, SafetyMode
from bot.domain.servers import ServerSettings
from bot.ui.decided.lines import Lines, channel
from bot.ui.language import m, t
from bot.ui.safe_text import code

_CHECKED: Final[Mapping[SafetyMode, str]] = {
    SafetyMode.NONE: m("nothing of its own"),
    SafetyMode.FAST: m("the first, the middle and the last frame"),
    SafetyMode.FULL: m("every frame"),
}


def _review(settings: ServerSettings) -> str:
    if settings.review_mode == ReviewMode.ALL:
        return t("Review before publishing: moderators see every video first, private ones too")
    return t("Review before publishing: moderators see only flagged videos first")


def _where(settings: ServerSettings) -> str:
    if settings.review_channel_id is None:
        return t("Videos to review go where moderators are asked about requests")
    return t("Videos to review go to {channel}", channel=channel(settings.review_channel_id))


def _minimum(settings: ServerSettings) -> str:
    if settings.safety_minimum is None:
        return t("The least that providers check: what the bot's operator asks for")
    mode = settings.safety
    return t(
        "The least that providers check: {what} ({mode}); skills.video decides that itself",
        what=t(_CHECKED[mode]),
        mode=code(mode),
    )


def _checks(settings: ServerSettings) -> str:
    if settings.safety_checks == Checks.REQUIRED:
        return t("The operator's own check of pictures and videos: nothing passes without it")
    return t("The operator's own check of pictures and videos: where there is one and it answers")


def _spoiler(settings: ServerSettings) -> str:
    if settings.spoiler:
        return t("Videos are posted as spoilers")
    return t("Videos are posted so that all see them at once")


LINES: Final[Lines] = {
    ("review_mode",): _review,
    ("review_channel_id", "review_locale"): _where,
    ("safety_minimum",): _minimum,
    ("safety_checks",): _checks,
    ("spoiler",): _spoiler,
}
