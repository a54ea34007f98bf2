"""PixVerse V4 at Runware. Source: seed 003_92059a97204da527.txt; rules and prices as each entry says."""

from typing import Final

from bot.domain.catalogue import Model, Option, Rule, Severity, Whole
from bot.domain.models.runware import ASPECT_FROM_IMAGE, PROVIDER_SETTINGS, shared_options
from bot.domain.models.words import CAMERAS, EFFECTS, MOTIONS, SIZES
from bot.domain.prices import Price, PriceTable

_RULES: Final = (
    *ASPECT_FROM_IMAGE,
    Rule("R5", Severity.ERROR, {"effect": (), "camera": ()}),
    Rule("R6", Severity.ERROR, {"motion": ("fast",), "duration": (8,)}),
    Rule("R6", Severity.ERROR, {"motion": ("fast",), "resolution": ("1080p",)}),
    Rule("R7", Severity.WARN, {"resolution": ("1080p",), "duration": (8,)}),
    Rule("R16", Severity.WARN, {"effect": ()}, without=("image",)),
)


def _price(resolution: str, duration: int, motion: str, price_micros: int) -> Price:
    return Price({"resolution": resolution, "duration": duration, "motion": motion}, price_micros)


# Not linear in seconds: 8 s costs twice 5 s. The 720p normal prices are those the seed's examples were
# charged; the others are PixVerse's credits × 0.299/120 (pricing.json, runware_v4_v45_derived).
PRICES: Final = PriceTable(
    (
        _price("360p", 5, "normal", 112_125),
        _price("360p", 8, "normal", 224_250),
        _price("360p", 5, "fast", 224_250),
        _price("540p", 5, "normal", 112_125),
        _price("540p", 8, "normal", 224_250),
        _price("540p", 5, "fast", 224_250),
        _price("720p", 5, "normal", 150_000),
        _price("720p", 8, "normal", 299_000),
        _price("720p", 5, "fast", 299_000),
        _price("1080p", 5, "normal", 299_000),
    )
)

PIXVERSE_V4: Final = Model(
    id="pixverse-v4",
    name="PixVerse V4",
    provider="runware",
    provider_model="pixverse:1@2",
    summary="camera moves, effects, styles, first and last frame",
    options=(
        *shared_options(prompt_minimum=2, duration=Whole(5, 8, (5, 8)), takes_maximum=4),
        Option("camera", CAMERAS, f"{PROVIDER_SETTINGS}.cameraMovement"),
        Option("effect", EFFECTS, f"{PROVIDER_SETTINGS}.effect"),
        Option("motion", MOTIONS, f"{PROVIDER_SETTINGS}.motionMode", default="normal"),
    ),
    prices=PRICES,
    rules=_RULES,
    sizes=SIZES,
)
