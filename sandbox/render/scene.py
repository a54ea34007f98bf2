"""What a video shall show, as plain data."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Scene:
    """Everything that decides the pixels and the sound of one video: equal scenes give equal videos.

    An odd width or height is rounded up: H.264 in 4:2:0 knows no odd sizes. Images are encoded bytes (PNG,
    JPEG or WEBP); quality goes from 20 to 99. An empty name is unknown too: leave out what is not wanted.
    """

    prompt: str
    width: int
    height: int
    duration_seconds: int
    seed: int
    container: str = "MP4"
    audio: bool = False
    first_frame: bytes | None = None
    last_frame: bytes | None = None
    camera: str | None = None
    effect: str | None = None
    style: str | None = None
    motion: str = "normal"
    multi_clip: bool = False
    quality: int = 95
    source_video: Path | None = None
    fps: int = 24

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels, both even."""
        return self.width + self.width % 2, self.height + self.height % 2

    @property
    def frame_count(self) -> int:
        """How many pictures the video has."""
        return self.duration_seconds * self.fps
