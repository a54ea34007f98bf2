"""Frames and samples into a file: MP4 and MOV with H.264 and AAC, WEBM with VP9 and Opus."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from PIL import Image

from sandbox.render.scene import Scene
from sandbox.render.sound import SAMPLE_RATE, Sound


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one kind of file is written; `crf` turns a quality of 20 to 99 into the encoder's own scale."""

    format: str
    video_codec: str
    audio_codec: str
    crf: Callable[[int], int]
    video_options: dict[str, str]
    file_options: dict[str, str]


_X264 = {"preset": "ultrafast", "g": "48"}
_VP9 = {"deadline": "realtime", "cpu-used": "8", "row-mt": "1", "tile-columns": "1", "g": "48"}


def _x264_crf(quality: int) -> int:
    return round(20 + (95 - quality) * 0.07)


def _vp9_crf(quality: int) -> int:
    return round(22 + (95 - quality) * 0.2)


RECIPES = {
    "MP4": Recipe("mp4", "libx264", "aac", _x264_crf, _X264, {"movflags": "+faststart"}),
    "MOV": Recipe("mov", "libx264", "aac", _x264_crf, _X264, {"movflags": "+faststart"}),
    "WEBM": Recipe("webm", "libvpx-vp9", "libopus", _vp9_crf, _VP9, {}),
}


def write(path: Path, scene: Scene, frames: Iterable[Image.Image], sound: Sound | None) -> None:
    """Encode a scene's frames, and the sound when there is one, into a file that browsers play at once."""
    recipe = RECIPES[scene.container]
    # bitexact leaves out random ids and version marks, so that equal videos are equal files.
    options = recipe.file_options | {"fflags": "+bitexact"}
    with av.open(str(path), "w", format=recipe.format, options=options) as output:
        video = _video_stream(output, recipe, scene)
        audio = _audio_stream(output, recipe) if sound is not None else None
        for index, frame in enumerate(frames):
            picture = _picture(frame, index, scene.fps)
            if index == scene.frame_count - 1:
                # A whole picture, as the first one is: others may borrow from theirs at low quality.
                picture.pict_type = PictureType.I
            output.mux(video.encode(picture))
            if audio is not None and sound is not None:
                output.mux(audio.encode(_samples(sound, index, scene.fps)))
        output.mux(video.encode(None))
        if audio is not None:
            output.mux(audio.encode(None))


def _video_stream(output: OutputContainer, recipe: Recipe, scene: Scene) -> VideoStream:
    options = recipe.video_options | {"crf": str(recipe.crf(scene.quality))}
    stream = output.add_stream(recipe.video_codec, rate=scene.fps, options=options)
    assert isinstance(stream, VideoStream)
    stream.width, stream.height = scene.size
    stream.pix_fmt = "yuv420p"
    # With a rate, VP9's crf would only be a bound.
    stream.bit_rate = 0
    stream.thread_count = 2
    # Untagged, browsers would take large videos for BT.709; the converter's fast way writes BT.601.
    stream.colorspace = Colorspace.ITU601
    stream.color_range = ColorRange.MPEG
    return stream


def _audio_stream(output: OutputContainer, recipe: Recipe) -> AudioStream:
    stream = output.add_stream(recipe.audio_codec, rate=SAMPLE_RATE, layout="mono")
    assert isinstance(stream, AudioStream)
    stream.bit_rate = 96_000
    return stream


def _picture(frame: Image.Image, index: int, fps: int) -> av.VideoFrame:
    picture = av.VideoFrame.from_ndarray(np.asarray(frame), format="rgb24").reformat(
        format="yuv420p", threads=1
    )
    picture.pts, picture.time_base = index, Fraction(1, fps)
    return picture


def _samples(sound: Sound, index: int, fps: int) -> av.AudioFrame:
    """Return the sound that belongs to one picture, so that both streams grow side by side in the file."""
    first, last = (round(edge * SAMPLE_RATE / fps) for edge in (index, index + 1))
    part = np.ascontiguousarray(sound[first:last].reshape(1, -1))
    frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
    frame.sample_rate = SAMPLE_RATE
    frame.pts, frame.time_base = first, Fraction(1, SAMPLE_RATE)
    return frame
