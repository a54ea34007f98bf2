"""Attached videos made in code: told too much, lying, hostile ones. Good ones are in `tests.media.clips`."""

import io
import struct
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
from av.audio.stream import AudioStream
from av.stream import Stream

from tests.media.clips import clip
from tests.media.pictures import animated, png

SECRET_TAGS = {
    "title": "secret title",
    "comment": "secret comment",
    "location": "+48.8577+002.2950/",
    "make": "secret maker",
    "creation_time": "2001-02-03T04:05:06.000000Z",
}


def good(container: str = "mp4", seconds: int = 2, *, sound: bool = True) -> bytes:
    return clip(container, 480, 320, seconds, sound=sound)


def remade(content: bytes, container: str, *, slower: int = 1, told: bool = False) -> bytes:
    """Write a video anew: slowed down, or with tags of its own and of its tracks and with subtitles."""
    options = {} if container == "webm" else {"movflags": "+use_metadata_tags"}
    with (
        tempfile.NamedTemporaryFile() as file,
        av.open(io.BytesIO(content), "r") as original,
        av.open(file.name, "w", format=container, options=options) as output,
    ):
        copies: dict[int, Stream] = {
            stream.index: output.add_stream_from_template(stream, opaque=True) for stream in original.streams
        }
        if told:
            output.metadata.update(SECRET_TAGS)
            copies[0].metadata["handler_name"] = "secret handler"
            copies[len(copies)] = output.add_mux_stream("webvtt" if container == "webm" else "mov_text")
        for packet in original.demux():
            if packet.size and packet.pts is not None and packet.dts is not None:
                packet.pts, packet.dts = packet.pts * slower, packet.dts * slower
                packet.duration = (packet.duration or 0) * slower
                packet.stream = copies[packet.stream.index]
                output.mux(packet)
        if told:
            output.mux(_caption(copies[len(copies) - 1], plain=container == "webm"))
        output.close()
        return Path(file.name).read_bytes()


def _caption(stream: Stream, *, plain: bool) -> "av.Packet[Stream]":
    words = b"secret words"
    packet = av.Packet(words if plain else struct.pack(">H", len(words)) + words)
    packet.stream, packet.time_base = stream, Fraction(1, 1000)
    packet.pts, packet.dts, packet.duration = 0, 0, 1000
    return packet


def rebranded(content: bytes) -> bytes:
    """Say of a MOV that it is an MP4."""
    at = content.index(b"ftypqt  ")
    return content[: at + 4] + b"isom" + content[at + 8 :]


def odd(coding: Literal["prores", "mpeg4"]) -> bytes:
    """A MOV of pictures that not every container holds, and of sound that an MP4 must not have."""
    pixels = "yuv422p10le" if coding == "prores" else "yuv420p"
    with tempfile.NamedTemporaryFile() as file, av.open(file.name, "w", format="mov") as output:
        pictures = output.add_stream(coding, rate=12, width=480, height=320, pix_fmt=pixels)
        sound = output.add_stream("pcm_alaw", rate=8000, layout="mono")
        assert isinstance(sound, AudioStream)
        for _ in range(24):
            output.mux(pictures.encode(av.VideoFrame(480, 320, pixels)))
        output.mux(pictures.encode(None))
        silence = av.AudioFrame(format="s16", layout="mono", samples=16_000)
        silence.sample_rate = 8000
        output.mux(sound.encode(silence))
        output.mux(sound.encode(None))
        output.close()
        return Path(file.name).read_bytes()


def with_numbers(content: bytes, box: bytes, offset: int, *numbers: int) -> bytes:
    """Change 32-bit numbers in every box of a name, at an offset after the name."""
    changed, at = bytearray(content), content.find(box)
    while at >= 0:
        struct.pack_into(f">{len(numbers)}I", changed, at + 4 + offset, *numbers)
        at = content.find(box, at + 4)
    return bytes(changed)


def claiming_seconds(content: bytes, seconds: int) -> bytes:
    """Let the headers of an MP4 say another length (ISO/IEC 14496-12, 8.2.2 and 8.4.2: behind two times)."""
    (scale,) = struct.unpack_from(">I", content, content.index(b"mdhd") + 4 + 12)
    return with_numbers(with_numbers(content, b"mvhd", 16, seconds * 1000), b"mdhd", 16, seconds * scale)


def trimmed(content: bytes, start: int, milliseconds: int) -> bytes:
    """Let the edit list of an MP4 play a part only (ISO/IEC 14496-12, 8.6.6: how long, and from where)."""
    return with_numbers(content, b"elst", 8, milliseconds, start)


