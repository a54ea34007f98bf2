"""What a prompt's words say about land and hour, so that a painted scene has to do with its prompt."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

import numpy as np

from sandbox.render import palettes, terrain
from sandbox.render.palettes import PALETTES, Palette
from sandbox.render.terrain import TERRAINS, Terrain

Choice = TypeVar("Choice")

LANDS: dict[str, tuple[Terrain, ...]] = {
    r"\bcit(y|ies)|street|tokyo|skyline|robot|neon|\bcars?\b|街|町|都": (terrain.city,),
    r"forest|\bwoods?\b|trees?\b|\bfox|deer|\bbears?\b|森|林|狐|熊": (terrain.forest,),
    r"mountain|\balps|peak|dragon|\beagle|山|峠|竜": (terrain.mountains,),
    r"desert|dunes?\b|\bsand|\bsea\b|ocean|beach|waves?\b|whale|砂|海|浜|鯨": (terrain.dunes,),
    r"hills?\b|meadow|\bfields?\b|garden|\bcat\b|\bdog\b|sheep|丘|草|野|猫|犬": (terrain.hills,),
}
HOURS: dict[str, tuple[Palette, ...]] = {
    r"night|moon|stars?\b|midnight|夜|月|星": (palettes.NIGHT, palettes.NORTHERN_LIGHTS),
    r"aurora|northern lights|オーロラ": (palettes.NORTHERN_LIGHTS,),
    r"sunset|dusk|evening|夕|黄昏": (palettes.DUSK, palettes.EMBER, palettes.BLOSSOM),
    r"sunrise|dawn|morning|朝|暁": (palettes.MORNING, palettes.DESERT, palettes.BLOSSOM),
    r"blossom|sakura|spring|cherry|桜|春": (palettes.BLOSSOM,),
    r"\bfire|lava|volcano|\bember|autumn|火|秋|紅葉": (palettes.EMBER,),
    r"desert|sand|summer|砂|夏": (palettes.DESERT, palettes.NOON),
    r"\bsea\b|ocean|beach|lagoon|whale|海|浜": (palettes.LAGOON, palettes.NOON),
    r"snow|winter|\bice\b|雪|冬|氷": (palettes.MORNING, palettes.NIGHT),
}


def land_and_hour(prompt: str, rng: np.random.Generator) -> tuple[Terrain, Palette]:
    """Choose among what the prompt's words allow; where they say nothing, among everything."""
    return _choose(LANDS, TERRAINS, prompt, rng), _choose(HOURS, PALETTES, prompt, rng)


def _choose(
    table: Mapping[str, tuple[Choice, ...]],
    anything: tuple[Choice, ...],
    prompt: str,
    rng: np.random.Generator,
) -> Choice:
    options = next(_matching(table, prompt), anything)
    return options[int(rng.integers(len(options)))]


def _matching(table: Mapping[str, tuple[Choice, ...]], prompt: str) -> Iterator[tuple[Choice, ...]]:
    return (options for words, options in table.items() if re.search(words, prompt, re.IGNORECASE))
