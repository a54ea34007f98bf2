"""What each camera movement does, measured from the pixels of finished videos."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pytest
from PIL import Image

from sandbox.render import frames
from sandbox.render.camera import MOVES
from tests.sandbox.render.flow import Motion, shifts, way
from tests.sandbox.render.support import SIZE, difference, photo, rendered

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
COUNT = 32
PHOTO = photo(5)


@dataclass(frozen=True)
class Film:
    """Two seconds at 16 frames a second."""

    frames: list[Image.Image]

    @cached_property
    def way(self) -> list[Motion]:
        return way(self.frames)

    @property
    def whole(self) -> Motion:
        return self.way[-1]


Films = Callable[..., Film]


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Films:
    """Film a photo, or a painted scene, with a camera movement; each film is made once."""
    path = tmp_path_factory.mktemp("films") / "film"

    @cache
    def film(camera: str, motion: str = "normal", painted: str | None = None) -> Film:
        picture = {"prompt": painted, "seed": 4} if painted else {"first_frame": PHOTO}
        rendered(path, camera=camera, motion=motion, duration_seconds=2, fps=16, **picture)
        return Film(frames(path, [index / (COUNT - 1) for index in range(COUNT)]))

    return film


def test_every_documented_movement_is_known() -> None:
    assert sorted(MOVES) == sorted(ALL)


def test_going_left_moves_the_picture_right_and_the_other_way_round(films: Films) -> None:
    for camera in ("horizontal_left", "pan_left"):
        assert films(camera).whole.right > 0.2 * SIZE[0]
    for camera in ("horizontal_right", "pan_right"):
        assert films(camera).whole.right < -0.2 * SIZE[0]


def test_rising_moves_the_picture_down_and_sinking_moves_it_up(films: Films) -> None:
    assert films("vertical_up").whole.down > 0.2 * SIZE[1]
    assert films("vertical_down").whole.down < -0.2 * SIZE[1]


def test_zooming_in_makes_the_picture_grow_and_zooming_out_makes_it_shrink(films: Films) -> None:
    assert films("zoom_in").whole.growth > 0.3
    assert films("zoom_out").whole.growth < -0.25
    assert films("super_dolly_out").whole.growth < -0.3


def test_the_three_zooms_in_take_their_time_each_in_its_own_way(films: Films) -> None:
    early, rest = {}, {}
    for camera in ("zoom_in", "smooth_zoom_in", "quickly_zoom_in"):
        growths = [step.growth for step in films(camera).way]
        early[camera] = growths[COUNT // 3 - 1] / growths[-1]
        rest[camera] = growths[1] / growths[-1]
    assert early["zoom_in"] == pytest.approx(1 / 3, abs=0.06)
    assert early["quickly_zoom_in"] > 0.6
    assert rest["smooth_zoom_in"] < 0.5 * rest["zoom_in"]


def test_a_crane_rises_and_overlooks_more(films: Films) -> None:
    risen = films("crane_up").whole
    assert risen.down > 0.1 * SIZE[1]
    assert risen.growth < -0.15


def test_rotation_turns_the_picture_about_its_middle(films: Films) -> None:
    turned = films("camera_rotation").whole
    assert abs(turned.turn) > 0.6
    assert max(abs(turned.right), abs(turned.down)) < 0.05 * SIZE[0]


def test_a_dolly_zoom_keeps_the_subject_while_the_background_grows(films: Films) -> None:
    film = films("hitchcock")
    assert film.whole.growth > 0.4
    balloon = [picture.crop((88, 44, 104, 60)) for picture in film.frames[13:19]]
    beside = [picture.crop((20, 44, 36, 60)) for picture in film.frames[13:19]]
    assert difference(balloon[0], balloon[-1]) < 6 < difference(beside[0], beside[-1])


def test_following_keeps_the_subject_in_the_middle_of_a_passing_background(films: Films) -> None:
    for camera, sign in (("left_follow", 1), ("right_follow", -1)):
        film = films(camera)
        assert sign * film.whole.right > 0.35 * SIZE[0]
        assert sign * film.whole.apart_right < -0.15 * SIZE[0]
        white = np.asarray(film.frames[COUNT // 2].crop((66, 30, 126, 86))).min(axis=2)
        assert (white > 225).sum() > 60


def test_a_fixed_background_stands_still_behind_a_moving_figure(films: Films) -> None:
    film = films("fix_bg")
    assert max(abs(value) for step in film.way for value in (step.right, step.down)) < 1
    places = [_place_of_change(film.frames[0], film.frames[step]) for step in (11, 16, 21)]
    assert places[0] + 15 < places[1] < places[2] - 15


def _place_of_change(ground: Image.Image, picture: Image.Image) -> float:
    changed = np.abs(np.asarray(picture, dtype=float) - np.asarray(ground, dtype=float)).sum(axis=(0, 2))
    return float((changed * np.arange(len(changed))).sum() / changed.sum())


def test_a_robot_arm_halts_twice_between_its_legs(films: Films) -> None:
    places = np.array([step.values[:3] for step in films("robo_arm").way]) * (1, 1, SIZE[0] / 2)
    moving = np.abs(np.diff(places, axis=0)).max(axis=1) > 0.5
    starts = int((moving[1:] & ~moving[:-1]).sum()) + int(moving[0])
    assert starts == 3


def test_fast_motion_goes_farther_in_the_same_time(films: Films) -> None:
    normal, fast = (films("horizontal_left", motion).whole.right for motion in ("normal", "fast"))
    assert fast > 1.25 * normal


def test_the_whip_pan_rests_then_tears_across_then_rests(films: Films) -> None:
    rights = [step.right for step in films("whip_pan").way]
    assert abs(rights[10]) < 2
    assert rights[20] < -0.6 * SIZE[0]
    assert abs(rights[-1] - rights[20]) < 2


def test_a_camera_that_is_carried_passes_near_things_faster_and_one_that_turns_does_not(films: Films) -> None:
    assert _parallax(films("horizontal_left", painted="a city at night")) > 1.2
    assert _parallax(films("pan_left", painted="a city at night")) < 1.1


def _parallax(film: Film) -> float:
    """How much faster than the sky the land goes, over the middle third of the film."""
    upper, lower = [], []
    for before, after in zip(film.frames[11:20], film.frames[12:21], strict=True):
        found = shifts(before, after)
        upper.append(np.median(found.rights[found.ys == found.ys.min()]))
        lower.append(np.median(found.rights[found.ys == found.ys.max()]))
    return float(np.mean(lower) / np.mean(upper))
