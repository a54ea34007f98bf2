"""Re-encoding a video so that it fits a size limit. Runs in a child: see `bot.media.child`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.video.frame import PictureType
from av.video.stream import VideoStream

from bot.domain.errors import MediaProblem
from bot.media.kinds import kind_of
from bot.media.verdict import Facts, Unusable
from bot.media.videos import open_video, picture_stream, require_pixels
from bot.media.wording import megabytes

_HEIGHTS: Final = (1080, 720, 540, 360)
_AIMS: Final = (0.92, 0.78)
"""Shares of the limit to aim at: the container takes some, and an encoder may overshoot on the first try."""
_AUDIO_SHARE: Final = 0.15
_AUDIO_BITS: Final = 128_000
_LEAST_AUDIO_BITS: Final = 24_000
_LEAST_VIDEO_BITS: Final = 40_000
"""Below this nothing can be made out even at 360p."""
_LEAST_BITS_A_PIXEL: Final = 0.02
"""Below this a smaller picture looks better than the same one with more blocks."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One try: how large the picture and how many bits a second."""

    width: int
    height: int
    video_bits: int
    audio_bits: int


class _TooLarge(Exception):
    """The file has outgrown the limit before its end."""


def fit(source: str, target: str, limit_bytes: int, most_pixels: int) -> Facts:
    """Re-encode a video as MP4 (H.264, AAC), which plays inline everywhere, no larger than the limit.

    Raises `Unusable` when the limit cannot be kept.
    """
    with open_video(source, kind_of(Path(source))) as container:
        stream = picture_stream(container)
        require_pixels(stream, most_pixels)
        seconds = float((container.duration or 0) / av.time_base)
        rate = float(stream.average_rate or 30)
        plans = list(_plans(stream, seconds, rate, limit_bytes, has_audio=bool(container.streams.audio)))
    for plan in plans:
        try:
            _encode(source, target, plan, limit_bytes)
        except _TooLarge:
            continue
        return Facts("MP4", plan.width, plan.height, seconds, plan.audio_bits > 0)
    raise Unusable(MediaProblem.TOO_HEAVY, f"{seconds:.1f} s of video", megabytes(limit_bytes))


def _plans(
    stream: VideoStream, seconds: float, rate: float, limit_bytes: int, *, has_audio: bool
) -> Iterator[Plan]:
    """List what to try, best first: each size twice, sizes too large for their bits left out."""
    sizes = list(_sizes(stream.width, stream.height))
    for width, height in sizes:
        for aim in _AIMS:
            bits = limit_bytes * 8 * aim / max(seconds, 0.1)
            audio_bits = (
                int(max(_LEAST_AUDIO_BITS, min(_AUDIO_BITS, bits * _AUDIO_SHARE))) if has_audio else 0
            )
            video_bits = int(bits - audio_bits)
            smallest = (width, height) == sizes[-1]
            enough = _LEAST_VIDEO_BITS if smallest else width * height * rate * _LEAST_BITS_A_PIXEL
            if video_bits >= enough:
                yield Plan(width, height, video_bits, audio_bits)


def _sizes(width: int, height: int) -> Iterator[tuple[int, int]]:
    """List the video's own size and smaller ones by the shorter side, all even as H.264 needs."""
    yield width // 2 * 2, height // 2 * 2
    shorter = min(width, height)
    for step in _HEIGHTS:
        if step < shorter:
            yield round(width * step / shorter / 2) * 2, round(height * step / shorter / 2) * 2


def _encode(source: str, target: str, plan: Plan, limit_bytes: int) -> None:
    with (
        open_video(source, kind_of(Path(source))) as container,
        av.open(target, "w", format="mp4", options={"movflags": "+faststart"}) as output,
    ):
        _copy(container, _Bounded(output, limit_bytes), plan)
    if Path(target).stat().st_size > limit_bytes:
        raise _TooLarge


class _Bounded:
    """An output that gives up as soon as it has grown too large."""

    def __init__(self, container: OutputContainer, limit_bytes: int) -> None:
        self.container = container
        self._left_bytes = limit_bytes

    def mux(self, packets: "Iterable[av.Packet[VideoStream] | av.Packet[AudioStream]]") -> None:
        for packet in packets:
            self._left_bytes -= packet.size
            if self._left_bytes < 0:
                raise _TooLarge
            self.container.mux(packet)


def _copy(container: InputContainer, output: _Bounded, plan: Plan) -> None:
    pictures = picture_stream(container)
    video = _video_out(output.container, pictures, plan)
    sound = container.streams.audio[0] if plan.audio_bits else None
    audio = _audio_out(output.container, sound, plan) if sound else None
    for frame in container.decode(*(stream for stream in (pictures, sound) if stream)):
        if isinstance(frame, av.VideoFrame):
            # Or the encoder would repeat the original's key frames, whatever they cost.
            frame.pict_type = PictureType.NONE
            output.mux(video.encode(frame))
        elif audio and isinstance(frame, av.AudioFrame):
            output.mux(audio.encode(frame))
    output.mux(video.encode(None))
    if audio:
        output.mux(audio.encode(None))


def _video_out(output: OutputContainer, pictures: VideoStream, plan: Plan) -> VideoStream:
    stream = output.add_stream(
        "libx264",
        rate=pictures.average_rate or Fraction(30),
        width=plan.width,
        height=plan.height,
        pix_fmt="yuv420p",
        bit_rate=plan.video_bits,
        options={
            "preset": "veryfast",
            "threads": "1",
            "maxrate": str(plan.video_bits),
            "bufsize": str(plan.video_bits),
        },
    )
    stream.codec_context.thread_count = 1
    return stream


def _audio_out(output: OutputContainer, sound: AudioStream, plan: Plan) -> AudioStream:
    return output.add_stream("aac", rate=sound.rate, layout=sound.layout, bit_rate=plan.audio_bits)
