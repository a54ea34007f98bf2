"""Effects, styles and cuts are seen."""

from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

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


Frames = list[Image.Image]


def _film(path: Path, **asked: Any) -> Frames:
    return frames(rendered(path / "film", **asked), MOMENTS)


def _apart(one: Frames, other: Frames) -> float:
    return float(np.mean([difference(*pair) for pair in zip(one, other, strict=True)]))


def test_no_two_effects_look_alike_and_none_looks_like_nothing(tmp_path: Path) -> None:
    image = photo(6)
    films = {effect: _film(tmp_path, effect=effect, first_frame=image) for effect in (*ALL, None)}
    alike = [(one, other) for one, other in combinations(films, 2) if _apart(films[one], films[other]) < 12]
    assert alike == []
    for effect, film in films.items():
        # The same effect scattered in another way is still the same: nearer than any other one.
        again = _film(tmp_path, effect=effect, first_frame=image, seed=8)
        nearest = min(films, key=lambda other: _apart(again, films[other]))
        assert nearest == effect
        assert _apart(again, film) < 20


def test_no_effect_looks_like_another_on_a_painted_scene(tmp_path: Path) -> None:
    films = {effect: _film(tmp_path, effect=effect, prompt="a city at dusk") for effect in (*ALL, None)}
    alike = [(one, other) for one, other in combinations(films, 2) if _apart(films[one], films[other]) < 10]
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


def _cuts(film: Frames) -> list[int]:
    """The frames before which the picture changes at once, and far more than it does around that moment."""
    changes = [difference(before, after) for before, after in pairwise(film)]
    return [
        index
        for index, change in enumerate(changes, start=1)
        if change > 10 and change > 3 * float(np.median(changes[max(0, index - 4) : index + 3]))
    ]


@pytest.mark.parametrize("given", [True, False], ids=["given picture", "painted scene"])
def test_several_clips_are_cut_hard_at_each_third(tmp_path: Path, given: bool) -> None:
    picture = {"first_frame": photo(6)} if given else {"seed": 2}
    path = rendered(tmp_path / "film", multi_clip=True, duration_seconds=3, **picture)
    assert _cuts(frames(path, [index / 35 for index in range(36)])) == [12, 24]


@pytest.mark.parametrize(
    "asked", [{}, {"camera": "quickly_zoom_in"}, {"camera": "crane_up"}, {"effect": "lets ymca"}], ids=str
)
def test_one_clip_is_never_cut(tmp_path: Path, asked: dict[str, str]) -> None:
    path = rendered(tmp_path / "film", duration_seconds=3, first_frame=photo(6), **asked)
    assert _cuts(frames(path, [index / 35 for index in range(36)])) == []
