"""PixVerse V4.5 at Runware. Source: seed 001_fffcf180ed6fe447.txt."""

from dataclasses import replace
from typing import Final

from bot.domain.models.pixverse_v4 import PIXVERSE_V4

# The seed lists V4's parameters, word for word. Sizes, rules (rules.json R5 to R7) and PixVerse's credits are
# V4's as well (pricing.json, runware_v4_v45_derived, with medium confidence).
PIXVERSE_V4_5: Final = replace(
    PIXVERSE_V4, id="pixverse-v4.5", name="PixVerse V4.5", provider_model="pixverse:1@3"
)
