"""How an author is told of a video: by a ping, by a direct message that leads to it, or not at all."""

from dataclasses import replace

import pytest

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import Failure, FailureReason, Generation, State
from bot.domain.preferences import Telling
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage
from tests.delivery.samples import at, files, messages, trouble
from tests.ui.samples import OFFER, delivered, generation

MINUTES_30 = 30 * 60


async def pinged(stage: Stage) -> list[int]:
    return [
        user for message in await stage.people.books.messages(stage.channel) for user in message.pinged_users
    ]


async def direct(stage: Stage) -> list[Message]:
    channel = await stage.people.direct_channel(stage.member)
    return await stage.people.read(channel, stage.member)


def made(stage: Stage, telling: Telling, **changes: object) -> Generation:
    clips = files(stage)
    return at(stage, delivered(), takes=tuple(clip.take for clip in clips), telling=telling, **changes)


@pytest.mark.parametrize("telling", Telling)
async def test_only_who_wants_a_ping_gets_one(stage: Stage, telling: Telling) -> None:
    await stage.delivery.post_result(made(stage, telling), files(stage), again=False)

    assert await pinged(stage) == ([stage.member] if telling is Telling.PING else [])
    (posted,) = await messages(stage)
    assert f"<@{stage.member}>, your video is ready" in posted.text


@pytest.mark.parametrize(
    ("telling", "letters"), [(Telling.PING, 0), (Telling.DIRECT, 1), (Telling.NOTHING, 0)]
)
async def test_only_who_wants_it_is_led_there_directly(stage: Stage, telling: Telling, letters: int) -> None:
    (result_id,) = await stage.delivery.post_result(made(stage, telling), files(stage), again=False)

    told = await direct(stage)
    assert len(told) == letters
    link = f"https://discord.com/channels/{stage.guild}/{stage.channel}/{result_id}"
    assert all(f"Your video is ready: {link}" in letter.text for letter in told)
    assert not any(letter.attachments for letter in told)


async def test_of_two_messages_the_first_is_led_to(stage: Stage) -> None:
    clips = files(stage, 12)
    generation = at(stage, delivered(12), takes=tuple(clip.take for clip in clips), telling=Telling.DIRECT)

    first, _ = await stage.delivery.post_result(generation, clips, again=False)

    (letter,) = await direct(stage)
    assert letter.text.split("\n")[0].endswith(f"/{first}")


@pytest.mark.parametrize("pause_seconds", [0, MINUTES_30])
async def test_an_answer_lost_after_the_letter_was_sent_leads_to_no_second_one(
    stage: Stage, pause_seconds: int
) -> None:
    generation = made(stage, Telling.DIRECT)
    channel = await stage.people.direct_channel(stage.member)
    await stage.people.fault("drop_after", method="POST", path=f"/channels/{channel}/messages")

    first = await trouble(stage.delivery.post_result(generation, files(stage), again=False))
    await stage.people.advance(pause_seconds)
    stage.clock.advance(pause_seconds)
    await stage.delivery.post_result(generation, files(stage), again=True)

    assert first is DeliveryTrouble.UNAVAILABLE
    assert len(await messages(stage)) == 1
    assert len(await direct(stage)) == 1


async def test_closed_direct_messages_are_fine(stage: Stage) -> None:
    await stage.people.fault("error", method="POST", path="/users/@me/channels", status=403, code=50007)

    ids = await stage.delivery.post_result(made(stage, Telling.DIRECT), files(stage), again=False)

    assert [posted.id for posted in await messages(stage)] == list(ids)


async def test_nobody_is_led_to_a_message_that_was_deleted_meanwhile(stage: Stage) -> None:
    generation = made(stage, Telling.NOTHING)
    await stage.delivery.post_result(generation, files(stage), again=False)
    await stage.people.delete_message(stage.owner, (await messages(stage))[0])

    changed = replace(generation, telling=Telling.DIRECT)
    await stage.delivery.post_result(changed, files(stage), again=True)

    assert await direct(stage) == []


async def test_a_failure_is_told_in_the_same_ways(stage: Stage) -> None:
    failed = at(
        stage,
        generation(State.FAILED, failure=Failure(FailureReason.MODERATED)),
        telling=Telling.DIRECT,
    )

    notice_id = await stage.delivery.post_notice(failed, (), again=False)

    (letter,) = await direct(stage)
    assert "There will be no video" in letter.text
    assert f"/{notice_id}" in letter.text
    assert await pinged(stage) == []


async def test_a_private_one_is_told_where_it_is_shown(stage: Stage) -> None:
    await stage.delivery.post_result(made(stage, Telling.DIRECT, private=True), files(stage), again=False)

    (video,) = await direct(stage)
    assert video.attachments


async def test_what_members_chose_counts_when_it_is_posted(stage: Stage) -> None:
    await stage.ask(stage.member, "preferences")
    await stage.services.preferences.set(stage.member, "telling", "direct")

    await stage.make()

    assert await pinged(stage) == []
    assert len(await direct(stage)) == 1


async def test_a_public_message_speaks_the_servers_language(stage: Stage) -> None:
    generation = made(stage, Telling.PING)
    place = replace(generation.place, locale="de")

    await stage.delivery.post_result(replace(generation, place=place), files(stage), again=False)

    (posted,) = await messages(stage)
    assert [button.label for button in posted.buttons][-1] == "Löschen"


async def test_a_notice_names_the_language_of_its_place_in_its_buttons_too(stage: Stage) -> None:
    failed = at(stage, generation(State.FAILED, failure=Failure(FailureReason.MODEL_UNAVAILABLE)))
    failed = replace(failed, place=replace(failed.place, locale="fr"))

    await stage.delivery.post_notice(failed, (OFFER,), again=False)

    (posted,) = await messages(stage)
    assert posted.buttons[0].label == "Réessayer"
