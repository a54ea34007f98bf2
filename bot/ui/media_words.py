"""What is wrong with an attached file, in words."""

from collections.abc import Mapping
from typing import Final

from bot.domain.errors import MediaProblem, MediaRejected
from bot.ui.safe_text import code

_PROBLEMS: Final[Mapping[MediaProblem, tuple[str, str]]] = {
    MediaProblem.WRONG_HOST: ("was not uploaded to Discord", "Attach the file itself."),
    MediaProblem.GONE: ("is no longer there", "Attach it once more."),
    MediaProblem.TOO_HEAVY: ("is too large a file", "Attach a smaller one."),
    MediaProblem.NOT_AN_IMAGE: ("is no image that I can read", "Attach a PNG, JPEG or WebP picture."),
    MediaProblem.NOT_A_VIDEO: ("is no video that I can use", "Attach an MP4, MOV or WebM video."),
    MediaProblem.ANIMATED: ("is animated", "Attach a still picture."),
    MediaProblem.TOO_SHORT: ("is too short a video", "Attach a longer one."),
    MediaProblem.TOO_LONG: ("is too long a video", "Cut it shorter and attach it once more."),
    MediaProblem.TOO_SMALL: ("has too few pixels", "Attach one with larger sides."),
    MediaProblem.TOO_MANY_PIXELS: ("has too many pixels", "Scale it down and attach it once more."),
    MediaProblem.DAMAGED: (
        "is damaged and cannot be read to its end",
        "Save it anew and attach it once more.",
    ),
}


def media_problem(rejection: MediaRejected) -> str:
    """Say what is wrong with the file, with the numbers where there are any, and what to attach instead."""
    problem, remedy = _PROBLEMS[rejection.problem]
    numbers = [
        f"{label} {code(number)}"
        for label, number in (("found:", rejection.found), ("allowed:", rejection.allowed))
        if number
    ]
    details = f" ({', '.join(numbers)})" if numbers else ""
    return f"{code(rejection.option)}: {code(rejection.filename, 60)} {problem}{details}. {remedy}"
