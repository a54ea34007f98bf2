"""Options that every PixVerse model at Runware has, with the places where Runware wants them.

Source: the parameter lists of the four seeds, which differ only in the prompt's least length, the lengths and
numbers of results they allow, and the place of `style`.
"""

from typing import Final

from bot.domain.catalogue import Attached, Option, Rule, Severity, Text, Whole
from bot.domain.models.words import ASPECTS, FORMATS, RESOLUTIONS, STYLES

PROVIDER_SETTINGS: Final = "providerSettings.pixverse"
"""Where V4 to V5.6 take what is PixVerse's own; V6 has `settings` instead."""


def shared_options(
    prompt_minimum: int, duration: Whole, takes_maximum: int, container: str = PROVIDER_SETTINGS
) -> tuple[Option, ...]:
    """Build the shared options; lengths are in seconds, prompts in characters."""
    words = Text(prompt_minimum, 2048)
    return (
        Option("prompt", words, "positivePrompt", required=True),
        Option("negative", words, "negativePrompt"),
        Option("image", Attached(), "inputs.frameImages[first]"),
        Option("last_image", Attached(), "inputs.frameImages[last]"),
        Option("duration", duration, "duration", default=5),
        Option("resolution", RESOLUTIONS, "resolution, or width and height", default="720p"),
        Option("aspect", ASPECTS, "width and height", default="16:9"),
        Option("style", STYLES, f"{container}.style"),
        Option("seed", Whole(0, 2_147_483_647), "seed"),
        Option("takes", Whole(1, takes_maximum), "numberResults", default=1),
        Option("format", FORMATS, "outputFormat", default="mp4"),
        Option("quality", Whole(20, 99), "outputQuality"),
    )


ASPECT_FROM_IMAGE: Final = (
    Rule("R1", Severity.ERROR, {"aspect": (), "image": ()}),
    Rule("R1", Severity.ERROR, {"aspect": (), "last_image": ()}),
)
"""Runware takes either frames, which decide the shape, or a width and height (rules.json R1)."""
