"""Images made in code: good, odd and hostile ones."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def gradient(width: int = 640, height: int = 480) -> Image.Image:
    """Red grows to the right, green downwards: which side is up can be read off the corners."""
    across = np.linspace(0, 255, width, dtype=np.uint8)[None, :].repeat(height, axis=0)
    down = np.linspace(0, 255, height, dtype=np.uint8)[:, None].repeat(width, axis=1)
    return Image.fromarray(np.dstack([across, down, np.full_like(across, 40)]))


def noise(width: int, height: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8))


def png(width: int = 640, height: int = 480) -> bytes:
    return encoded(gradient(width, height), "PNG")


def jpeg(width: int = 640, height: int = 480, **options: Any) -> bytes:
    return encoded(gradient(width, height), "JPEG", **options)


def webp(width: int = 640, height: int = 480, **options: Any) -> bytes:
    return encoded(gradient(width, height), "WEBP", **options)


def rotated(orientation: int, width: int = 640, height: int = 480, **more: str) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = more.get("maker", "Camera")
    return jpeg(width, height, exif=exif)


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (400, 400), colour) for colour in ("red", "green", "blue")]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_header(width: int, height: int, colour_type: int = 2) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    )


def png_bomb(width: int = 12_000, height: int = 12_000) -> bytes:
    """144 megapixels of one bit each in some 17 KiB."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width // 8)
    rows = b"".join([packer.compress(row) for _ in range(height)]) + packer.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def two_headers() -> bytes:
    """A PNG whose first header claims little, while decoders go by the second one."""
    bomb = png_bomb(7000, 7000)
    return png_header(500, 500) + bomb[8:]


