"""What is wrong with an attached file, in words."""

from collections.abc import Mapping
from typing import Final

from bot.domain.errors import MediaProblem, MediaRejected
from bot.ui.language import m, t
from bot.ui.safe_text import code
from bot.ui.texts import option_name, together

_PROBLEMS: Final[Mapping[MediaProblem, tuple[str, str]]] = {
    MediaProblem.WRONG_HOST: (m("{file} was not uploaded to Discord."), m("Attach the file itself.")),
    MediaProblem.GONE: (m("{file} is no longer there."), m("Attach it once more.")),
    MediaProblem.TOO_HEAVY: (m("{file} is too large a file."), m("Attach a smaller one.")),
    MediaProblem.NOT_AN_IMAGE: (
        m("{file} is no image that I can read."),
        m("Attach a PNG, JPEG or WebP picture."),
    ),
    MediaProblem.NOT_A_VIDEO: (
        m("{file} is no video that I can use."),
        m("Attach an MP4, MOV or WebM video."),
    ),
    MediaProblem.ANIMATED: (m("{file} is animated."), m("Attach a still picture.")),
    MediaProblem.TOO_SHORT: (m("{file} is too short a video."), m("Attach a longer one.")),
    MediaProblem.TOO_LONG: (m("{file} is too long a video."), m("Cut it shorter and attach it once more.")),
    MediaProblem.TOO_SMALL: (m("{file} has too few pixels."), m("Attach one with larger sides.")),
    MediaProblem.TOO_MANY_PIXELS: (
        m("{file} has too many pixels."),
        m("Scale it down and attach it once more."),
    ),
    MediaProblem.DAMAGED: (
        m("{file} is damaged and cannot be read to its end."),
        m("Save it anew and attach it once more."),
    ),
}


def media_problem(rejection: MediaRejected) -> str:
    """Say what is wrong with the file, with the numbers where there are any, and what to attach instead."""
    problem, remedy = _PROBLEMS[rejection.problem]
    found, allowed = code(rejection.found), code(rejection.allowed)
    return together(
        f"{option_name(rejection.option)}:",
        t(problem, file=code(rejection.filename, 60)),
        t("Found: {found}.", found=found) if rejection.found else "",
        t("Allowed: {allowed}.", allowed=allowed) if rejection.allowed else "",
        t(remedy),
    )
