"""PixVerse V5.6 at Runware. Source: seed 002_54b110a64f23ffd6.txt; rules and prices as each entry says."""

from typing import Final

from bot.domain.catalogue import Flag, Model, Option, Rule, Severity, Whole
from bot.domain.models.runware import ASPECT_FROM_IMAGE, PROVIDER_SETTINGS, shared_options
from bot.domain.models.words import SIZES, THINKING
from bot.domain.prices import Price, PriceTable

# The seed prints no lengths: 5, 8 and 10 s, and the caution about 10 s at 1080p, are rules.json R8.
_RULES: Final = (
    *ASPECT_FROM_IMAGE,
    Rule("R8", Severity.WARN, {"resolution": ("1080p",), "duration": (10,)}),
)

# The one price known: what each of the seed's five examples was charged.
PRICES: Final = PriceTable(
    (Price({"resolution": "720p", "duration": 8, "audio": True}, 397_800),),
)

PIXVERSE_V5_6: Final = Model(
    id="pixverse-v5.6",
    name="PixVerse V5.6",
    provider="runware",
    provider_model="pixverse:1@7",
    summary="sound, lip-sync, styles, first and last frame",
    options=(
        *shared_options(prompt_minimum=1, duration=Whole(5, 10, (5, 8, 10)), takes_maximum=4),
        Option("audio", Flag(), f"{PROVIDER_SETTINGS}.audio", default=False),
        Option("thinking", THINKING, f"{PROVIDER_SETTINGS}.thinking"),
    ),
    prices=PRICES,
    rules=_RULES,
    sizes=SIZES,
)
