"""What cannot be said in a channel is said to the author directly, once."""

from dataclasses import replace

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import Failure, FailureReason, State
from tests.cogs.stage import Stage
from tests.delivery.samples import POST, at, files, messages, trouble
from tests.ui.samples import delivered, generation


async def test_what_cannot_be_posted_is_sent_to_its_author_directly(stage: Stage) -> None:
    clips = files(stage)
    made = at(stage, delivered(takes=1), takes=tuple(clip.take for clip in clips))

    await stage.delivery.tell_author(made, clips)
    await stage.people.advance(3_600)
    await stage.delivery.tell_author(made, clips)

    direct = await stage.people.direct_channel(stage.member)
    (told,) = await stage.people.read(direct, stage.member)
    assert f"could not post it in <#{stage.channel}>" in told.text
    assert len(told.attachments) == 1
    assert await messages(stage) == []


async def test_a_direct_video_that_is_too_large_comes_as_a_link(stage: Stage) -> None:
    clips = [replace(clip, link="https://a.example/1") for clip in files(stage)]
    made = at(stage, delivered(), takes=tuple(clip.take for clip in clips))
    await stage.people.fault("error", **POST, status=413, code=40005)

    await stage.delivery.tell_author(made, clips)

    direct = await stage.people.direct_channel(stage.member)
    (told,) = await stage.people.read(direct, stage.member)
    assert "<https://a.example/1>" in told.text
    assert not told.attachments


async def test_a_failure_in_a_lost_channel_is_told_directly(stage: Stage) -> None:
    failed = at(stage, generation(State.FAILED, failure=Failure(FailureReason.MODERATED)))

    await stage.delivery.tell_author(failed, ())

    direct = await stage.people.direct_channel(stage.member)
    (told,) = await stage.people.read(direct, stage.member)
    assert "safety check" in told.text


async def test_an_author_who_was_forgotten_cannot_be_told(stage: Stage) -> None:
    failed = at(stage, generation(State.FAILED), author_discord_id=None)

    assert await trouble(stage.delivery.tell_author(failed, ())) is DeliveryTrouble.FORBIDDEN
