"""The prompt is written over the picture, legibly, whatever it is."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sandbox.render import frames
from sandbox.render.caption import draws, font, legible, wrap
from tests.sandbox.render.support import difference, photo, rendered

JAPANESE = "雪の中を歩く小さな狐、朝日。カメラがゆっくり近づく"
SENTENCE = "a small red fox walks through fresh snow while the sun rises over the old mountains of the north "


def test_japanese_and_accented_letters_have_pictures_of_their_own() -> None:
    letters = set(JAPANESE + "éàüñøÅßğżőčÇæ¿「」々ー〜")
    assert [letter for letter in letters if not draws(letter)] == []
    assert len({bytes(font(32).getmask(letter)) for letter in letters}) == len(letters)


def test_a_letter_that_the_font_lacks_is_told_from_one_it_has() -> None:
    assert not draws("\U0001f98a")
    assert draws("狐")


def test_the_caption_is_on_the_picture_in_the_middle_but_not_at_the_ends(tmp_path: Path) -> None:
    written, bare = (
        frames(
            rendered(tmp_path / "video", prompt=prompt, camera="fix_bg", first_frame=photo(1)),
            [0.0, 0.5, 1.0],
        )
        for prompt in (JAPANESE, "")
    )
    below = (0, 84, 192, 128)
    changes = [difference(a.crop(below), b.crop(below)) for a, b in zip(written, bare, strict=True)]
    assert changes[0] < 3
    assert changes[1] > 10
    assert changes[2] < 3


def test_the_caption_has_white_letters_on_a_darkened_box(tmp_path: Path) -> None:
    asked = {"width": 480, "height": 270, "seed": 1, "camera": "fix_bg"}
    written = frames(rendered(tmp_path / "a", prompt=JAPANESE, **asked), [0.5])[0].crop((120, 220, 360, 255))
    light = np.asarray(written.convert("L"))
    assert (light > 225).mean() > 0.03
    assert float(np.median(light)) < 130


def test_a_long_prompt_ends_in_an_ellipsis_after_three_lines() -> None:
    face = font(20)
    for prompt in (SENTENCE * 20, JAPANESE * 40, "x" * 2048, "Donaudampfschiff" * 100):
        lines = wrap(legible(prompt), face, 300)
        assert len(lines) == 3
        assert lines[-1].endswith("…")
        assert max(face.getlength(line) for line in lines) <= 300


def test_words_stay_whole_and_nothing_is_lost_while_there_is_room() -> None:
    lines = wrap(legible(SENTENCE), font(20), 420)
    assert " ".join(lines).split() == SENTENCE.split()


def test_no_line_begins_with_a_full_stop_or_a_comma_in_japanese() -> None:
    for width in range(60, 300, 7):
        lines = wrap(legible("狐、雪、朝。夜、月、星。" * 4), font(20), width)
        assert not [line for line in lines if line[0] in "、。"]


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("", ""),
        ("  \n\t ", ""),
        ("\U0001f98a\U0001f469\u200d\U0001f4bb☕\ufe0f", ""),
        ("fox \U0001f98a  in\nthe snow", "fox in the snow"),
        ("cafe\u0301", "café"),
        ("a\u202eb\x00c", "abc"),
    ],
)
def test_what_cannot_be_drawn_is_left_out(prompt: str, shown: str) -> None:
    assert legible(prompt) == shown


@pytest.mark.parametrize(
    "prompt", ["", "a", "\U0001f98a" * 30, JAPANESE * 60, "한국어 лиса ثعلب", "\u0301" * 50]
)
def test_no_prompt_keeps_a_video_from_being_made(tmp_path: Path, prompt: str) -> None:
    picture = frames(rendered(tmp_path / "video", prompt=prompt), [0.5])[0]
    assert isinstance(picture, Image.Image)
    assert picture.size == (192, 128)
