"""What members do with drafts, one after the other or at once."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.domain.drafts import DraftChanges, draft_key
from bot.domain.errors import Rejection
from bot.domain.generation import MediaRole
from bot.domain.request import GenerationRequest
from bot.services.drafts import Drafts
from tests.services.members import Members
from tests.services.reckoning import Violation
from tests.support.studio import picture

_KEPT_FILES = "SELECT value ->> 'path' FROM drafts, json_each(drafts.inputs)"
_MADE_AND_KEPT = "SELECT 1 FROM drafts JOIN generations ON request_key = 'draft:' || draft_id"


@dataclass
class Drafters:
    """The same members, before they ask."""

    members: Members
    begun: list[tuple[str, GenerationRequest]] = field(default_factory=list)
    """Drafts by id, with what they began with."""
    pressed: set[str] = field(default_factory=set)
    opened: int = 0

    @property
    def drafts(self) -> Drafts:
        return self.members.studio.services.drafts

    async def press(self) -> None:
        """Begin a draft, or do something with one that may be gone."""
        for press in self.presses():
            await press

    def presses(self) -> list[Coroutine[Any, Any, None]]:
        """Do so while others work, and at times press twice at once."""
        rng = self.members.rng
        if not self.begun or rng.random() < 0.4:
            return [self._attempt(self._open)]
        draft_id, request = rng.choice(self.begun)
        press = partial(self._pressed, draft_id, request)
        return [self._attempt(press) for _ in range(rng.choice((1, 1, 2)))]

    async def require_files(self) -> None:
        """A draft that is kept has its files, and none is both kept and made."""
        studio = self.members.studio
        if lost := {path for (path,) in await studio.rows(_KEPT_FILES)} - studio.media.files.keys():
            raise Violation(f"files of drafts are gone: {lost}")
        if await studio.rows(_MADE_AND_KEPT):
            raise Violation("a draft is kept that was made")

    async def _open(self) -> None:
        wishes = self.members.wishes()
        if wishes["prompt"].startswith("wish"):
            # Not what a command may have asked for: by its prompt a question for the price is known.
            self.opened += 1
            wishes["prompt"] = f"draft {self.opened}"
        request = self.members.studio.wish(**wishes)
        draft = await self.drafts.open(request)
        self.begun.append((draft.id, request))

    async def _pressed(self, draft_id: str, request: GenerationRequest) -> None:
        rng, asking = self.members.rng, request.requester
        match rng.randrange(6):
            case 0:
                await self.drafts.cancel(draft_id, asking)
            case 1:
                changes = DraftChanges(prompt="another wish", options={"image": None, "video": None})
                await self.drafts.change(draft_id, asking, changes, request.readable)
            case 2:
                changes = DraftChanges(attachments={MediaRole.FIRST_FRAME: picture()})
                await self.drafts.change(draft_id, asking, changes, request.readable)
            case _:
                await self._generate(draft_id, request, small=rng.random() < 0.3)

    async def _generate(self, draft_id: str, request: GenerationRequest, *, small: bool) -> None:
        members, key = self.members, draft_key(draft_id)
        if key in self.pressed:
            # What an earlier press asked the provider for, this one may not know.
            members.oracle.doubled.add(key)
        self.pressed.add(key)
        made = await self.drafts.generate(
            draft_id, request.requester, request.place, None, request.readable, small=small
        )
        if members.given.setdefault(key, made.id) != made.id:
            raise Violation(f"{key} led to more than {members.given[key]}")
        members.oracle.require_as_asked(made, str(request.model_id))

    async def _attempt(self, press: Callable[[], Awaitable[None]]) -> None:
        try:
            await press()
        except Rejection as refusal:
            self.members.refused.append(type(refusal).__name__)
