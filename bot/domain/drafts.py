"""A draft: a request that its author still looks at. It costs nothing, holds nothing and expires quietly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.domain.catalogue import OptionValue
from bot.domain.generation import MediaRole, StoredMedia
from bot.domain.lineage import Origin
from bot.domain.request import Attachment

DRAFT_LIFE: Final = timedelta(hours=24)
"""As long as Discord keeps the files that a form may still have to fetch (docs/facts/discord.md §2)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was said so far, in the member's own words: it need not pass the rules yet."""

    id: str
    """UUIDv4; the generation made of it has the request key `draft:` and this id, so it is made once."""
    author_discord_id: int
    guild_id: int
    created_at: datetime
    expires_at: datetime
    prompt: str = ""
    model_id: str | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    attachments: Mapping[MediaRole, Attachment] = field(default_factory=dict)
    """Files that a form still has to fetch."""
    sources: Mapping[MediaRole, str] = field(default_factory=dict)
    """Earlier results that a form still has to take a copy of, as `image_from` and `video_from` name them."""
    inputs: Mapping[MediaRole, StoredMedia] = field(default_factory=dict)
    """Our own copies of its files."""
    origin: Origin | None = None
    private: bool = False
