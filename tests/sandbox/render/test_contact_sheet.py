"""The contact sheet shows every camera movement, effect and style, each in a row of its own."""

from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from sandbox.render.camera import MOVES
from sandbox.render.contact_sheet import (
    HEAD_HEIGHT,
    ROW_HEIGHT,
    ROW_WIDTH,
    cameras,
    contact_sheet,
    effects,
    main,
)
from sandbox.render.effects import EFFECTS
from sandbox.render.looks import STYLES
from tests.sandbox.render.support import difference


def test_every_movement_effect_and_style_has_a_row() -> None:
    assert {scene.camera for scene in cameras().values()} >= set(MOVES)
    assert {scene.effect for scene in effects().values()} >= set(EFFECTS)
    assert {scene.style for scene in effects().values()} >= set(STYLES)


def test_rows_of_different_scenes_look_different() -> None:
    chosen = {name: scene for name, scene in cameras().items() if name in {"pan_left", "zoom_in", "fix_bg"}}
    sheet = contact_sheet([chosen])
    assert sheet.size == (ROW_WIDTH, HEAD_HEIGHT + 3 * ROW_HEIGHT)
    tops = range(HEAD_HEIGHT, sheet.height, ROW_HEIGHT)
    rows = [sheet.crop((0, top, ROW_WIDTH, top + ROW_HEIGHT)) for top in tops]
    assert all(difference(one, other) > 5 for one, other in combinations(rows, 2))


def test_the_command_asks_for_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([])
    assert "required: out" in capsys.readouterr().err


def test_the_picture_in_the_documents_is_a_sheet_of_this_shape() -> None:
    path = Path(__file__).parents[3] / "docs" / "screens" / "cameras-and-effects.jpg"
    assert path.stat().st_size < 1_500_000
    with Image.open(path) as picture:
        rows = max(len(cameras()), len(effects()))
        assert picture.size == (2 * ROW_WIDTH, HEAD_HEIGHT + rows * ROW_HEIGHT)
