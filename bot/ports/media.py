"""Our own copies of what members attach and of what providers make."""

from typing import Protocol

from bot.domain.generation import StoredMedia
from bot.domain.request import Attachment


class MediaLibrary(Protocol):
    """Fetches, judges and keeps files below the media folder."""

    async def take_in_image(self, attachment: Attachment) -> StoredMedia:
        """Fetch an attached image now, judge it by its bytes and keep a clean copy.

        Raises `MediaRejected` when it cannot be used, `MediaUnavailable` when our own storage fails.
        """
        ...

    async def fetch_result(self, name: str, url: str, container: str) -> StoredMedia:
        """Stream a result to our own copy called `name` and prove that it is a video.

        Raises `MediaUnavailable` when it cannot be fetched or is no video.
        """
        ...

    async def fit(self, media: StoredMedia, limit_bytes: int) -> StoredMedia | None:
        """Give a copy of a video no larger than the limit, re-encoded if need be; None if impossible.

        Raises `MediaUnavailable` when it is gone or our own storage fails.
        """
        ...

    async def read(self, media: StoredMedia) -> bytes:
        """Read a kept file; raises `MediaUnavailable` when it is gone."""
        ...

    async def remove(self, media: StoredMedia) -> None:
        """Forget a kept file; one that is gone already is fine."""
        ...
