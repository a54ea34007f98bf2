"""`/show`: everything about one generation, its videos included, for those who may see it."""

import pytest

from bot.domain.generation import FailureReason, Generation, State
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


async def show(stage: Stage, typed: str, who: int | None = None) -> Message:
    return await stage.ask(who or stage.member, "show", id=typed)


async def stranger(stage: Stage) -> int:
    return await stage.people.join(stage.guild, "eve")


async def deleted(stage: Stage, generation: Generation) -> None:
    await stage.store.writer.do(
        lambda db: db.execute(
            "UPDATE generations SET removed_at = ? WHERE id = ?",
            ("2026-03-14T12:30:00.000000Z", generation.id),
        )
    )


def names(message: Message) -> list[str]:
    return [file.filename for file in message.attachments]


async def test_everything_about_a_finished_video_is_said_and_the_video_is_attached(stage: Stage) -> None:
    generation = await stage.make(prompt="a fox", seed=7, negative="blur", takes=2)

    answer = await show(stage, generation.id)

    _, video = await stage.posted()
    assert answer.ephemeral
    for part in (
        f"**Done** · https://discord.com/channels/{stage.guild}/{stage.channel}/{video.id}",
        "> a fox",
        "`pixverse-v4` · 5 s · 720p · 16:9",
        "without blur",
        "2 takes",
        f"for <@{stage.member}> · public",
        "$0.30 charged · the price was $0.30",
        f"asked for <t:{int(generation.created_at.timestamp())}:R>",
        "took ",
        "seeds 7, 8",
        "AI-generated",
        f"id: {generation.id}",
    ):
        assert part in answer.text
    assert names(answer) == ["greenlit-00000001-1.mp4", "greenlit-00000001-2.mp4"]
    shown = [await stage.people.fetch(file.url) for file in answer.attachments]
    posted = [await stage.people.fetch(file.url) for file in video.attachments]
    assert [file.content for file in shown] == [file.content for file in posted]


async def test_an_id_may_be_typed_as_it_is_shown_or_in_part(stage: Stage) -> None:
    generation = await stage.make()

    for typed in (f" id: {generation.id.upper()} ", generation.id[:8], f"ID:{generation.id[:13]}"):
        assert "**Done**" in (await show(stage, typed)).text


async def test_an_id_that_is_not_enough_or_nobodys_is_answered_with_what_to_do(stage: Stage) -> None:
    for typed in ("000", "id:", "ffffffff", "`@everyone`", "%"):
        answer = await show(stage, typed)
        assert "There is no video with the id" in answer.text
        assert "list that opens while you type" in answer.text


async def test_an_id_that_several_share_has_to_be_longer(stage: Stage) -> None:
    for _ in range(2):
        await stage.create()

    assert "2 videos have an id that begins with `0000`. Type more of it" in (await show(stage, "0000")).text


async def test_how_a_waiting_one_stands_is_said(stage: Stage) -> None:
    await stage.create(effect="boom drop", model="pixverse-v4")

    answer = await show(stage, (await stage.newest()).id)

    assert "**Waiting in line** · next" in answer.text
    assert "$0.15 held" in answer.text
    assert "⚠️ Caution: Effects are made for pictures" in answer.text
    assert not answer.attachments


