"""`/privacy`: everybody has their own data, and nobody else's, packed or erased."""

import io
import json
import zipfile

import pytest

from bot.domain.privacy import GRACE
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage

PROMPT = "a fox in the snow"


async def packed(stage: Stage, answer: Message) -> zipfile.ZipFile:
    (attachment,) = answer.attachments
    return zipfile.ZipFile(io.BytesIO((await stage.people.fetch(attachment.url)).content))


async def test_the_archive_has_words_and_videos_and_only_its_owner_sees_it(stage: Stage) -> None:
    generation = await stage.make()
    answer = await stage.ask(stage.member, "privacy export")

    assert answer.ephemeral
    assert "All that I keep about you" in answer.text
    with await packed(stage, answer) as archive:
        known = json.loads(archive.read("data.json"))
        assert [one["prompt"] for one in known["generations"]] == [PROMPT]
        assert archive.namelist() == ["data.json", f"{generation.id}/take-1.mp4"]


async def test_nobody_else_finds_it_in_theirs(stage: Stage) -> None:
    await stage.make()
    other = await stage.people.join(stage.guild, "vera")
    with await packed(stage, await stage.ask(other, "privacy export")) as archive:
        assert PROMPT not in archive.read("data.json").decode()


async def test_a_part_that_is_not_there_is_refused(stage: Stage) -> None:
    await stage.make()

    assert "There is 1 part" in (await stage.ask(stage.member, "privacy export", part=7)).text


async def test_nothing_goes_before_the_button_is_pressed(stage: Stage) -> None:
    generation = await stage.make()
    page = await stage.ask(stage.member, "privacy delete")
    await stage.worker.tick()

    assert page.ephemeral
    said = ("Goes, in every server", "Stays", "keyed hash", "/privacy export")
    assert all(words in page.text for words in said)
    kept = await stage.store.get(generation.id)
    assert kept is not None
    assert kept.prompt == PROMPT


@pytest.mark.parametrize("restarted", [False, True])
async def test_the_button_erases_what_is_whose_who_presses_it(stage: Stage, *, restarted: bool) -> None:
    generation = await stage.make()
    page = await stage.ask(stage.member, "privacy delete")
    if restarted:
        await stage.stop_bot()
        await stage.start_bot()
    told = await stage.turn(stage.member, page, "Erase everything")
    for _ in range(4):
        await stage.worker.tick()
        stage.clock.advance(10)

    assert "is being erased now" in told.text
    assert await stage.posted() == []
    assert stage.media.files == {}
    erased = await stage.store.get(generation.id)
    assert erased is not None
    assert (erased.prompt, erased.author_discord_id) == ("", None)


async def test_while_something_is_left_to_erase_nothing_new_is_begun(stage: Stage) -> None:
    await stage.create()
    page = await stage.ask(stage.member, "privacy delete")
    await stage.turn(stage.member, page, "Erase everything")

    assert "just being erased" in (await stage.create()).text


async def test_a_server_that_removed_the_bot_is_forgotten_after_the_time_of_grace(stage: Stage) -> None:
    generation = await stage.make()
    await stage.services.privacy.left(stage.guild)
    stage.clock.advance(GRACE.total_seconds() + 10)
    for _ in range(3):
        await stage.worker.tick()

    erased = await stage.store.get(generation.id)
    assert erased is not None
    assert erased.prompt == ""


async def test_those_who_manage_a_server_decide_how_long_things_are_kept(stage: Stage) -> None:
    decided = await stage.ask(stage.owner, "settings retention", prompt_days=3, media_days=2)

    assert "Prompts are kept for 3 days" in decided.text
    assert "Videos and pictures are kept for 2 days" in decided.text


async def test_prompts_and_files_go_when_their_server_wants_them_gone(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings retention", prompt_days=3, media_days=2)
    generation = await stage.make()
    stage.clock.advance(2 * 86_400 + 60)
    for _ in range(2):
        await stage.worker.tick()
    halfway = await stage.store.get(generation.id)
    stage.clock.advance(86_400)
    for _ in range(2):
        await stage.worker.tick()
    after = await stage.store.get(generation.id)

    assert halfway is not None
    assert after is not None
    assert (halfway.prompt, halfway.retired_at is None, stage.media.files) == (PROMPT, False, {})
    assert after.prompt == ""
