"""Drafts as tests of the services make and press them."""

from dataclasses import dataclass, field
from typing import Any

from bot.domain.drafts import Draft, DraftChanges
from bot.domain.generation import Generation, MediaRole, Place
from bot.domain.money import Micros
from bot.domain.request import Attachment, GenerationRequest, Requester
from tests.support.studio import CHANNEL, GUILD, MEMBER, Studio

HERE = frozenset({CHANNEL})


def wish(
    *,
    author: Requester = MEMBER,
    prompt: str = "A lighthouse over tidal flats",
    model: str | None = None,
    attachments: dict[MediaRole, Attachment] | None = None,
    sources: dict[MediaRole, str] | None = None,
    private: bool = False,
    **options: Any,
) -> GenerationRequest:
    """What a form or a command says; without options it costs 15 cents."""
    return GenerationRequest(
        "press",
        author,
        Place(author.guild_id, CHANNEL),
        None,
        prompt,
        model,
        options,
        attachments or {},
        sources or {},
        HERE,
        private=private,
    )


@dataclass
class Desk:
    """A studio where drafts are worked on."""

    studio: Studio
    author: Requester = field(default=MEMBER)

    async def start(self, **said: Any) -> Draft:
        return await self.studio.services.drafts.start(wish(**said))

    async def open(self, **said: Any) -> Draft:
        return await self.studio.services.drafts.open(wish(**said))

    async def change(self, draft: Draft, **said: Any) -> Draft:
        changes = DraftChanges(**said)
        return await self.studio.services.drafts.change(draft.id, self.author, changes, HERE)

    async def generate(self, draft: Draft, *, small: bool = False) -> Generation:
        place = Place(GUILD, CHANNEL)
        return await self.studio.services.drafts.generate(
            draft.id, self.author, place, None, HERE, small=small
        )

    async def cancel(self, draft: Draft) -> None:
        await self.studio.services.drafts.cancel(draft.id, self.author)

    async def kept(self) -> list[str]:
        """The drafts that there are."""
        return [id_ for (id_,) in await self.studio.rows("SELECT draft_id FROM drafts ORDER BY draft_id")]

    async def made(self) -> list[str]:
        """The generations that there are."""
        return [id_ for (id_,) in await self.studio.rows("SELECT id FROM generations ORDER BY number")]

    async def confirm_above(self, micros: int) -> None:
        decided = {"confirm_above_micros": Micros(micros)}
        await self.studio.store.change_server(GUILD, decided, MEMBER.discord_id, self.studio.clock.now())
