"""Delete: whatever stops the bot on the way, in the end nothing is left but the row and the books."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain.dead_ends import StillUnderWay
from bot.domain.errors import DeliveryTrouble, GenerationUnknown
from bot.domain.generation import Failure, FailureReason, Generation, MediaRole
from bot.domain.moderation.removals import RemovalFacts
from bot.domain.news import Update
from bot.domain.postings import NewPosting, PostingKind
from bot.domain.request import Requester
from bot.domain.rights import ModeratorsOnly, NotYours
from bot.services.stages.removing import RETRY
from bot.storage.sqlite.posting import post
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

    await studio.worker.tick()

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


async def told(studio: Studio) -> list[RemovalFacts]:
    """What authors were told of removals."""
    await studio.worker.tick()
    shown = [notice.shown[-1] for notice in studio.board.of(PostingKind.REMOVAL)]
    return [facts for facts in shown if isinstance(facts, RemovalFacts)]


async def audit(studio: Studio) -> list[tuple[object, ...]]:
    return await studio.rows("SELECT action, generation_id, reason FROM audit_entries")


async def test_a_moderators_removal_leaves_the_books_and_an_entry_with_its_reason(studio: Studio) -> None:
    generation = await finished(studio)
    before = await studio.money(generation)

    await studio.services.removal.moderate(f"ID: {generation.id}", MODERATOR, " cruel\n to  foxes ")

    assert await cleared(studio, generation)
    assert (await studio.now(generation)).prompt == ""
    assert await audit(studio) == [("removed", generation.id, "cruel to foxes")]
    assert await studio.money(generation) == before
    (facts,) = await told(studio)
    assert (facts.generation.id, facts.reason) == (generation.id, "cruel to foxes")


async def test_moderators_who_remove_their_own_are_not_told_of_it(studio: Studio) -> None:
    generation = await finished(studio, author=MODERATOR.discord_id)

    await studio.services.removal.moderate(generation.id, MODERATOR, "")

    assert await audit(studio) == [("removed", generation.id, "")]
    assert await told(studio) == []


async def test_authors_who_delete_their_own_leave_the_log_alone(studio: Studio) -> None:
    generation = await finished(studio)

    await studio.services.removal.remove(generation.id, MEMBER)

    assert await audit(studio) == []
    assert await told(studio) == []
    assert (await studio.now(generation)).prompt == generation.prompt


async def test_a_moderators_press_of_delete_is_a_removal(studio: Studio) -> None:
    generation = await finished(studio)

    await studio.services.removal.remove(generation.id, MODERATOR)

    assert await audit(studio) == [("removed", generation.id, "")]
    assert len(await told(studio)) == 1


async def test_of_what_failed_the_notice_goes(studio: Studio) -> None:
    generation = await studio.running()
    failure = Failure(FailureReason.PROVIDER_FAILED)
    await studio.store.observe(Update(generation.id, failure=failure), studio.clock.now())
    await studio.pass_time(10)
    (notice,) = studio.notices(generation)

    await studio.services.removal.moderate(generation.id, MODERATOR, "")

    assert notice.deleted


async def test_only_moderators_of_its_server_remove_by_command(studio: Studio) -> None:
    generation = await finished(studio)

    with pytest.raises(ModeratorsOnly):
        await studio.services.removal.moderate(generation.id, MEMBER, "")
    with pytest.raises(GenerationUnknown):
        await studio.services.removal.moderate(generation.id, replace(MODERATOR, guild_id=GUILD + 1), "")
    with pytest.raises(GenerationUnknown):
        # Its author, who moderates elsewhere: nothing of that is for this server's log.
        await studio.services.removal.moderate(
            generation.id, replace(MEMBER, guild_id=GUILD + 1, is_moderator=True), ""
        )
    assert (await studio.now(generation)).removed_at is None


async def test_the_latest_of_a_server_are_suggested_to_its_moderators_alone(studio: Studio) -> None:
    generation = await finished(studio)

    suggested = await studio.services.removal.suggestions(MODERATOR, "light")

    assert [one.id for one in suggested] == [generation.id]
    assert await studio.services.removal.suggestions(STRANGER, "") == ()


@pytest.mark.parametrize("gone", ["generation", "entry"])
async def test_a_notice_without_a_reason_to_it_is_not_sent(studio: Studio, gone: str) -> None:
    key = "00000000-0000-4000-8000-00000000dead"
    if gone == "entry":
        key = (await finished(studio)).id
    await studio.store.writer.do(
        lambda db: post(
            db, NewPosting(PostingKind.REMOVAL, GUILD, key, recipient_discord_id=5), studio.clock.now()
        )
    )

    assert await told(studio) == []
