"""Media that a generation brings along: fetched from loopback addresses, judged as images."""

from io import BytesIO
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp
from PIL import ExifTags, Image

# PixVerse provider page of Runware: sides 300-4000 px, at most 20 MB, PNG, JPG or WEBP.
SHORTEST_SIDE, LONGEST_SIDE = 300, 4000
LARGEST_IMAGE_BYTES = 20_000_000
FETCH_TIMEOUT_SECONDS = 10
# EXIF orientations that turn a photo by 90 degrees.
_QUARTER_TURNS = frozenset({5, 6, 7, 8})


class Unusable(Exception):
    """Media that cannot be had, or is not good enough; the text is a sentence that says why."""


def is_loopback(url: str) -> bool:
    """Whether an address stays on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


async def download(session: aiohttp.ClientSession, url: str, largest_bytes: int) -> bytes:
    """The bytes at a loopback address, at most one more than allowed; raises Unusable."""
    if not is_loopback(url):
        raise Unusable("This stand-in fetches from loopback addresses only.")
    timeout = aiohttp.ClientTimeout(total=FETCH_TIMEOUT_SECONDS)
    try:
        async with session.get(url, timeout=timeout, allow_redirects=False) as response:
            if response.status != 200:
                raise Unusable(f"The address answered with HTTP {response.status}.")
            # One byte more than allowed is enough to know that it is too much.
            return await _read_at_most(response.content, largest_bytes + 1)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Unusable("The address could not be read.") from error


async def _read_at_most(stream: aiohttp.StreamReader, size_bytes: int) -> bytes:
    content = bytearray()
    async for chunk in stream.iter_chunked(65536):
        content += chunk
        if len(content) >= size_bytes:
            break
    return bytes(content)


def demand_size(content: bytes, largest_bytes: int) -> bytes:
    """The same bytes; raises Unusable when there are too many."""
    if len(content) > largest_bytes:
        raise Unusable(f"It has {len(content)} bytes; at most {largest_bytes} are allowed.")
    return content


def judge_image(content: bytes) -> tuple[int, int]:
    """Upright width and height of an image that really decodes; raises Unusable when it is no good."""
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as image:
            size = image.size
            # Sides are judged before the pixels are decoded: a small file may unfold into gigabytes.
            if min(size) < SHORTEST_SIDE or max(size) > LONGEST_SIDE:
                allowed = f"{SHORTEST_SIDE} to {LONGEST_SIDE}"
                raise Unusable(f"It has {size[0]}x{size[1]} pixels; sides must be {allowed}.")
            image.load()
            turned = image.getexif().get(ExifTags.Base.Orientation, 1) in _QUARTER_TURNS
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise Unusable("It cannot be read as PNG, JPEG or WEBP.") from error
    return (size[1], size[0]) if turned else size
