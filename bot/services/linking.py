"""Addresses of our own copies: for providers that fetch them, and for members when Discord takes no file."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.generation import Generation, StoredMedia, Take
from bot.domain.links import Links
from bot.ports.media import MediaLibrary
from bot.ports.provider import InputMedia


@dataclass(frozen=True, slots=True)
class Linking:
    """Makes links and tells when they end."""

    links: Links
    kept: timedelta
    """How long our own copies are kept."""
    provider_ttl: dict[str, timedelta] = field(default_factory=dict)
    """How long a provider keeps results, where the operator has set that."""

    def webhook(self, generation: Generation) -> str | None:
        """Give the address at which a provider may bring news of a generation."""
        return self.links.webhook(generation.provider, generation.id)

    def input(self, media: StoredMedia) -> str | None:
        """Give the address at which a provider can fetch an input."""
        return self.links.media(media.path)

    def result(self, generation: Generation, take: Take) -> tuple[str, datetime | None]:
        """Give a link to a result, ours before the provider's, and when it ends if that is known."""
        since = generation.settled_at or generation.created_at
        own = self.links.media(take.media.path) if take.media else None
        if own:
            return own, since + self.kept
        ttl = self.provider_ttl.get(generation.provider)
        return take.url, since + ttl if ttl else None


def handle(media: MediaLibrary, linking: Linking, stored: StoredMedia) -> InputMedia:
    """Make an input ready to be handed over; nothing of it is read yet."""
    return InputMedia(stored.mime, stored.size_bytes, linking.input(stored), lambda: media.stream(stored))
