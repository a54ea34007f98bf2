"""What all decisions of moderators about one generation have in common."""

from bot.domain.errors import GenerationUnknown
from bot.domain.generation import Generation
from bot.domain.moderation.audit import Action, Decision
from bot.domain.moderation.reasons import reason_of
from bot.domain.request import Requester
from bot.domain.rights import require_moderator
from bot.ports.store import Store


async def decided_about(store: Store, requester: Requester, generation_id: str) -> Generation:
    """Give what a moderator decides about; raises `ModeratorsOnly`, or `GenerationUnknown` elsewhere."""
    require_moderator(requester)
    generation = await store.get(generation_id)
    if generation is None or generation.place.guild_id != requester.guild_id:
        raise GenerationUnknown(generation_id)
    return generation


def decision(requester: Requester, generation: Generation, action: Action, reason: str = "") -> Decision:
    """Write down who decides what about whose generation."""
    return Decision(
        requester.guild_id,
        requester.discord_id,
        action,
        subject_discord_id=generation.author_discord_id,
        generation_id=generation.id,
        reason=reason_of(reason),
    )