def text_bomb() -> bytes:
    """A good picture with a text chunk that unpacks to 200 MB."""
    good = png()
    text = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(200_000_000), 9))
    return good[:33] + text + good[33:]


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG whose frame header was changed."""
    good = jpeg()
    at = good.index(b"\xff\xc0") + 5
    return good[:at] + struct.pack(">HH", height, width) + good[at + 4 :]


def webp_claiming(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + bytes(4) + sides + webp()[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def two_pictures_in_one_jpeg() -> bytes:
    return encoded(gradient(), "MPO", save_all=True, append_images=[gradient(320, 320)])


def sixteen_bit() -> Image.Image:
    levels = np.linspace(0, 65_535, 640, dtype=np.uint16)[None, :].repeat(480, axis=0)
    return Image.fromarray(levels)


def see_through(width: int = 640, height: int = 480) -> Image.Image:
    image = gradient(width, height).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, width // 2, height // 2))
    return image


def _box(brand: bytes) -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + brand + bytes(4) + brand + b"mif1" + bytes(2000)


Refused = tuple[Callable[[], bytes], str, str, str]
"""The content; the problem, what is said to be found and what to be allowed."""
Good = tuple[Callable[[], bytes], str, tuple[int, int]]
"""The content; the media type and the sides of our copy."""
_SIDES = "300–4000 px a side"


def _not_an_image(content: Callable[[], bytes], found: str) -> Refused:
    return content, "not_an_image", found, "PNG, JPEG or WEBP"


REFUSED: dict[str, Refused] = {
    "an empty file": _not_an_image(lambda: b"", "empty file"),
    "a GIF": _not_an_image(lambda: encoded(gradient(), "GIF"), "GIF"),
    "an animated GIF": _not_an_image(lambda: animated("GIF"), "GIF"),
    "an animated WEBP": (lambda: animated("WEBP"), "animated", "animated WEBP", "a still PNG, JPEG or WEBP"),
    "an animated PNG": (lambda: animated("PNG"), "animated", "animated PNG", "a still PNG, JPEG or WEBP"),
    "a BMP": _not_an_image(lambda: encoded(gradient(), "BMP"), "BMP"),
    "a TIFF": _not_an_image(lambda: encoded(gradient(), "TIFF"), "TIFF"),
    "an ICO": _not_an_image(lambda: encoded(gradient(256, 256), "ICO"), "ICO"),
    "an AVIF": _not_an_image(lambda: encoded(gradient(), "AVIF"), "AVIF"),
    "an iPhone photo": _not_an_image(lambda: _box(b"heic"), "HEIC"),
    "a video": _not_an_image(lambda: _box(b"isom"), "MP4"),
    "a PDF": _not_an_image(lambda: b"%PDF-1.7\n" + jpeg(), "PDF"),
    "a ZIP": _not_an_image(lambda: b"PK\x03\x04" + bytes(500) + png(), "ZIP archive"),
    "a program": _not_an_image(lambda: b"\x7fELF" + bytes(500), "program"),
    "a web page": _not_an_image(lambda: b"<!DOCTYPE html><p>no</p>", "web page"),
    "an SVG": _not_an_image(lambda: b"<?xml version='1.0'?><svg/>", "SVG"),
    "a web page before a PNG": _not_an_image(lambda: b"<html>" + png(), "web page"),
    "text": _not_an_image(lambda: b"just words", "text"),
    "JSON": _not_an_image(lambda: b'{"error": 1}', "JSON text"),
    "zero bytes": _not_an_image(lambda: bytes(1000), "unknown kind of file"),
    "a WAV": _not_an_image(lambda: b"RIFF\x00\x00\x00\x00WAVE", "WAV"),
    "half a PNG signature": _not_an_image(lambda: b"\x89PNG", "unknown kind of file"),
    "a PNG bomb": (png_bomb, "too_many_pixels", "12000 × 12000 px", "40 megapixels"),
    "a PNG of 2**31 a side": (
        lambda: png_header(2**31 - 1, 2**31 - 1),
        "too_many_pixels",
        "2147483647 × 2147483647 px",
        "40 megapixels",
    ),
    "a JPEG claiming 65535": (
        lambda: jpeg_claiming(65_535, 65_535),
        "too_many_pixels",
        "65535 × 65535 px",
        "40 megapixels",
    ),
    "a WEBP claiming 16384": (
        lambda: webp_claiming(16_384, 16_384),
        "too_many_pixels",
        "16384 × 16384 px",
        "40 megapixels",
    ),
    "one pixel": (lambda: png(1, 1), "too_small", "1 × 1 px", _SIDES),
    "a small picture": (lambda: png(512, 200), "too_small", "512 × 200 px", _SIDES),
    "a thin strip": (
        lambda: jpeg(5000, 200),
        "too_small",
        "5000 × 200 px, scaled down 4000 × 160 px",
        _SIDES,
    ),
    "a strip that is thin once scaled": (
        lambda: jpeg(8000, 400),
        "too_small",
        "8000 × 400 px, scaled down 4000 × 200 px",
        _SIDES,
    ),
    "a thin strip on its side": (
        lambda: rotated(6, 5000, 200),
        "too_small",
        "200 × 5000 px, scaled down 160 × 4000 px",
        _SIDES,
    ),
    "a PNG without pixels": (lambda: png_header(0, 500), "damaged", "PNG without any pixels", ""),
    "a PNG header alone": (lambda: png_header(500, 500), "damaged", "cannot be decoded", ""),
    "a PNG cut off in the header": (lambda: png()[:20], "damaged", "PNG with a damaged header", ""),
    "a PNG cut in half": (lambda: png()[: len(png()) // 2], "damaged", "cannot be decoded", ""),
    "a PNG with its IHDR missing": (
        lambda: png()[:8] + chunk(b"tEXt", b"a\x00b") + png()[8:],
        "damaged",
        "PNG with a damaged header",
        "",
    ),
    "a JPEG cut in half": (lambda: jpeg()[: len(jpeg()) // 2], "damaged", "cannot be decoded", ""),
    "a JPEG cut off in the header": (lambda: jpeg()[:30], "damaged", "JPEG with a damaged header", ""),
    "a JPEG of markers alone": (
        lambda: b"\xff\xd8" + b"\xff\xd0" * 5000,
        "damaged",
        "JPEG with a damaged header",
        "",
    ),
    "a JPEG with garbage": (
        lambda: b"\xff\xd8\xff" + b"garbage" * 99,
        "damaged",
        "JPEG with a damaged header",
        "",
    ),
    "a WEBP cut in half": (lambda: webp()[: len(webp()) // 2], "damaged", "cannot be decoded", ""),
    "a WEBP cut off in the header": (lambda: webp()[:20], "damaged", "WEBP with a damaged header", ""),
    "a PNG with a second header": (two_headers, "damaged", "cannot be decoded", ""),
    "a text bomb": (text_bomb, "damaged", "cannot be decoded", ""),
}

GOOD: dict[str, Good] = {
    "a PNG": (png, "image/png", (640, 480)),
    "a large PNG": (lambda: png(2000, 1500), "image/jpeg", (2000, 1500)),
    "a JPEG": (jpeg, "image/jpeg", (640, 480)),
    "a progressive JPEG": (lambda: jpeg(progressive=True), "image/jpeg", (640, 480)),
    "a lossy WEBP": (webp, "image/jpeg", (640, 480)),
    "a lossless WEBP": (lambda: webp(lossless=True), "image/jpeg", (640, 480)),
    "a see-through WEBP": (lambda: encoded(see_through(), "WEBP"), "image/png", (640, 480)),
    "the smallest": (lambda: png(300, 300), "image/png", (300, 300)),
    "a wide one": (lambda: jpeg(6000, 3000), "image/jpeg", (4000, 2000)),
    "a grey JPEG": (lambda: encoded(gradient().convert("L"), "JPEG"), "image/jpeg", (640, 480)),
    "a CMYK JPEG": (lambda: encoded(gradient().convert("CMYK"), "JPEG"), "image/jpeg", (640, 480)),
    "a palette PNG": (lambda: encoded(gradient().convert("P"), "PNG"), "image/png", (640, 480)),
    "a see-through palette PNG": (
        lambda: encoded(gradient().convert("P"), "PNG", transparency=0),
        "image/png",
        (640, 480),
    ),
    "a black and white PNG": (lambda: encoded(gradient().convert("1"), "PNG"), "image/png", (640, 480)),
    "a grey PNG with alpha": (lambda: encoded(see_through().convert("LA"), "PNG"), "image/png", (640, 480)),
    "a 16-bit PNG": (lambda: encoded(sixteen_bit(), "PNG"), "image/png", (640, 480)),
    "a camera's JPEG with two pictures": (two_pictures_in_one_jpeg, "image/jpeg", (640, 480)),
    "a JPEG with broken EXIF": (
        lambda: jpeg(exif=b"Exif\x00\x00II*\x00\xff\xff\xff"),
        "image/jpeg",
        (640, 480),
    ),
    "a PNG that goes on as a ZIP": (lambda: png() + b"PK\x03\x04secret", "image/png", (640, 480)),
    "a JPEG that goes on as a web page": (lambda: jpeg() + b"<script>secret", "image/jpeg", (640, 480)),
}
