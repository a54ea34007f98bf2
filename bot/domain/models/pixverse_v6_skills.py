"""PixVerse V6 at skills.video. Source: seed 004_80b3b4423245c7a4.txt; rules and prices as each entry says."""

from typing import Final

from bot.domain.catalogue import Attached, Choice, Flag, Model, Option, Rule, Severity, Text, Value, Whole
from bot.domain.models import pixverse_v6
from bot.domain.models.words import ASPECTS, RESOLUTIONS, STYLES, THINKING
from bot.domain.money import Micros
from bot.domain.prices import Price, PriceTable

CREDIT_MICROS: Final = Micros(10_000)
"""What a credit is taken to cost until the operator says otherwise: one cent."""

# The seed gives no length; PixVerse itself stops at this, and so does V6 at Runware.
_WORDS: Final = Text(1, 2048)
_ASPECTS: Final = Choice((*ASPECTS.values, *(Value(name, name) for name in ("2:3", "3:2", "21:9"))))

# skills.video publishes no table. PixVerse sells its own credits at a cent each (pricing.json,
# pixverse_platform_credits), so the estimate is what resellers ask for V6, in whole cents.
_PIXVERSE_CREDIT_MICROS: Final = 10_000
PRICES: Final = PriceTable(
    tuple(
        Price(price.settings, -(-price.amount // _PIXVERSE_CREDIT_MICROS))
        for price in pixverse_v6.PRICES.prices
    ),
    estimated=True,
    credit_micros=CREDIT_MICROS,
)

PIXVERSE_V6_SKILLS: Final = Model(
    id="pixverse-v6-skills",
    name="PixVerse V6 at skills.video",
    provider="skills_video",
    provider_model="pixverse/v6",
    summary="sound, several shots, up to 15 s, first frame, 8 shapes",
    options=(
        Option("prompt", _WORDS, "prompt", required=True),
        Option("negative", _WORDS, "negative_prompt"),
        Option("image", Attached(), "image_url"),
        Option("duration", pixverse_v6.SECONDS, "duration", default=5),
        Option("resolution", RESOLUTIONS, "resolution", default="720p"),
        Option("aspect", _ASPECTS, "aspect_ratio", default="16:9"),
        Option("style", STYLES, "style"),
        Option("seed", Whole(0, 2_147_483_647), "seed"),
        Option("audio", Flag(), "generate_audio", default=False),
        Option("multi_clip", Flag(), "generate_multi_clip", default=False),
        Option("thinking", THINKING, "thinking_type"),
    ),
    prices=PRICES,
    rules=(Rule("R17", Severity.WARN, {"aspect": (), "image": ()}),),
    family=pixverse_v6.FAMILY,
)
