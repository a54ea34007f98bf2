"""What a server wants nobody to ask for in so many words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.request import GenerationRequest, Plan
from bot.domain.words.refusals import UnwantedWords
from bot.services.moderation.word_lists import WordLists

_AVOIDED: Final = "negative"
"""The option that says what is to be avoided."""


@dataclass(frozen=True, slots=True)
class WithoutUnwantedWords:
    """Lets pass what has no word of the server's lists; moderators are bound by them, too.

    The default list is for the prompt alone: who names such a thing as to be avoided does not want it.
    """

    lists: WordLists

    async def require(self, request: GenerationRequest, planned: Plan) -> None:  # noqa: ARG002
        """Raise `UnwantedWords`."""
        for option, text in _written(request):
            if entry := await self.lists.hit(request.requester.guild_id, text, avoided=option == _AVOIDED):
                raise UnwantedWords(option, entry)


def _written(request: GenerationRequest) -> Iterator[tuple[str, str]]:
    """Give what was written freely, as it was typed: whatever is cleaned away may be a disguise."""
    yield "prompt", request.prompt
    if avoided := request.options.get(_AVOIDED):
        yield _AVOIDED, str(avoided)
