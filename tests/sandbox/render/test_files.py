"""The file is what was asked for: container, codecs, size, length, sound, and the same each time."""

import io
from pathlib import Path

import av
import pytest
from PIL import UnidentifiedImageError

from sandbox.render import frames, loudness, render
from tests.sandbox.render.flow import luma
from tests.sandbox.render.support import difference, rendered, scene


@pytest.mark.parametrize(
    ("container", "formats", "codecs"),
    [
        ("MP4", "mov,mp4", ("h264", "aac")),
        ("MOV", "mov,mp4", ("h264", "aac")),
        ("WEBM", "matroska,webm", ("vp9", "opus")),
    ],
)
@pytest.mark.parametrize(("width", "height", "seconds"), [(320, 180, 1), (90, 160, 2)])
def test_size_length_and_codecs_are_those_asked_for(
    tmp_path: Path,
    container: str,
    formats: str,
    codecs: tuple[str, str],
    width: int,
    height: int,
    seconds: int,
) -> None:
    changes = {"width": width, "height": height, "duration_seconds": seconds, "fps": 24}
    path = rendered(tmp_path / "video", container=container, audio=True, **changes)
    with av.open(str(path)) as opened:
        video, audio = opened.streams.video[0], opened.streams.audio[0]
        assert opened.format.name.startswith(formats)
        assert (video.codec_context.name, audio.codec_context.name) == codecs
        assert (video.width, video.height, video.pix_fmt) == (width, height, "yuv420p")
        pictures = [frame.time for frame in opened.decode(video=0)]
        assert len(pictures) == seconds * 24
        assert pictures[-1] == pytest.approx(seconds - 1 / 24, abs=0.01)


@pytest.mark.parametrize("container", ["MP4", "MOV"])
def test_the_index_comes_before_the_pictures_so_that_playing_starts_at_once(
    tmp_path: Path, container: str
) -> None:
    content = rendered(tmp_path / "video", container=container).read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_quicktime_and_mp4_files_say_which_they_are(tmp_path: Path) -> None:
    brands = {name: rendered(tmp_path / name, container=name).read_bytes()[8:12] for name in ("MP4", "MOV")}
    assert brands == {"MP4": b"isom", "MOV": b"qt  "}


@pytest.mark.parametrize("container", ["MP4", "WEBM"])
def test_sound_is_there_when_asked_for_and_as_long_as_the_pictures(tmp_path: Path, container: str) -> None:
    path = rendered(tmp_path / "video", container=container, audio=True, duration_seconds=2)
    assert 0.05 < loudness(path) < 0.3
    with av.open(str(path)) as opened:
        seconds = sum(frame.samples / frame.sample_rate for frame in opened.decode(audio=0))
    assert seconds == pytest.approx(2, abs=0.05)


def test_there_is_no_sound_when_none_is_asked_for(tmp_path: Path) -> None:
    path = rendered(tmp_path / "video")
    with av.open(str(path)) as opened:
        assert not opened.streams.audio
    assert loudness(path) == 0.0


@pytest.mark.parametrize("container", ["MP4", "MOV", "WEBM"])
def test_equal_scenes_give_equal_files(tmp_path: Path, container: str) -> None:
    asked = {"container": container, "audio": True, "prompt": "two moons", "effect": "lets ymca"}
    assert rendered(tmp_path / "a", **asked).read_bytes() == rendered(tmp_path / "b", **asked).read_bytes()


def test_another_seed_gives_another_picture_and_another_tune(tmp_path: Path) -> None:
    one, other = (rendered(tmp_path / str(seed), seed=seed, audio=True) for seed in (1, 2))
    assert difference(frames(one, [0.5])[0], frames(other, [0.5])[0]) > 10
    assert loudness(one) != loudness(other)


def test_a_prompts_words_choose_the_hour(tmp_path: Path) -> None:
    night, noon = (
        rendered(tmp_path / str(index), prompt=prompt, seed=3)
        for index, prompt in enumerate(("a city at night", "a city in summer"))
    )
    dark, bright = (luma(frames(path, [0.0])[0]).mean() for path in (night, noon))
    assert dark + 60 < bright


def test_lower_quality_makes_a_smaller_file(tmp_path: Path) -> None:
    for container in ("MP4", "WEBM"):
        fine, coarse = (
            rendered(tmp_path / str(quality), quality=quality, container=container, effect="lets ymca")
            for quality in (99, 20)
        )
        assert coarse.stat().st_size < 0.8 * fine.stat().st_size


@pytest.mark.parametrize("shape", ["16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9"])
@pytest.mark.parametrize("camera", ["horizontal_left", "crane_up"])
def test_every_shape_is_filmed(tmp_path: Path, shape: str, camera: str) -> None:
    across, down = (int(side) for side in shape.split(":"))
    size = (2 * round(80 * across / min(across, down)), 2 * round(80 * down / min(across, down)))
    film = frames(rendered(tmp_path / "video", width=size[0], height=size[1], camera=camera), [0.0, 1.0])
    assert [picture.size for picture in film] == [size, size]
    assert difference(*film) > 5


@pytest.mark.parametrize(("width", "height"), [(720, 1080), (1620, 1080), (2520, 1080), (1080, 1080)])
def test_large_videos_of_every_shape_have_the_size_asked_for(tmp_path: Path, width: int, height: int) -> None:
    path = rendered(tmp_path / "video", width=width, height=height, fps=2, camera="pan_left")
    assert frames(path, [1.0])[0].size == (width, height)


@pytest.mark.parametrize("seconds", [1, 3, 7, 11, 15])
def test_a_video_may_last_from_one_second_to_fifteen(tmp_path: Path, seconds: int) -> None:
    path = rendered(tmp_path / "video", duration_seconds=seconds, fps=4, width=96, height=64, audio=True)
    with av.open(str(path)) as opened:
        assert sum(1 for _ in opened.decode(video=0)) == seconds * 4
        assert opened.duration is not None
        assert opened.duration / av.time_base == pytest.approx(seconds, abs=0.1)


def test_odd_sizes_are_rounded_up_because_the_codec_knows_only_even_ones(tmp_path: Path) -> None:
    assert frames(rendered(tmp_path / "video", width=151, height=271), [0.0])[0].size == (152, 272)


@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("container", "AVI", "MP4"),
        ("camera", "zoom_i", "zoom_in"),
        ("effect", "melt", "boom drop"),
        ("style", "realistic", "anime"),
        ("motion", "slow", "fast"),
    ],
)
def test_an_unknown_name_is_refused_with_those_that_are_known(
    tmp_path: Path, option: str, value: str, allowed: str
) -> None:
    with pytest.raises(ValueError, match=f"{option} '{value}' is not known; use one of .*{allowed}"):
        rendered(tmp_path / "video", **{option: value})
    assert not (tmp_path / "video").exists()


def test_bytes_that_are_no_image_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnidentifiedImageError):
        render(scene(first_frame=io.BytesIO(b"GIF89a but not really").getvalue()), tmp_path / "video")
