"""Erasure and export: nothing is left of those who go, nothing of money is lost, nothing is refilled."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from bot.domain.errors import DeliveryTrouble, LimitReached
from bot.domain.generation import Generation, MediaRole
from bot.domain.money import Micros
from bot.domain.privacy import GRACE, HASH_KEPT, BeingErased, NoSuchPart
from bot.domain.request import Requester
from bot.services.stages.erasing import RETRY
from tests.support.fake_delivery import Purpose
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio, picture

PROMPT = "A violet heron over Zanzibar"
MANAGER = Requester(1, GUILD, is_manager=True)
MODERATOR = Requester(91, GUILD, is_moderator=True)
PLENTY = 1_000_000


async def made(studio: Studio, **said: object) -> Generation:
    attachments = {MediaRole.FIRST_FRAME: picture()}
    generation = await studio.running(prompt=PROMPT, attachments=attachments, **said)
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    return await studio.now(generation)


async def erased(studio: Studio) -> None:
    assert await studio.services.privacy.erase(MEMBER)
    await studio.pass_time(10)


async def much_later(studio: Studio, span: timedelta) -> None:
    studio.clock.advance(span.total_seconds())
    await studio.pass_time(10)


async def members(studio: Studio) -> list[tuple[object, ...]]:
    return await studio.rows(
        "SELECT discord_id, discord_id_hash IS NOT NULL FROM members WHERE member_id = 1"
    )


async def test_nothing_is_left_of_what_was_said_and_made_but_the_books(studio: Studio) -> None:
    generation = await made(studio)
    books = await studio.money(generation)
    await erased(studio)

    ended = await studio.now(generation)
    assert (ended.prompt, ended.settings, ended.inputs, ended.author_discord_id) == ("", {}, {}, None)
    assert studio.media.files == {}
    assert all(message.deleted for message in studio.results(generation))
    assert studio.card(generation).deleted
    assert await studio.money(generation) == books
    assert await studio.store.check() == []


async def test_videos_that_were_deleted_before_keep_no_erasure_from_its_end(studio: Studio) -> None:
    generation = await made(studio)
    await studio.services.removal.remove(generation.id, MEMBER)
    await studio.pass_time(10)
    await erased(studio)

    assert await members(studio) == [(None, 1)]
    assert (await studio.now(generation)).author_discord_id is None


async def test_what_waits_is_cancelled_and_what_is_under_way_is_not_posted(studio: Studio) -> None:
    running = await studio.running(prompt=PROMPT)
    waiting = await studio.request(prompt=PROMPT, key="later")
    assert await studio.services.privacy.erase(MEMBER)
    await studio.pass_time(5)
    with pytest.raises(BeingErased):
        await studio.request(prompt="Once more")

    studio.provider.finish(running.id)
    await studio.pass_time(60)
    ended = [await studio.now(generation) for generation in (running, waiting)]
    assert [generation.prompt for generation in ended] == ["", ""]
    assert studio.delivery.messages(running, Purpose.RESULT) == []
    assert await members(studio) == [(None, 1)]
    assert await studio.store.check() == []


async def test_what_was_being_posted_when_its_author_had_it_erased_is_found_and_deleted(
    studio: Studio,
) -> None:
    await studio.services.servers.change(MANAGER, {"review_mode": "all"})
    generation = await made(studio)
    await studio.services.reviews.publish(MODERATOR, generation.id)
    # The worker has begun to post it.
    await studio.store.delivering(generation.id, studio.clock.now() + RETRY)
    assert await studio.services.privacy.erase(MEMBER)
    await studio.store.delivered(generation.id, [901], studio.clock.now())

    assert (await studio.now(generation)).messages.result_ids == (901,)
    await studio.pass_time(10)
    assert (await studio.now(generation)).messages.result_ids == ()


async def test_asking_twice_is_asking_once(studio: Studio) -> None:
    await studio.running()
    privacy = studio.services.privacy
    assert [await privacy.erase(MEMBER), await privacy.erase(MEMBER)] == [True, False]


async def test_an_erasure_goes_on_after_a_restart_and_while_discord_is_silent(studio: Studio) -> None:
    generation = await made(studio)
    studio.delivery.removal_troubles.append(DeliveryTrouble.UNAVAILABLE)
    await studio.services.privacy.erase(MEMBER)
    await studio.worker.tick()
    await studio.restart()
    assert (await studio.now(generation)).prompt == PROMPT

    await studio.pass_time(RETRY.total_seconds() + 10)
    assert (await studio.now(generation)).prompt == ""
    assert await members(studio) == [(None, 1)]


async def test_who_comes_back_at_once_has_the_quota_that_was_left(studio: Studio) -> None:
    studio.policy.member_daily_micros = Micros(150_000)
    await made(studio)
    await erased(studio)

    with pytest.raises(LimitReached):
        await studio.request()
    assert await members(studio) == [(AUTHOR, 0)]


async def test_moderators_who_look_somebody_up_find_nothing_of_theirs_and_keep_nothing(
    studio: Studio,
) -> None:
    await made(studio)
    await erased(studio)

    for discord_id in (AUTHOR, AUTHOR + 1):
        theirs, *_ = await studio.usage.of_member(MODERATOR, discord_id, None)
        assert theirs.spent_micros == 0
        assert await studio.usage.movements_of_member(MODERATOR, discord_id) == []

    assert await members(studio) == [(None, 1)]
    assert await studio.rows(f"SELECT 1 FROM members WHERE discord_id = {AUTHOR + 1}") == []


async def test_the_hash_goes_with_the_window_and_then_nobody_is_known(studio: Studio) -> None:
    await made(studio)
    await erased(studio)
    await much_later(studio, HASH_KEPT)

    assert await members(studio) == [(None, 0)]
    assert (await studio.request()).member_id != 1


async def test_drafts_and_preferences_go_too(studio: Studio) -> None:
    await studio.services.preferences.set(AUTHOR, "aspect", "1:1")
    await erased(studio)

    assert await studio.rows("SELECT * FROM preferences") == []


async def test_the_data_of_a_server_goes_once_it_was_left_for_long_enough(studio: Studio) -> None:
    generation = await made(studio)
    await studio.services.servers.change(MANAGER, {"concurrent": 3})
    await studio.services.privacy.seen([GUILD])
    await studio.services.privacy.left(GUILD)
    await much_later(studio, GRACE - timedelta(hours=1))
    assert (await studio.now(generation)).prompt == PROMPT

    await much_later(studio, timedelta(hours=2))
    assert (await studio.now(generation)).prompt == ""
    tables = ("server_settings", "audit_entries", "postings", "drafts")
    assert [await studio.rows(f"SELECT * FROM {table}") for table in tables] == [[], [], [], []]
    assert await studio.store.check() == []


async def test_a_server_goes_too_of_which_there_are_decisions_only(studio: Studio) -> None:
    studio.policy.operator_ids = frozenset({77})
    await studio.services.pausing.pause_any(77, None, "everywhere")
    elsewhere = Requester(91, GUILD + 1, is_moderator=True)
    await studio.services.blocks.block(elsewhere, Requester(5, GUILD + 1), None, "spam", "en-US")
    await studio.services.privacy.seen([GUILD])
    await much_later(studio, GRACE + timedelta(hours=2))

    assert await studio.rows("SELECT * FROM blocks") == []
    # What operators decide about all servers is no server's.
    assert await studio.rows("SELECT guild_id, action FROM audit_entries") == [(0, "paused")]


@pytest.mark.parametrize("seen", [False, True])
async def test_a_server_that_has_the_bot_again_keeps_everything(studio: Studio, *, seen: bool) -> None:
    generation = await made(studio)
    await studio.services.privacy.seen([GUILD + 1])
    privacy = studio.services.privacy
    await (privacy.seen([GUILD]) if seen else privacy.joined(GUILD))
    await much_later(studio, GRACE + timedelta(hours=2))

    assert (await studio.now(generation)).prompt == PROMPT


async def test_an_export_has_all_words_and_files_and_nothing_of_others(studio: Studio) -> None:
    generation = await made(studio)
    await studio.running(author=AUTHOR + 1, prompt="Somebody else's")
    archive = await studio.services.privacy.export(MEMBER, 1, PLENTY)

    assert (archive.part, archive.parts, archive.too_large) == (1, 1, 0)
    assert archive.filename == "greenlit-export-1-of-1.zip"
    with zipfile.ZipFile(io.BytesIO(archive.content)) as packed:
        names = packed.namelist()
        words = packed.read("data.json").decode()
    known = json.loads(words)
    assert known["generations"][0]["prompt"] == PROMPT
    assert known["member"][0]["discord_id"] == str(AUTHOR)
    assert names[1:] == known["files"]
    assert {name.split("/")[0] for name in known["files"]} == {generation.id}
    assert "Somebody" not in words


async def test_somebody_of_whom_nothing_is_kept_is_told_just_that(studio: Studio) -> None:
    archive = await studio.services.privacy.export(Requester(404, GUILD), 1, PLENTY)

    with zipfile.ZipFile(io.BytesIO(archive.content)) as packed:
        assert json.loads(packed.read("data.json")) == {
            "made_at": studio.clock.now().isoformat(),
            "files": [],
        }


async def test_a_file_that_went_meanwhile_is_left_out_and_one_too_large_is_counted(studio: Studio) -> None:
    await made(studio)
    largest = max(len(content) for content in studio.media.files.values())
    small = await studio.services.privacy.export(MEMBER, 1, 64 * 1024 + largest)
    assert small.too_large > 0
    studio.media.files.clear()
    archive = await studio.services.privacy.export(MEMBER, 1, PLENTY)

    with zipfile.ZipFile(io.BytesIO(archive.content)) as packed:
        assert packed.namelist() == ["data.json"]


async def test_what_does_not_fit_into_one_part_comes_in_several(studio: Studio) -> None:
    for _ in range(4):
        await made(studio)
    largest = max(len(content) for content in studio.media.files.values())
    limit = 64 * 1024 + largest + 10_000
    first = await studio.services.privacy.export(MEMBER, 1, limit)
    found: list[str] = []
    for part in range(1, first.parts + 1):
        archive = await studio.services.privacy.export(MEMBER, part, limit)
        with zipfile.ZipFile(io.BytesIO(archive.content)) as packed:
            found += packed.namelist()

    assert len(found) == len(set(found)) == 9
    with pytest.raises(NoSuchPart) as refused:
        await studio.services.privacy.export(MEMBER, first.parts + 1, limit)
    assert refused.value.parts == first.parts
