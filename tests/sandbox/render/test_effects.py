"""Effects, styles and cuts are seen."""

from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from sandbox.render import frames
from sandbox.render.effects import EFFECTS
from sandbox.render.looks import STYLES
from tests.sandbox.render.support import difference, photo, rendered

ALL = (
    "bikini up",
    "the tigers touch",
    "jiggle jiggle",
    "hug your love",
    "kiss me ai",
    "subject 3 fever",
    "fin-tastic mermaid",
    "lets ymca",
    "skeleton dance",
    "kungfu club",
    "boom drop",
    "vroom vroom step",
    "creepy devil smile",
    "pubg winner hit",
    "360 microwave",
    "eye zoom challenge",
    "muscle surge",
    "punch face",
    "balloon belly",
    "kiss kiss",
)
MOMENTS = [0.3, 0.4, 0.5, 0.6, 0.7]


def test_every_documented_effect_and_style_is_known() -> None:
    assert sorted(EFFECTS) == sorted(ALL)
    assert sorted(STYLES) == ["3d_animation", "anime", "clay", "comic", "cyberpunk"]


def test_no_two_effects_look_alike_and_none_looks_like_nothing(tmp_path: Path) -> None:
    image = photo(6)
    films = {
        effect: frames(rendered(tmp_path / "video", effect=effect, first_frame=image), MOMENTS)
        for effect in (*ALL, None)
    }
    alike = [
        (one, other)
        for one, other in combinations(films, 2)
        if np.mean([difference(*pair) for pair in zip(films[one], films[other], strict=True)]) < 8
    ]
    assert alike == []


@pytest.mark.parametrize("given", [True, False], ids=["given picture", "painted scene"])
def test_every_style_gives_the_picture_colours_of_its_own(tmp_path: Path, given: bool) -> None:
    image = photo(6) if given else None
    middles = {
        style: frames(rendered(tmp_path / "video", style=style, first_frame=image), [0.5])[0]
        for style in (*STYLES, None)
    }
    for one, other in combinations(middles, 2):
        assert difference(middles[one], middles[other]) > 8, (one, other)


@pytest.mark.parametrize("given", [True, False], ids=["given picture", "painted scene"])
def test_several_clips_are_cut_hard_twice_and_one_clip_never(tmp_path: Path, given: bool) -> None:
    image = photo(6) if given else None
    for multi_clip, cuts in ((True, 2), (False, 0)):
        path = rendered(
            tmp_path / "video", multi_clip=multi_clip, duration_seconds=3, first_frame=image, seed=2
        )
        film = frames(path, [index / 35 for index in range(36)])
        jumps = [index for index, pair in enumerate(pairwise(film)) if difference(*pair) > 10]
        assert len(jumps) == cuts
