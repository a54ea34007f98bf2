"""Camera movements, measured from the pixels of finished videos."""

from collections.abc import Callable
from functools import cache
from itertools import combinations, pairwise

import numpy as np
import pytest
from PIL import Image

from sandbox.render import frames
from sandbox.render.camera import MOVEMENTS
from tests.sandbox.render.support import SIZE, Motion, Plane, difference, motion, photo, rendered

STEPS = 12
ALL = (
    "horizontal_left",
    "horizontal_right",
    "vertical_up",
    "vertical_down",
    "zoom_in",
    "zoom_out",
    "auto_camera",
    "crane_up",
    "quickly_zoom_in",
    "quickly_zoom_out",
    "smooth_zoom_in",
    "camera_rotation",
    "robo_arm",
    "super_dolly_out",
    "whip_pan",
    "hitchcock",
    "left_follow",
    "right_follow",
    "pan_left",
    "pan_right",
    "fix_bg",
)


Film = list[Image.Image]
Films = Callable[..., Film]


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Films:
    """Film the same picture with a camera movement; each film is made once."""
    folder, picture = tmp_path_factory.mktemp("films"), photo(5)

    @cache
    def film(camera: str, motion_mode: str = "normal") -> Film:
        asked = {"camera": camera, "motion": motion_mode, "first_frame": picture, "duration_seconds": 2}
        path = rendered(folder / f"{camera}-{motion_mode}", **asked)
        return frames(path, [step / STEPS for step in range(STEPS + 1)])

    return film


def _motions(film: Film) -> list[Motion]:
    return [motion(before, after) for before, after in pairwise(film)]


def _total(film: Film) -> Motion:
    return Motion(
        *np.sum([(step.right, step.down, step.growth, step.turn) for step in _motions(film)], axis=0)
    )


def test_panning_left_moves_the_picture_right_and_the_other_way_round(films: Films) -> None:
    for camera in ("horizontal_left", "pan_left"):
        assert _total(films(camera)).right > 0.2 * SIZE[0]
    for camera in ("horizontal_right", "pan_right"):
        assert _total(films(camera)).right < -0.2 * SIZE[0]


def test_rising_moves_the_picture_down_and_sinking_moves_it_up(films: Films) -> None:
    assert _total(films("vertical_up")).down > 0.2 * SIZE[1]
    assert _total(films("vertical_down")).down < -0.2 * SIZE[1]


def test_zooming_in_makes_the_picture_grow_and_zooming_out_makes_it_shrink(films: Films) -> None:
    assert _total(films("zoom_in")).growth > 0.3
    assert _total(films("zoom_out")).growth < -0.25
    assert _total(films("super_dolly_out")).growth < -0.3


def test_rotation_turns_the_picture_about_its_middle(films: Films) -> None:
    turned = _total(films("camera_rotation"))
    assert abs(turned.turn) > 0.25
    assert max(abs(turned.right), abs(turned.down)) < 0.1 * SIZE[0]


def test_a_dolly_zoom_keeps_the_subject_while_the_background_grows(films: Films) -> None:
    film = films("hitchcock")
    assert _total(film).growth > 0.4
    balloon = [picture.crop((88, 44, 104, 60)) for picture in film[5:8]]
    beside = [picture.crop((20, 44, 36, 60)) for picture in film[5:8]]
    assert difference(balloon[0], balloon[2]) < 6 < difference(beside[0], beside[2])


def test_following_keeps_the_subject_in_the_middle_of_a_passing_background(films: Films) -> None:
    for camera, sign in (("left_follow", 1), ("right_follow", -1)):
        film = films(camera)
        assert sign * _total(film).right > 0.35 * SIZE[0]
        white = np.asarray(film[STEPS // 2].crop((72, 34, 120, 82))).min(axis=2)
        assert (white > 225).sum() > 60


def test_a_fixed_background_stands_still_behind_a_moving_figure(films: Films) -> None:
    film = films("fix_bg")
    assert difference(*(picture.crop((0, 96, *SIZE)) for picture in (film[4], film[8]))) < 3
    places = [_place_of_change(film[0], film[step]) for step in (4, 6, 8)]
    assert places[0] + 15 < places[1] < places[2] - 15


def _place_of_change(ground: Image.Image, picture: Image.Image) -> float:
    changed = np.abs(np.asarray(picture, dtype=float) - np.asarray(ground, dtype=float)).sum(axis=(0, 2))
    return float((changed * np.arange(len(changed))).sum() / changed.sum())


def test_fast_motion_goes_farther_in_the_same_time(films: Films) -> None:
    normal, fast = (_total(films("horizontal_left", mode)).right for mode in ("normal", "fast"))
    assert fast > 1.25 * normal


def test_the_whip_pan_rests_then_tears_across_then_rests(films: Films) -> None:
    film = films("whip_pan")
    changes = [difference(before, after) for before, after in pairwise(film)]
    assert max(changes[:4] + changes[-4:]) < 5
    assert max(changes[5:7]) > 15


def test_every_documented_movement_is_known() -> None:
    assert sorted(MOVEMENTS) == sorted(ALL)


@pytest.mark.timeout(60)
def test_no_two_movements_look_alike(films: Films) -> None:
    ways = {camera: _way(films(camera)) for camera in ALL}
    alike = [pair for pair in combinations(ALL, 2) if float(np.abs(ways[pair[0]] - ways[pair[1]]).max()) < 4]
    assert alike == []


def _way(film: Film) -> Plane:
    """The way so far after each step, in pixels: a growth or turn counts as it moves the frame's edge.

    The last column, how far the picture is from the first one, also knows of motion too quick to follow.
    """
    edge = SIZE[0] / 2
    steps = [(step.right, step.down, step.growth * edge, step.turn * edge) for step in _motions(film)]
    changes = [[difference(film[0], picture)] for picture in film[1:]]
    return np.hstack([np.cumsum(np.array(steps), axis=0), np.array(changes)])
