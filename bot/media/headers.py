"""Dimensions out of an image's header, so that its size is known before anything is decoded."""

import struct
from pathlib import Path
from typing import BinaryIO, Final

from bot.domain.errors import MediaProblem
from bot.media.verdict import Unusable

_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
"""JPEG markers without a length (ITU-T T.81, B.1.1.3)."""
_FRAME_STARTS: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SEGMENTS_READ: Final = 1000


def dimensions(path: Path, kind: str) -> tuple[int, int]:
    """Read width and height of a PNG, JPEG or WEBP file; raises `Unusable` when the header makes no sense."""
    with path.open("rb") as file:
        try:
            width, height = {"PNG": _png, "JPEG": _jpeg, "WEBP": _webp}[kind](file)
        except (struct.error, ValueError) as error:
            raise Unusable(MediaProblem.DAMAGED, f"{kind} with a damaged header") from error
    if width < 1 or height < 1:
        raise Unusable(MediaProblem.DAMAGED, f"{kind} without any pixels")
    return width, height


def _png(file: BinaryIO) -> tuple[int, int]:
    """PNG specification, 11.2.1: IHDR comes first."""
    name, width, height = struct.unpack(">4sII", file.read(24)[12:])
    if name != b"IHDR":
        raise ValueError("IHDR is not first")
    return width, height


def _jpeg(file: BinaryIO) -> tuple[int, int]:
    """ITU-T T.81, B.2.2: the frame header says; other segments are passed over by their lengths."""
    file.seek(2)
    for _ in range(_SEGMENTS_READ):
        marker = _next_marker(file)
        if marker in _STANDALONE:
            continue
        length = struct.unpack(">H", file.read(2))[0]
        if marker in _FRAME_STARTS:
            _, height, width = struct.unpack(">BHH", file.read(5))
            return width, height
        file.seek(max(length - 2, 0), 1)
    raise ValueError("no frame header")


def _next_marker(file: BinaryIO) -> int:
    prefix, marker = struct.unpack(">BB", file.read(2))
    while marker == 0xFF:
        marker = struct.unpack(">B", file.read(1))[0]
    if prefix != 0xFF:
        raise ValueError("no marker where one must be")
    return int(marker)


def _webp(file: BinaryIO) -> tuple[int, int]:
    """RFC 9649, 2.5 to 2.7: VP8X has 24-bit sides less one, VP8L 14-bit sides less one, VP8 14-bit sides."""
    head = file.read(30)
    chunk = head[12:16]
    if chunk == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        return width, height
    if chunk == b"VP8L":
        packed = struct.unpack("<I", head[21:25])[0]
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("no image chunk first")
