"""PixVerse V6 at Runware. Source: seed 000_2db1d97c70f36c1c.txt; rules and prices as each entry says."""

from typing import Final

from bot.domain.catalogue import Attached, Flag, Implied, Model, Option, Rule, Severity, Whole
from bot.domain.models.runware import ASPECT_FROM_IMAGE, shared_options
from bot.domain.models.words import SIZES, THINKING
from bot.domain.prices import Price, PriceTable

FAMILY: Final = "pixverse-v6"
SECONDS: Final = Whole(1, 15)
_CONTAINER: Final = "settings"

_RULES: Final = (
    *ASPECT_FROM_IMAGE,
    # A source video decides the shape as frames do, and takes their place.
    Rule("R1", Severity.ERROR, {"aspect": (), "video": ()}),
    Rule("R1", Severity.ERROR, {"video": (), "image": ()}),
    Rule("R1", Severity.ERROR, {"video": (), "last_image": ()}),
    Rule("R9", Severity.ERROR, {"image": (), "last_image": (), "thinking": ("auto",)}),
)

# What resellers ask, for Runware's own prices are not published (pricing.json,
# pixverse_v6_reference_usd_per_second).
_MICROS_PER_SECOND: Final = {
    False: {"360p": 25_000, "540p": 35_000, "720p": 45_000, "1080p": 90_000},
    True: {"360p": 35_000, "540p": 45_000, "720p": 60_000, "1080p": 115_000},
}
PRICES: Final = PriceTable(
    tuple(
        Price({"resolution": resolution, "duration": seconds, "audio": audio}, micros_per_second * seconds)
        for audio, by_resolution in _MICROS_PER_SECOND.items()
        for resolution, micros_per_second in by_resolution.items()
        for seconds in range(SECONDS.minimum, SECONDS.maximum + 1)
    ),
    estimated=True,
)

PIXVERSE_V6: Final = Model(
    id="pixverse-v6",
    name="PixVerse V6",
    provider="runware",
    provider_model="pixverse:1@8",
    summary="sound, several shots, up to 15 s, two frames or a video",
    options=(
        *shared_options(prompt_minimum=1, duration=SECONDS, takes_maximum=20, container=_CONTAINER),
        Option("video", Attached(), "inputs.video"),
        Option("audio", Flag(), f"{_CONTAINER}.audio", default=False),
        Option("multi_clip", Flag(), f"{_CONTAINER}.multiClip", default=False),
        Option("thinking", THINKING, f"{_CONTAINER}.thinking"),
    ),
    prices=PRICES,
    rules=_RULES,
    # Two frames need it decided, and the provider's own default is `auto` (rules.json R9).
    implied=(Implied("thinking", "enabled", ("image", "last_image")),),
    sizes=SIZES,
    family=FAMILY,
    coming_soon=True,
)