def boxed(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


Refused = tuple[Callable[[], bytes], str, str, str]
"""The content; the problem, what is said to be found and what to be allowed."""
_SIDES = "300–1920 px a side"


def _no_video(content: Callable[[], bytes], found: str) -> Refused:
    return content, "not_a_video", found, "MP4, MOV or WEBM"


def _damaged(content: Callable[[], bytes], found: str = "cannot be decoded") -> Refused:
    return content, "damaged", found, ""


def _cut(share: float, *, index_first: bool) -> bytes:
    content = clip("mp4", 480, 320, 3, noise=True, index_first=index_first, sound=False)
    return content[: int(len(content) * share)]


def _hour(container: str) -> bytes:
    return remade(good(container, sound=False), container, slower=1800)


def _without_index() -> bytes:
    content = clip("mp4", 480, 320, index_first=True)
    return content[: content.index(b"stbl") + 20]


REFUSED: dict[str, Refused] = {
    "an empty file": _no_video(lambda: b"", "empty file"),
    "zero bytes": _no_video(lambda: bytes(5000), "unknown kind of file"),
    "a web page": _no_video(lambda: b"<!DOCTYPE html><title>Just a moment</title>", "web page"),
    "a web page before a video": _no_video(lambda: b"<html><script>/*" + good(), "web page"),
    "JSON": _no_video(lambda: b'{"error": "gone"}', "JSON text"),
    "a playlist": _no_video(lambda: b"#EXTM3U\nfile:///etc/passwd", "playlist"),
    "a list of files": _no_video(lambda: b"ffconcat version 1.0\nfile /etc/passwd", "text"),
    "a GIF": _no_video(lambda: animated("GIF"), "GIF"),
    "a GIF before a video": _no_video(lambda: b"GIF89a" + good(), "GIF"),
    "a picture": _no_video(png, "PNG"),
    "a ZIP": _no_video(lambda: b"PK\x03\x04" + good(), "ZIP archive"),
    "an AVI": _no_video(lambda: b"RIFF\x00\x00\x00\x00AVI ", "AVI"),
    "a Matroska file": _no_video(lambda: clip("matroska", 480, 320), "MKV"),
    "an MP3": _no_video(lambda: b"ID3" + bytes(500), "MP3"),
    "sound in an M4A": _no_video(lambda: b"\x00\x00\x00\x18ftypM4A " + bytes(500), "M4A"),
    "sound in an MP4": _no_video(lambda: clip("mp4", pictures=False), "sound without pictures"),
    "sound in a MOV": _no_video(lambda: clip("mov", pictures=False), "sound without pictures"),
    "sound in a WEBM": _no_video(lambda: clip("webm", pictures=False), "sound without pictures"),
    "ProRes in an MP4": _no_video(lambda: rebranded(odd("prores")), "mp4 of prores"),
    "an hour": (lambda: _hour("mp4"), "too_long", "3600.0 s", "1–30 s"),
    "an hour of MOV": (lambda: _hour("mov"), "too_long", "3600.0 s", "1–30 s"),
    "40 s of WEBM": (lambda: clip("webm", 480, 320, 40, rate=1), "too_long", "40.0 s", "1–30 s"),
    "a minute said to be 2 s": (
        lambda: claiming_seconds(remade(good(sound=False), "mp4", slower=30), 2),
        "too_long",
        "60.0 s",
        "1–30 s",
    ),
    "a second too much": (
        lambda: clip("mp4", 480, 320, 31, rate=1, sound=False),
        "too_long",
        "31.0 s",
        "1–30 s",
    ),
    "one picture too much": (
        lambda: trimmed(clip("mp4", 300, 300, 31, rate=10, sound=False), 0, 30_100),
        "too_long",
        "30.1 s",
        "1–30 s",
    ),
    "eleven of twelve pictures of a second": (
        lambda: trimmed(good(sound=False), 0, 900),
        "too_short",
        "0.9 s",
        "1–30 s",
    ),
    "8K": (
        lambda: clip("mp4", 7680, 4320, 1, rate=1, sound=False),
        "too_many_pixels",
        "7680 × 4320 px",
        _SIDES,
    ),
    "a wide strip": (
        lambda: clip("mp4", 1922, 300, 1, sound=False),
        "too_many_pixels",
        "1922 × 300 px",
        _SIDES,
    ),
    "a small one": (lambda: clip("mp4", 480, 298, 1, sound=False), "too_small", "480 × 298 px", _SIDES),
    "an MP4 header alone": _damaged(lambda: b"\x00\x00\x00\x18ftypisom" + bytes(5000)),
    "a WEBM header alone": _damaged(lambda: b"\x1aE\xdf\xa3\x84\x42\x82\x84webm" + bytes(5000)),
    "an MP4 cut off in its index": _damaged(_without_index),
    "an MP4 cut off before its index": _damaged(lambda: _cut(0.9, index_first=False)),
    "an MP4 that has hardly begun": _damaged(lambda: _cut(0.05, index_first=True)),
    "the first half of an MP4": _damaged(lambda: _cut(0.5, index_first=True)),
    "an MP4 that ends too soon": _damaged(lambda: _cut(0.99, index_first=True)),
}
