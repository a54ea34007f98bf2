"""What a server wants nobody to ask for in so many words."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.request import GenerationRequest, Plan
from bot.domain.words.refusals import UnwantedWords
from bot.services.moderation.word_lists import WordLists


@dataclass(frozen=True, slots=True)
class WithoutUnwantedWords:
    """Lets pass what has no word of the server's lists; moderators are bound by them, too."""

    lists: WordLists

    async def require(self, request: GenerationRequest, planned: Plan) -> None:  # noqa: ARG002
        """Raise `UnwantedWords`."""
        for option, text in _written(request):
            if entry := await self.lists.hit(request.requester.guild_id, text):
                raise UnwantedWords(option, entry)


def _written(request: GenerationRequest) -> Iterator[tuple[str, str]]:
    """Give what was written freely, as it was typed: whatever is cleaned away may be a disguise."""
    yield "prompt", request.prompt
    if negative := request.options.get("negative"):
        yield "negative", str(negative)
