"""What a file is by its first bytes, whatever its name and headers claim."""

from pathlib import Path
from typing import Final

IMAGES: Final = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg"), "WEBP": ("webp", "image/webp")}
"""Extension and media type of the kinds that may be attached."""
VIDEOS: Final = {
    "MP4": ("mp4", "video/mp4"),
    "MOV": ("mov", "video/quicktime"),
    "WEBM": ("webm", "video/webm"),
}
"""Extension and media type of the kinds that results come in and that may be attached."""

NOT_MEDIA: Final = frozenset({"empty file", "web page", "JSON text", "text"})
"""What a server in trouble sends instead of a file."""

_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf", "7z archive"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"8BPS", "Photoshop file"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"OggS", "Ogg file"),
    (b"ID3", "MP3"),
    (b"#EXTM3U", "playlist"),
)
_EBML: Final = b"\x1aE\xdf\xa3"
_WEBM: Final = b"\x42\x82\x84webm"
"""The element that names the kind of an EBML file (RFC 8794, 11.2.4), with its length."""
_RIFF: Final = {b"WEBP": "WEBP", b"AVI ": "AVI", b"WAVE": "WAV"}
_BRANDS: Final = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC", b"avif": "AVIF",
                  b"avis": "AVIF", b"qt  ": "MOV", b"M4A ": "M4A"}  # fmt: skip
_BOXES: Final = {b"moov": "MOV", b"mdat": "MOV", b"wide": "MOV", b"free": "MOV"}
"""QuickTime files may do without the box that names their brand."""


def kind_of(path: Path) -> str:
    """Name the kind of a file for people: PNG, HEIC, web page, empty file, unknown kind of file ..."""
    with path.open("rb") as file:
        head = file.read(512)
    if not head:
        return "empty file"
    return _by_signature(head) or _by_text(head) or "unknown kind of file"


def _by_signature(head: bytes) -> str | None:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(_EBML):
        return "WEBM" if _WEBM in head else "MKV"
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "MP4")
    return _BOXES.get(head[4:8])


def _by_text(head: bytes) -> str | None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in text:
        return "SVG"
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<script")) or b"<html" in text:
        return "web page"
    if text.startswith((b"{", b"[")):
        return "JSON text"
    return "text" if head.isascii() and b"\x00" not in head else None
