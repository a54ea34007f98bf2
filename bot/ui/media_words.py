"""What is wrong with an attached file, in words."""

import re
from collections.abc import Mapping
from typing import Final

from bot.domain.errors import MediaProblem, MediaRejected
from bot.ui.language import ENGLISH, decimal, m, spoken_language, t
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
_MEASURES: Final[Mapping[str, str]] = {
    "MB": m("{number} MB"),
    "megapixels": m("{number} megapixels"),
    "px": m("{number} px"),
    "px a side": m("{number} px a side"),
    "s": m("{number} s"),
}
_MEASURED: Final = re.compile(rf"(?P<number>\d[\d.+e×– ]*) (?P<unit>{'|'.join(_MEASURES)})")


def media_problem(rejection: MediaRejected) -> str:
    """Say what is wrong with the file, with the numbers where there are any, and what to attach instead."""
    problem, remedy = _PROBLEMS[rejection.problem]
    found, allowed = _detail(rejection.found), _detail(rejection.allowed)
    return together(
        f"{option_name(rejection.option)}:",
        t(problem, file=code(rejection.filename, 60)),
        t("Found: {found}.", found=code(found)) if found else "",
        t("Allowed: {allowed}.", allowed=code(allowed)) if allowed else "",
        t(remedy),
    )


def _detail(told: str) -> str:
    """Give a measure in the language spoken; what is told in words only those can read who speak English."""
    measured = _MEASURED.fullmatch(told)
    if measured:
        return t(_MEASURES[measured["unit"]], number=decimal(measured["number"]))
    return told if spoken_language() == ENGLISH else ""