async def test_why_one_failed_is_said(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()
    stage.provider.fail(generation.id, FailureReason.MODERATED)
    await stage.pass_time()

    answer = await show(stage, generation.id)

    assert "**Failed** · The provider's safety check did not let it pass. Nothing was charged." in answer.text
    assert "AI-generated" not in answer.text


async def test_a_private_video_is_shown_to_its_author_after_the_token_has_died(stage: Stage) -> None:
    generation = await stage.make(private=True)
    await stage.people.advance(20 * 60)
    stage.clock.advance(20 * 60)

    own = await show(stage, generation.id)

    assert names(own) == ["greenlit-00000001-1.mp4"]
    assert "private" in own.text
    for other in (await stranger(stage), stage.owner):
        assert "There is no video with the id" in (await show(stage, generation.id, other)).text


async def test_a_video_that_could_not_be_posted_is_kept_for_its_author(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()
    await stage.people.fault("error", method="POST", path="/channels/*/messages", status=403, code=50013)
    await stage.people.fault("error", method="POST", path="/users/@me/channels", status=403, code=50007)
    assert (await stage.finish(generation)).messages.result_ids == ()
    await stage.people.clear_faults()

    answer = await show(stage, generation.id)

    assert "could not be posted here, and is kept for its author" in answer.text
    assert names(answer) == ["greenlit-00000001-1.mp4"]


async def test_what_was_posted_is_shown_to_all_who_may_read_there(stage: Stage) -> None:
    generation = await stage.make()
    hidden = await stage.people.channel(stage.guild, "staff")
    other = await stranger(stage)
    await stage.people.overwrite(hidden, other, deny=["view_channel"])
    elsewhere = await stage.make(channel=hidden)

    assert names(await show(stage, generation.id, other)) == ["greenlit-00000001-1.mp4"]
    assert "There is no video" in (await show(stage, elsewhere.id, other)).text
    assert names(await show(stage, elsewhere.id, stage.owner)) == ["greenlit-00000002-1.mp4"]


async def test_what_is_not_posted_yet_moderators_may_know_of_and_others_not(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()

    assert "**Rendering**" in (await show(stage, generation.id, stage.owner)).text
    assert "There is no video" in (await show(stage, generation.id, await stranger(stage))).text


async def test_a_discarded_result_is_its_authors_alone(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()
    await stage.store.discard(generation.id, stage.clock.now())
    assert (await stage.finish(generation)).state is State.CANCELLED

    own, moderators = await show(stage, generation.id), await show(stage, generation.id, stage.owner)

    assert names(own) == ["greenlit-00000001-1.mp4"]
    assert "**Discarded** · it was not posted" in moderators.text
    assert names(moderators) == []
    assert "media.example" not in moderators.text
    assert "There is no video" in (await show(stage, generation.id, await stranger(stage))).text


async def test_ten_videos_come_as_files_and_the_others_as_links(stage: Stage) -> None:
    generation = await stage.make(model="pixverse-v6", takes=12)

    answer = await show(stage, generation.id)

    assert len(answer.attachments) == 10
    assert "Not attached here" in answer.text
    assert "Take 11: <https://media.example/" in answer.text
    assert "Take 12: <https://media.example/" in answer.text
    assert "Take 10:" not in answer.text


async def test_what_is_too_large_for_an_answer_is_linked(stage: Stage) -> None:
    generation = await stage.make()
    stage.media.smallest_fit_bytes = 10_000
    await stage.people.change_guild(stage.guild, upload_limit_bytes=500)

    answer = await show(stage, generation.id)

    assert not answer.attachments
    assert "Take 1: <https://media.example/" in answer.text


async def test_what_discord_refuses_for_its_size_is_linked(stage: Stage) -> None:
    generation = await stage.make()
    await stage.people.fault("error", method="PATCH", path="/webhooks/*", status=413, code=40005, times=1)

    answer = await show(stage, generation.id)

    assert not answer.attachments
    assert "Take 1: <https://media.example/" in answer.text


async def test_a_file_that_is_no_longer_there_is_linked(stage: Stage) -> None:
    generation = await stage.make()
    for file in (stage.media.folder / "results").iterdir():
        file.unlink()

    answer = await show(stage, generation.id)

    assert not answer.attachments
    assert "Take 1: <https://media.example/" in answer.text


async def test_what_was_removed_after_its_time_is_said_to_be_gone(stage: Stage) -> None:
    generation = await stage.make()
    await stage.store.retired(generation.id, stage.clock.now())

    answer = await show(stage, generation.id)

    assert "The files are gone: copies are removed after a while." in answer.text
    assert "seed 7" in answer.text
    assert not answer.attachments
    assert "media.example" not in answer.text


async def test_what_was_deleted_is_said_to_be_with_nothing_of_it_shown(stage: Stage) -> None:
    generation = await stage.make()
    await deleted(stage, generation)

    answer = await show(stage, generation.id)

    assert "the video was deleted <t:" in answer.text
    assert "The files are gone" not in answer.text
    assert not answer.attachments
    assert "media.example" not in answer.text
    assert not answer.buttons


async def test_where_a_video_came_from_is_said(stage: Stage) -> None:
    first = await stage.make()
    second = await stage.make()
    await stage.store.writer.do(
        lambda db: db.execute(
            "UPDATE generations SET origin_kin = 'again', origin_id = ?, origin_take = 1 WHERE id = ?",
            (first.id, second.id),
        )
    )

    for text in ((await show(stage, second.id)).text, (await stage.ask(stage.member, "history")).text):
        assert (
            f"again of [{first.id[:8]}](https://discord.com/channels/{stage.guild}/{stage.channel}/" in text
        )


async def test_own_videos_are_suggested_and_those_of_others_by_their_id(stage: Stage) -> None:
    await stage.make(prompt="my own")
    theirs = await stage.make(stage.owner, prompt="for everybody")
    secret = await stage.make(stage.owner, prompt="a secret", private=True)

    assert list(await stage.suggestions("show", "id", "")) == ["00000001 · done · my own"]
    assert list(await stage.suggestions("show", "id", theirs.id[:8])) == ["00000002 · done · for everybody"]
    assert await stage.suggestions("show", "id", secret.id) == {}
    assert list(await stage.suggestions("show", "id", "0000")) == [
        "00000001 · done · my own",
        "00000002 · done · for everybody",
    ]


@pytest.mark.parametrize("prompt", ["雨" * 2_000, "*" * 2_000], ids=["cjk", "escapes"])
async def test_the_longest_prompts_fit(stage: Stage, prompt: str) -> None:
    generation: Generation = await stage.make(prompt=prompt, negative=prompt)

    assert f"id: {generation.id}" in (await show(stage, generation.id)).text
