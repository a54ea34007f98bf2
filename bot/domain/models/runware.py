"""Options that every PixVerse model at Runware has, with the places where Runware wants them.

Source: the parameter lists of the V4 and V5.6 seeds, which differ only in the prompt's least length.
"""

from bot.domain.catalogue import Attached, Option, Rule, Severity, Text, Whole
from bot.domain.models.words import ASPECTS, FORMATS, RESOLUTIONS, STYLES


def shared_options(prompt_minimum: int, durations: tuple[int, ...], takes_maximum: int) -> tuple[Option, ...]:
    """Build the shared options; lengths are in seconds, prompts in characters."""
    words = Text(prompt_minimum, 2048)
    return (
        Option("prompt", words, "positivePrompt", required=True),
        Option("negative", words, "negativePrompt"),
        Option("image", Attached(), "inputs.frameImages[first]"),
        Option("last_image", Attached(), "inputs.frameImages[last]"),
        Option("duration", Whole(min(durations), max(durations), durations), "duration", default=5),
        Option("resolution", RESOLUTIONS, "resolution, or width and height", default="720p"),
        Option("aspect", ASPECTS, "width and height", default="16:9"),
        Option("style", STYLES, "providerSettings.pixverse.style"),
        Option("seed", Whole(0, 2_147_483_647), "seed"),
        Option("takes", Whole(1, takes_maximum), "numberResults", default=1),
        Option("format", FORMATS, "outputFormat", default="mp4"),
        Option("quality", Whole(20, 99), "outputQuality"),
    )


ASPECT_FROM_IMAGE = (
    Rule("R1", Severity.ERROR, {"aspect": (), "image": ()}),
    Rule("R1", Severity.ERROR, {"aspect": (), "last_image": ()}),
)
"""Runware takes either frames, which decide the shape, or a width and height (rules.json R1)."""
