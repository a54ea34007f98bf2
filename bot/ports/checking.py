"""A classifier of pictures and videos, as the operator chose one."""

from typing import Protocol

from bot.domain.generation import StoredMedia


class Checker(Protocol):
    """Looks at our own copies of files."""

    async def finds_unfit(self, media: StoredMedia) -> bool:
        """Tell whether a file is not fit to be used or published; raises `CheckUnavailable`."""
        ...
