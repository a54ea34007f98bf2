"""Delete: whatever stops the bot on the way, in the end nothing is left but the row and the books."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain.dead_ends import StillUnderWay
from bot.domain.errors import DeliveryTrouble, GenerationUnknown
from bot.domain.generation import Generation, MediaRole
from bot.domain.request import Requester
from bot.domain.rights import NotYours
from bot.services.stages.removing import RETRY
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio, picture

MODERATOR = Requester(77, GUILD, is_moderator=True)
STRANGER = Requester(78, GUILD)


async def finished(studio: Studio, *, private: bool = False, author: int = AUTHOR) -> Generation:
    generation = await studio.running(
        author=author, private=private, takes=2, attachments={MediaRole.FIRST_FRAME: picture()}
    )
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    return await studio.now(generation)


async def cleared(studio: Studio, generation: Generation) -> bool:
    (due,) = (await studio.rows("SELECT removal_due_at FROM generations WHERE id = ?", generation.id))[0]
    messages = studio.results(generation)
    return due is None and studio.media.files == {} and all(message.deleted for message in messages)


async def marked(studio: Studio, generation: Generation) -> None:
    now = studio.clock.now()
    await studio.store.remove(generation.id, now, now + RETRY)


async def half_the_files_gone(studio: Studio, generation: Generation) -> None:
    await marked(studio, generation)
    for media in generation.inputs.values():
        await studio.media.remove(media)


async def all_files_gone(studio: Studio, generation: Generation) -> None:
    await half_the_files_gone(studio, generation)
    for take in generation.stored_takes:
        assert take.media
        await studio.media.remove(take.media)


async def messages_gone(studio: Studio, generation: Generation) -> None:
    await all_files_gone(studio, generation)
    await studio.delivery.remove(generation)


async def unanswered(studio: Studio, generation: Generation) -> None:
    studio.delivery.removal_troubles.append(DeliveryTrouble.UNAVAILABLE)
    await studio.services.removal.remove(generation.id, MEMBER)


async def test_a_press_deletes_messages_files_and_inputs_at_once(studio: Studio) -> None:
    generation = await finished(studio)
    before = await studio.money(generation)

    removed = await studio.services.removal.remove(generation.id, MEMBER)

    assert removed.removed_at == studio.clock.now()
    assert await cleared(studio, generation)
    assert await studio.money(generation) == before


@pytest.mark.parametrize(
    "stopped",
    [marked, half_the_files_gone, all_files_gone, messages_gone, unanswered],
    ids=lambda f: f.__name__,
)
async def test_what_a_stop_left_undone_is_done_after_it(
    studio: Studio, stopped: Callable[[Studio, Generation], Awaitable[None]]
) -> None:
    generation = await finished(studio)
    await stopped(studio, generation)
    assert not await cleared(studio, generation)
    await studio.restart()

    await studio.pass_time(RETRY.total_seconds() + 5)

    assert await cleared(studio, generation)
    assert (await studio.now(generation)).removed_at


async def test_while_discord_does_not_answer_it_is_tried_again_and_again(studio: Studio) -> None:
    generation = await finished(studio)
    studio.delivery.removal_troubles.extend([DeliveryTrouble.UNAVAILABLE] * 4)
    await studio.services.removal.remove(generation.id, MEMBER)

    await studio.pass_time(2 * RETRY.total_seconds())
    assert not await cleared(studio, generation)
    assert studio.media.files == {}
    await studio.pass_time(3 * RETRY.total_seconds())

    assert await cleared(studio, generation)


async def test_copies_made_to_fit_go_too(studio: Studio) -> None:
    generation = await finished(studio)
    media = generation.stored_takes[0].media
    assert media
    await studio.media.fit(media, 500)

    await studio.services.removal.remove(generation.id, MEMBER)

    assert studio.media.files == {}


async def test_a_second_press_finds_it_done(studio: Studio) -> None:
    generation = await finished(studio)
    first = await studio.services.removal.remove(generation.id, MEMBER)
    studio.clock.advance(5)

    second = await studio.services.removal.remove(generation.id, MEMBER)

    assert second.removed_at == first.removed_at
    assert await cleared(studio, generation)


async def test_a_moderator_deletes_what_is_public_in_their_server_alone(studio: Studio) -> None:
    public, private = await finished(studio), await finished(studio, private=True)

    with pytest.raises(GenerationUnknown):
        await studio.services.removal.remove(private.id, MODERATOR)
    with pytest.raises(GenerationUnknown):
        await studio.services.removal.remove(public.id, replace(MODERATOR, guild_id=GUILD + 1))
    assert (await studio.services.removal.remove(public.id, MODERATOR)).removed_at


async def test_others_may_not(studio: Studio) -> None:
    generation = await finished(studio)

    with pytest.raises(NotYours):
        await studio.services.removal.remove(generation.id, STRANGER)
    with pytest.raises(GenerationUnknown):
        await studio.services.removal.remove("00000000-0000-4000-8000-00000000dead", MEMBER)


async def test_an_author_may_from_a_direct_message(studio: Studio) -> None:
    generation = await finished(studio, private=True)

    assert (await studio.services.removal.remove(generation.id, Requester(AUTHOR, 0))).removed_at


async def test_what_is_under_way_has_to_end_first(studio: Studio) -> None:
    generation = await studio.running()

    with pytest.raises(StillUnderWay):
        await studio.services.removal.remove(generation.id, MEMBER)
