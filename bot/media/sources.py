"""Turning an attached video into a clean one of our own. Runs in a child: see `bot.media.child`."""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Final

import av
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream

from bot.domain.errors import MediaProblem
from bot.media.kinds import kind_of
from bot.media.verdict import Facts, Unusable
from bot.media.videos import ALLOWED_KINDS, open_video, picture_stream, prove
from bot.media.wording import pixels, seconds_beyond, sides

_BARE: Final = {"fflags": "+bitexact"}
"""Nor the name and version of the program that wrote the file."""
_MUXERS: Final = {
    "MP4": ("mp4", {**_BARE, "movflags": "+faststart"}),
    "MOV": ("mov", {**_BARE, "movflags": "+faststart"}),
    "WEBM": ("webm", _BARE),
}
"""With the index first, so that whoever fetches the copy by link can begin at once."""


def clean(
    source: str, target: str, shortest_side: int, longest_side: int, least_seconds: int, most_seconds: int
) -> Facts:
    """Judge a video and write it anew, bare of all that is neither picture nor sound.

    Pictures and sound are copied as they are. Places, times, devices, captions, covers, further tracks stay
    behind, and what was trimmed away as far as no picture builds on it. What a camera hid inside the coded
    pictures goes along.
    Raises `Unusable`, or whatever FFmpeg raises over damaged files.
    """
    kind = kind_of(Path(source))
    with open_video(source, kind) as container:
        stream = picture_stream(container)
        # Before any more than the first picture is decoded.
        _require_sides(stream.width, stream.height, shortest_side, longest_side)
    facts = prove(source, longest_side**2)
    seconds, has_audio = _copy(source, target, kind)
    _require_length(seconds, least_seconds, most_seconds)
    return replace(facts, duration_seconds=seconds, has_audio=has_audio)


def _require_sides(width: int, height: int, shortest: int, longest: int) -> None:
    if min(width, height) < shortest:
        raise Unusable(MediaProblem.TOO_SMALL, pixels(width, height), sides(shortest, longest))
    if max(width, height) > longest:
        raise Unusable(MediaProblem.TOO_MANY_PIXELS, pixels(width, height), sides(shortest, longest))


def _require_length(seconds: float, least: int, most: int) -> None:
    if seconds < least:
        raise Unusable(MediaProblem.TOO_SHORT, seconds_beyond(seconds, least), f"{least}–{most} s")
    if seconds > most:
        raise Unusable(MediaProblem.TOO_LONG, seconds_beyond(seconds, most), f"{least}–{most} s")


@dataclass(slots=True)
class _Track:
    """One stream on its way into the copy, and when it plays by its own times, whatever a header says."""

    output: OutputContainer
    copy: Stream
    cut_off: "list[Packet[Stream]]" = field(default_factory=list)
    first: Fraction | None = None
    end: Fraction = Fraction(0)

    def take(self, packet: "Packet[Stream]") -> None:
        """Copy a packet; what an edit list cuts off, only as far as something that plays may build on it."""
        if packet.is_corrupt:
            raise Unusable(MediaProblem.DAMAGED, "breaks off")
        self.cut_off.append(packet)
        if packet.is_discard:
            return
        at = (packet.pts or 0) * packet.time_base
        self.first = at if self.first is None else min(self.first, at)
        self.end = max(self.end, at + (packet.duration or 0) * packet.time_base)
        for waiting in self.cut_off:
            waiting.stream = self.copy
            self.output.mux(waiting)
        self.cut_off.clear()

    @property
    def seconds(self) -> float:
        # WEBM knows times to a thousandth, so that a picture's length may be off by as much.
        return round(float(self.end - (self.first or 0)), 2)


def _copy(source: str, target: str, kind: str) -> tuple[float, bool]:
    """Copy what is to be copied; give how long the pictures play, and whether there is sound."""
    muxer, options = _MUXERS[kind]
    with open_video(source, kind) as container, av.open(target, "w", format=muxer, options=options) as output:
        pictures, *sounds = _to_copy(container, output)
        tracks = {
            stream: _Track(output, output.add_stream_from_template(stream, opaque=True))
            for stream in (pictures, *sounds)
        }
        for packet in container.demux(*tracks):
            # Each stream ends with an empty packet, which speaks to decoders alone.
            if packet.size:
                tracks[packet.stream].take(packet)
    return tracks[pictures].seconds, bool(sounds)


def _to_copy(container: InputContainer, output: OutputContainer) -> list[Stream]:
    """Choose pictures and sound; sound of a coding that the container may not hold stays behind."""
    pictures = picture_stream(container)
    sounds = (sound for sound in container.streams.audio if _coding(sound) in output.supported_codecs)
    if _coding(pictures) not in output.supported_codecs:
        found = f"{output.format.name} of {_coding(pictures)}"
        raise Unusable(MediaProblem.NOT_A_VIDEO, found, ALLOWED_KINDS)
    return [pictures, *islice(sounds, 1)]


def _coding(stream: Stream) -> str:
    return stream.codec_context.codec.canonical_name
