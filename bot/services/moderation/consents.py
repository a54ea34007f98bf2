"""Asking members before others animate their pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.consents import (
    PATIENCE,
    Borrowing,
    Consent,
    ConsentAnswered,
    ConsentAwaited,
    ConsentFacts,
    ConsentState,
    ConsentUnknown,
    OwnersOnly,
)
from bot.domain.postings import Posting
from bot.domain.request import Requester
from bot.ports.clock import Clock
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class Consents:
    """The use cases of who wants to animate a picture and of who posted it; the stage that ends waiting."""

    store: Store
    clock: Clock

    async def noted(self, wish: Borrowing) -> int | None:
        """Give what a draft has to be allowed by; None where nobody has to be asked."""
        settings = await self.store.server(wish.guild_id)
        if not settings.consent or wish.owner_discord_id == wish.asker_discord_id:
            return None
        return (await self.store.note_consent(wish, self.clock.now())).id

    async def ask(self, consent_id: int) -> ConsentAwaited:
        """Ask the owner, once, and give the refusal that holds until they answer."""
        now = self.clock.now()
        asked = await self.store.ask_consent(consent_id, now + PATIENCE, now)
        return ConsentAwaited(asked.owner_discord_id, asked.ends_at)

    async def answer(self, requester: Requester, consent_id: int, *, allow: bool) -> Consent:
        """Give the owner's answer; raises `ConsentUnknown`, `OwnersOnly` or `ConsentAnswered`."""
        consent = await self.store.consent(consent_id)
        if consent is None or consent.guild_id != requester.guild_id:
            raise ConsentUnknown
        if consent.owner_discord_id != requester.discord_id:
            raise OwnersOnly(consent.owner_discord_id)
        now = self.clock.now()
        if consent.ends_at is not None and consent.ends_at <= now and consent.state is ConsentState.ASKED:
            raise ConsentAnswered(ConsentState.UNANSWERED)
        state = ConsentState.ALLOWED if allow else ConsentState.REFUSED
        answered = await self.store.answer_consent(consent_id, state, now)
        if answered is None:
            now_is = await self.store.consent(consent_id)
            raise ConsentAnswered(now_is.state if now_is else consent.state)
        return answered

    async def pick(self, count: int) -> Sequence[Consent]:
        """Find what nobody answered in time."""
        return await self.store.consents_overdue(self.clock.now(), count)

    async def act(self, consent: Consent) -> bool:
        """Take silence for a no, and have who asked be told."""
        ended = await self.store.answer_consent(consent.id, ConsentState.UNANSWERED, self.clock.now())
        return ended is not None

    async def gather(self, posting: Posting) -> ConsentFacts | None:
        """Give what both are shown; only who is asked is called."""
        consent = await self.store.consent(int(posting.key))
        if consent is None:
            return None
        owner = consent.owner_discord_id
        asked = consent.state is ConsentState.ASKED and owner is not None
        return ConsentFacts(consent=consent, pings=(owner,) if asked and owner is not None else ())
