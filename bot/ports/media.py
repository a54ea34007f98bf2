"""Our own copies of what members attach and of what providers make."""

from collections.abc import AsyncIterator, Collection
from datetime import datetime
from typing import Protocol

from bot.domain.generation import StoredMedia
from bot.domain.request import Attachment


class MediaLibrary(Protocol):
    """Fetches, judges and keeps files below the media folder."""

    def may_attach(self, url: str) -> bool:
        """Tell whether what an address leads to may be taken in, without going there."""
        ...

    async def take_in_image(self, attachment: Attachment) -> StoredMedia:
        """Fetch an attached image now, judge it by its bytes and keep a clean copy.

        Raises `MediaRejected` when it cannot be used, `MediaUnavailable` when our own storage fails.
        """
        ...

    async def take_in_video(self, attachment: Attachment) -> StoredMedia:
        """Fetch an attached video now, judge it by its bytes and keep a clean copy.

        Raises `MediaRejected` when it cannot be used, `MediaUnavailable` when our own storage fails.
        """
        ...

    async def read_attached(self, attachment: Attachment, limit_bytes: int) -> bytes:
        """Fetch an attached file that is no media, and give what is in it; nothing of it is kept.

        Raises `MediaRejected` when it cannot be had, `MediaUnavailable` when our own storage fails.
        """
        ...

    async def last_frame(self, media: StoredMedia) -> StoredMedia:
        """Make an input picture of a kept video's very last frame.

        Raises `MediaUnavailable` when it is gone or no video, or our own storage fails.
        """
        ...

    async def duplicate(self, media: StoredMedia) -> StoredMedia:
        """Make an input of its own of a kept file, so that either may be removed without the other.

        Raises `MediaUnavailable` when it is gone or our own storage fails.
        """
        ...

    async def fetch_result(self, name: str, url: str, container: str, provider: str) -> StoredMedia:
        """Stream a result to our own copy called `name` and prove that it is a video.

        The provider decides which hosts it may come from. Raises `MediaUnavailable` when it cannot be fetched
        or is no video.
        """
        ...

    async def fit(self, media: StoredMedia, limit_bytes: int) -> StoredMedia | None:
        """Give a copy of a video no larger than the limit, re-encoded if need be; None if impossible.

        Raises `MediaUnavailable` when it is gone or our own storage fails.
        """
        ...

    async def rehearsal_clip(self) -> bytes:
        """Make a short MP4 of our own that costs nothing."""
        ...

    async def read(self, media: StoredMedia) -> bytes:
        """Read a kept file; raises `MediaUnavailable` when it is gone."""
        ...

    def stream(self, media: StoredMedia) -> AsyncIterator[bytes]:
        """Read a kept file in pieces of at most 1 MiB; raises `MediaUnavailable` when it is gone."""
        ...

    async def remove(self, media: StoredMedia) -> None:
        """Forget a kept file and the copies fitted from it; one that is gone already is fine."""
        ...

    async def sweep_inputs(self, known: Collection[str], before: datetime) -> int:
        """Forget inputs whose path is not known and that were kept before a moment; give how many.

        A bot that was killed between taking a file in and accepting the request leaves such files. The moment
        protects those whose request is just being accepted. Raises `MediaUnavailable` when our storage fails.
        """
        ...
