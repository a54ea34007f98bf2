"""Videos made in code: good, odd and broken ones."""

import tempfile
from functools import cache
from pathlib import Path

import av
import numpy as np

_FAST_VP9 = {"cpu-used": "8", "deadline": "realtime"}
_FAST_H264 = {"preset": "ultrafast"}


@cache
def clip(
    container: str = "mp4",
    width: int = 320,
    height: int = 180,
    seconds: int = 2,
    *,
    sound: bool = True,
    pictures: bool = True,
    noise: bool = False,
    rate: int = 12,
    index_first: bool = False,
    key_frames_only: bool = False,
    rotation: int = 0,
) -> bytes:
    """Make a video: H.264 and AAC in an MP4 or MOV, VP9 and Opus in a WEBM."""
    webm = container == "webm"
    options = {"movflags": "+faststart"} if index_first else {}
    with (
        tempfile.NamedTemporaryFile() as file,
        av.open(file.name, "w", format=container, options=options) as output,
    ):
        video = output.add_stream("libvpx-vp9" if webm else "libx264", rate=rate) if pictures else None
        audio = (
            output.add_stream("libopus" if webm else "aac", rate=48_000, layout="stereo") if sound else None
        )
        if video:
            video.width, video.height, video.pix_fmt = width, height, "yuv420p"
            video.options = {**(_FAST_VP9 if webm else _FAST_H264), "g": "1" if key_frames_only else "250"}
            if rotation:
                video.set_display_rotation(rotation)
            for number in range(seconds * rate):
                output.mux(video.encode(_picture(width, height, number, noise=noise)))
            output.mux(video.encode(None))
        if audio:
            for start in range(0, seconds * 48_000, 1024):
                output.mux(audio.encode(_tone(start)))
            output.mux(audio.encode(None))
        output.close()
        return Path(file.name).read_bytes()


def _picture(width: int, height: int, number: int, *, noise: bool) -> av.VideoFrame:
    if noise:
        levels = np.random.default_rng(number).integers(0, 256, (height, width, 3), dtype=np.uint8)
    else:
        levels = np.full((height, width, 3), number * 5 % 256, np.uint8)
    return av.VideoFrame.from_ndarray(levels, format="rgb24")


def _tone(start: int) -> av.AudioFrame:
    wave = np.sin((np.arange(1024) + start) * 2 * np.pi * 440 / 48_000).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(np.stack([wave, wave]) / 4, format="fltp", layout="stereo")
    frame.sample_rate, frame.pts = 48_000, start
    return frame
