"""The measure itself: pictures moved by a known way are found to have moved just so."""

import io
import math

import pytest
from PIL import Image, ImageDraw

from tests.sandbox.render.flow import Motion, motion, way
from tests.sandbox.render.support import SIZE, photo

MARGIN = 100
# Blocks stay where they are while the picture moves through them: short ways are found a little too short.
SHORT = 0.16
WIDE = Image.open(io.BytesIO(photo(4, (SIZE[0] + 2 * MARGIN, SIZE[1] + 2 * MARGIN)))).convert("RGB")


def _moved(by: Motion) -> Image.Image:
    """What the frame in the middle of the wide picture shows after the picture has moved."""
    middle_x, middle_y = SIZE[0] / 2, SIZE[1] / 2
    scale = 1 / (1 + by.growth)
    cos, sin = scale * math.cos(by.turn), scale * math.sin(by.turn)
    from_x, from_y = middle_x + by.right, middle_y + by.down
    matrix = (
        *(cos, sin, MARGIN + middle_x - cos * from_x - sin * from_y),
        *(-sin, cos, MARGIN + middle_y + sin * from_x - cos * from_y),
    )
    return WIDE.transform(SIZE, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)


@pytest.mark.parametrize(
    "by",
    [
        Motion(),
        Motion(right=5.5, down=-3.25),
        Motion(right=0.4),
        Motion(growth=0.06),
        Motion(growth=-0.05, down=2),
        Motion(turn=0.04),
        Motion(right=-3, turn=-0.03, growth=0.03),
        Motion(right=47),
        Motion(right=-38, down=-20),
    ],
    ids=str,
)
def test_a_known_motion_is_measured(by: Motion) -> None:
    found = motion(_moved(Motion()), _moved(by))
    assert (found.right, found.down) == pytest.approx((by.right, by.down), rel=SHORT, abs=0.3)
    assert (found.growth, found.turn) == pytest.approx((by.growth, by.turn), rel=SHORT, abs=0.003)
    assert (found.apart_right, found.apart_down) == pytest.approx((0, 0), abs=0.5)


def test_a_thing_in_the_middle_that_stays_is_told_from_the_background_that_passes() -> None:
    before, after = _moved(Motion()), _moved(Motion(right=4))
    for picture in (before, after):
        ImageDraw.Draw(picture).polygon([(70, 30), (125, 50), (90, 90)], "white", "black")
    found = motion(before, after)
    assert found.right == pytest.approx(4, rel=SHORT)
    assert found.apart_right == pytest.approx(-4, rel=2 * SHORT)


def test_a_way_is_the_sum_of_its_steps() -> None:
    film = [_moved(Motion(right=place)) for place in (0, 3, 7, 5)]
    assert [step.right for step in way(film)] == pytest.approx([3, 7, 5], rel=SHORT)
