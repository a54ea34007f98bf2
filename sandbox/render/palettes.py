"""Colours of the hours and places that a landscape may have."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """The sky from the zenith down to the horizon, the sun or moon, and the land from far to near."""

    sky: tuple[Colour, ...]
    sun: Colour
    far: Colour
    near: Colour
    sun_radius: float = 0.06
    clouds: float = 0.55
    stars: bool = False
    lights: float = 0.3


DUSK = Palette(
    sky=((38, 30, 92), (128, 58, 140), (236, 110, 112), (255, 206, 140)),
    sun=(255, 238, 196),
    far=(172, 96, 138),
    near=(26, 17, 48),
    lights=0.75,
)
MORNING = Palette(
    sky=((74, 140, 210), (150, 194, 228), (248, 220, 196), (255, 238, 212)),
    sun=(255, 250, 226),
    far=(142, 170, 190),
    near=(28, 62, 74),
)
NOON = Palette(
    sky=((40, 122, 206), (98, 172, 230), (180, 220, 244), (232, 244, 236)),
    sun=(255, 255, 240),
    far=(120, 176, 178),
    near=(22, 84, 56),
    clouds=0.8,
)
NIGHT = Palette(
    sky=((7, 10, 36), (18, 30, 82), (44, 66, 130), (92, 112, 164)),
    sun=(240, 240, 222),
    far=(48, 66, 120),
    near=(5, 8, 22),
    sun_radius=0.045,
    clouds=0.2,
    stars=True,
    lights=0.9,
)
NORTHERN_LIGHTS = Palette(
    sky=((6, 12, 40), (10, 60, 84), (24, 134, 118), (130, 214, 160)),
    sun=(214, 255, 226),
    far=(28, 96, 104),
    near=(4, 18, 30),
    sun_radius=0.03,
    clouds=0.5,
    stars=True,
    lights=0.9,
)
DESERT = Palette(
    sky=((64, 112, 168), (190, 172, 160), (248, 190, 124), (255, 222, 154)),
    sun=(255, 246, 214),
    far=(224, 150, 104),
    near=(96, 40, 40),
    sun_radius=0.08,
    clouds=0.3,
)
BLOSSOM = Palette(
    sky=((92, 88, 180), (186, 126, 206), (252, 170, 196), (255, 226, 208)),
    sun=(255, 244, 236),
    far=(186, 126, 182),
    near=(56, 28, 84),
)
EMBER = Palette(
    sky=((34, 14, 34), (116, 26, 46), (214, 70, 46), (255, 168, 80)),
    sun=(255, 214, 140),
    far=(150, 50, 52),
    near=(22, 8, 18),
    lights=0.7,
    sun_radius=0.1,
    clouds=0.45,
)
LAGOON = Palette(
    sky=((20, 70, 120), (40, 130, 160), (120, 206, 196), (236, 246, 206)),
    sun=(255, 252, 214),
    far=(84, 160, 160),
    near=(10, 48, 64),
)

PALETTES = (DUSK, MORNING, NOON, NIGHT, NORTHERN_LIGHTS, DESERT, BLOSSOM, EMBER, LAGOON)
