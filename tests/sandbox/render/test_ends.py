"""Videos begin and end exactly on the pictures they were given."""

from pathlib import Path

import pytest
from PIL import Image

from sandbox.render import cover, frames, ssim
from tests.sandbox.render.support import SIZE, difference, photo, rendered

PROMPT = "a long prompt whose caption would cover a good part of so small a picture, if it were there"
FIRST, LAST = photo(1), photo(2, (260, 500))


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"camera": "pan_left", "motion": "fast"},
        {"camera": "super_dolly_out", "style": "comic"},
        {"camera": "hitchcock", "container": "WEBM"},
        {"effect": "360 microwave", "style": "cyberpunk"},
        {"effect": "skeleton dance", "multi_clip": True},
        {"quality": 20},
    ],
    ids=str,
)
def test_two_given_pictures_are_the_first_and_the_last_frame(
    tmp_path: Path, asked: dict[str, object]
) -> None:
    path = rendered(tmp_path / "video", prompt=PROMPT, first_frame=FIRST, last_frame=LAST, **asked)
    begin, end = frames(path, [0.0, 1.0])
    assert ssim(cover(FIRST, *SIZE), begin) >= 0.9
    assert ssim(cover(LAST, *SIZE), end) >= 0.9
    assert ssim(cover(FIRST, *SIZE), end) < 0.5


def test_between_two_pictures_both_are_seen_at_once(tmp_path: Path) -> None:
    path = rendered(tmp_path / "video", first_frame=FIRST, last_frame=LAST, duration_seconds=2)
    middle = frames(path, [0.5])[0]
    old, new = (cover(image, *SIZE) for image in (FIRST, LAST))
    apart = difference(old, new)
    assert 0.2 * apart < difference(middle, old) < 0.95 * apart
    assert 0.2 * apart < difference(middle, new) < 0.95 * apart


def test_a_last_picture_alone_is_where_a_painted_scene_ends(tmp_path: Path) -> None:
    begin, end = frames(rendered(tmp_path / "video", last_frame=LAST), [0.0, 1.0])
    assert ssim(cover(LAST, *SIZE), end) >= 0.9
    assert ssim(cover(LAST, *SIZE), begin) < 0.5


def test_a_source_video_goes_on_from_its_last_frame(tmp_path: Path) -> None:
    source = rendered(tmp_path / "source", first_frame=FIRST, camera="zoom_in")
    begin = frames(rendered(tmp_path / "next", source_video=source, camera="horizontal_left"), [0.0])[0]
    assert ssim(frames(source, [1.0])[0], begin) >= 0.9


def test_a_picture_of_another_shape_is_cropped_in_its_middle_and_not_stretched() -> None:
    tall = cover(photo(3, (200, 400)), 100, 100)
    assert difference(tall, cover(photo(3, (200, 400)), 100, 200).crop((0, 50, 100, 150))) < 3


def test_positions_count_from_exactly_the_first_to_exactly_the_last_frame(tmp_path: Path) -> None:
    path = rendered(tmp_path / "video", camera="quickly_zoom_in", first_frame=FIRST)
    everything = frames(path, [index / 11 for index in range(12)])
    assert [picture.tobytes() for picture in frames(path, [1.0, 0.0])] == [
        everything[-1].tobytes(),
        everything[0].tobytes(),
    ]
    assert len({picture.tobytes() for picture in everything}) > 6


def test_similarity_is_one_for_equal_pictures_and_falls_with_every_harm() -> None:
    picture = cover(FIRST, *SIZE)
    harmed = [
        picture.resize((64, 43)).resize(SIZE),
        picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        cover(LAST, *SIZE),
    ]
    assert ssim(picture, picture) == pytest.approx(1.0)
    assert [ssim(picture, other) < limit for other, limit in zip(harmed, (0.9, 0.5, 0.5), strict=True)] == [
        True
    ] * 3
    assert ssim(picture, picture.resize((384, 256))) > 0.9
