"""Proving that a file is a video that plays to its end. Runs in a child: see `bot.media.child`."""

from pathlib import Path
from typing import Final

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from bot.domain.errors import MediaProblem
from bot.media.kinds import VIDEOS, kind_of
from bot.media.verdict import Facts, Unusable
from bot.media.wording import megapixels, pixels

ALLOWED_KINDS: Final = "MP4, MOV or WEBM"
_DEMUXERS: Final = {"MP4": "mov", "MOV": "mov", "WEBM": "matroska"}
"""Only these are ever loaded: FFmpeg's playlist formats would open other files and addresses."""
_COVER: Final = av.stream.Disposition.attached_pic
_TAIL_SECONDS: Final = 1.0
"""How much before the announced end the last picture may end; sound may be that much longer."""


def prove(source: str, most_pixels: int) -> Facts:
    """Decode a video's first and last pictures and tell what it is, with the sides as it is seen.

    Raises `Unusable`, or whatever FFmpeg raises over damaged files.
    """
    kind = kind_of(Path(source))
    with open_video(source, kind) as container:
        stream = picture_stream(container)
        require_pixels(stream, most_pixels)
        first = _first_picture(container, stream)
        end_seconds = _end_seconds(last_picture(container, stream))
        duration_seconds = _duration_seconds(container, end_seconds)
        if end_seconds < duration_seconds - _TAIL_SECONDS:
            found = f"breaks off at {end_seconds:.1f} of {duration_seconds:.1f} s"
            raise Unusable(MediaProblem.DAMAGED, found)
        return Facts(kind, *_sides(first), duration_seconds, bool(container.streams.audio))


def open_video(source: str, kind: str) -> InputContainer:
    """Open a video with the demuxer of its kind and no other; raises `Unusable` for other files."""
    if kind not in VIDEOS:
        raise Unusable(MediaProblem.NOT_A_VIDEO, kind, ALLOWED_KINDS)
    options = {"protocol_whitelist": "file"}
    return av.open(source, format=_DEMUXERS[kind], options=options, metadata_errors="ignore")


def picture_stream(container: InputContainer) -> VideoStream:
    """Give the stream of moving pictures, decoded on one core; raises `Unusable` when there is none."""
    streams = [stream for stream in container.streams.video if not stream.disposition & _COVER]
    if not streams:
        found = "sound without pictures" if container.streams.audio else "no pictures"
        raise Unusable(MediaProblem.NOT_A_VIDEO, found, ALLOWED_KINDS)
    streams[0].codec_context.thread_count = 1
    return streams[0]


def require_pixels(stream: VideoStream, most_pixels: int) -> None:
    """Refuse pictures that would fill the memory, before one is decoded; raises `Unusable`."""
    if stream.width * stream.height > most_pixels:
        found = pixels(stream.width, stream.height)
        raise Unusable(MediaProblem.TOO_MANY_PIXELS, found, megapixels(most_pixels))


def last_picture(container: InputContainer, stream: VideoStream) -> VideoFrame:
    """Go to the key frame before the end and decode from there, which is all that playing would need.

    Raises `Unusable` when nothing can be decoded there.
    """
    if container.duration:
        container.seek(max(0, container.duration - av.time_base))
    last: VideoFrame | None = None
    for frame in container.decode(stream):
        if last is None or (frame.time or 0.0) >= (last.time or 0.0):
            last = frame
    if last is None:
        raise Unusable(MediaProblem.DAMAGED, "no picture at the end can be decoded")
    return last


def _first_picture(container: InputContainer, stream: VideoStream) -> VideoFrame:
    for frame in container.decode(stream):
        return frame
    raise Unusable(MediaProblem.DAMAGED, "no picture can be decoded")


def _sides(frame: VideoFrame) -> tuple[int, int]:
    """Phones film on their side and say how far the picture is to be turned."""
    sideways = abs(frame.rotation) == 90
    return (frame.height, frame.width) if sideways else (frame.width, frame.height)


def _end_seconds(frame: VideoFrame) -> float:
    return (frame.time or 0.0) + float(frame.duration * (frame.time_base or 0))


def _duration_seconds(container: InputContainer, end_seconds: float) -> float:
    """Trust the header; a WEBM written as a stream has none, and lasts as long as its pictures."""
    return round(container.duration / av.time_base if container.duration else end_seconds, 3)
