"""What the media library allows: sizes, sides, times. One place, so that tests can make them small."""

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class DownloadTimes:
    """How long a download may take."""

    connect_seconds: float = 10.0
    stall_seconds: float = 20.0
    """Without a single byte."""
    total_seconds: float = 180.0
    """With redirects and name lookups; a server that drips bytes ends here."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one child may use while it opens a file that somebody else made."""

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: float
    written_bytes: int


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """What an attached image may be, and what our clean copy of it is.

    20 MB and 300–4000 px a side: PixVerse's provider page at Runware (docs/facts/providers.md §6).
    40 megapixels before decoding: a small file can unpack to gigabytes.
    The clean copy goes inline as base64, hence 5 MB.
    """

    size_bytes: int = 20 * MEBIBYTE
    pixels: int = 40_000_000
    shortest_side: int = 300
    longest_side: int = 4000
    kept_bytes: int = 5 * MEBIBYTE
    kept_png_pixels: int = 2_000_000
    """A larger PNG without transparency is kept as JPEG."""
    allowance: Allowance = Allowance(512 * MEBIBYTE, 10, 20.0, 64 * MEBIBYTE)


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """What an attached video may be.

    50 MB, 30 s and 1920 px a side: what PixVerse takes as an uploaded video (docs.platform.pixverse.ai, "How
    to use Speech(Lip sync)"; "How to use Extend" refers to the same upload). Runware and skills.video name no
    limits. At least 1 s and 300 px a side: our own choice, the latter as for images.
    """

    size_bytes: int = 50 * MEBIBYTE
    least_seconds: int = 1
    most_seconds: int = 30
    shortest_side: int = 300
    longest_side: int = 1920
    allowance: Allowance = Allowance(1024 * MEBIBYTE, 30, 60.0, 100 * MEBIBYTE)


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """What a result may be, and what may be spent on proving it, picturing its end and fitting it."""

    size_bytes: int = 256 * MEBIBYTE
    pixels: int = 40_000_000
    proving: Allowance = Allowance(1024 * MEBIBYTE, 30, 60.0, 0)
    picturing: Allowance = Allowance(1024 * MEBIBYTE, 30, 60.0, 64 * MEBIBYTE)
    fitting: Allowance = Allowance(2048 * MEBIBYTE, 240, 300.0, 256 * MEBIBYTE)


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """All limits of the media library."""

    image: ImageLimits = ImageLimits()
    source: SourceLimits = SourceLimits()
    video: VideoLimits = VideoLimits()
    times: DownloadTimes = DownloadTimes()
    attempts: int = 3
    """For an attached file, whose author is waiting; results are tried again by the worker."""
    openings_at_once: int = 2
    """Images cleaned and videos proven, each a matter of a second or two."""
    fittings_at_once: int = 1
    """Re-encoding takes many seconds of one core, and nobody's image waits for it."""


DEFAULT_LIMITS: Final = MediaLimits()
