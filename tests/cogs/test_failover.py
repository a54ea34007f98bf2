"""A provider in trouble: the refusal offers the other one, and a press has it made there, once."""

import asyncio
from typing import Any

import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason, MediaRole
from bot.domain.request import Requester
from sandbox.discord.driver import Message
from tests.cogs.composing import composed
from tests.cogs.stage import Stage

USE = "Use pixverse-v6-skills (≈ $0.29)"
MINUTES_16 = 16 * 60


@pytest.fixture
async def troubled(stage: Stage) -> Stage:
    """A stage whose first provider's account is empty."""
    trouble(stage, "runware")
    return stage


def trouble(stage: Stage, provider: str, model_id: str | None = None) -> None:
    reason = FailureReason.MODEL_UNAVAILABLE if model_id else FailureReason.OUT_OF_BALANCE
    stage.services.troubles.failed(ProviderError(provider, reason, retryable=False), model_id)


async def refused(stage: Stage, **options: Any) -> Message:
    return await stage.create(model="pixverse-v6", **options)


async def test_a_trouble_is_told_with_since_when_and_what_the_other_provider_asks(troubled: Stage) -> None:
    answer = await refused(troubled, format="webm")

    now = int(troubled.clock.now().timestamp())
    assert answer.ephemeral
    assert "Runware cannot make `pixverse-v6` at the moment" in answer.text
    began = int(answer.text.partition("<t:")[2].partition(":R>")[0])
    assert abs(began - now) < 30
    assert "`pixverse-v6-skills` at skills.video can, for ≈ $0.29, without `format`" in answer.text
    assert "Nothing was charged." in answer.text
    assert [button.label for button in answer.buttons] == [USE]
    assert troubled.ids.made == 0
    assert await troubled.posted() == []


async def test_a_press_makes_the_same_request_elsewhere_in_the_pressers_name(troubled: Stage) -> None:
    answer = await refused(troubled, prompt="a fox", duration=3, format="webm")

    queued = await troubled.turn(troubled.member, answer, "Use pixverse-v6-skills (≈ $0.18)")

    assert "**Queued**" in queued.text
    generation = await troubled.newest()
    assert (generation.model_id, generation.prompt) == ("pixverse-v6-skills", "a fox")
    assert generation.author_discord_id == troubled.member
    assert generation.settings["duration"] == 3
    assert "format" not in generation.settings
    (card,) = await troubled.posted()
    assert generation.id in card.text


async def test_files_come_along_where_the_other_model_takes_them(troubled: Stage) -> None:
    answer = await refused(troubled, files={"image": ("a.png", b"first"), "last_image": ("b.png", b"last")})
    assert "without `last_image`" in answer.text

    await troubled.turn(troubled.member, answer, USE)

    assert list((await troubled.newest()).inputs) == [MediaRole.FIRST_FRAME]


async def test_an_offer_pressed_twice_is_one_video(troubled: Stage) -> None:
    answer = await refused(troubled)

    await asyncio.gather(
        troubled.people.click(troubled.member, answer, label=USE),
        troubled.people.click(troubled.member, answer, label=USE),
    )

    queued = await troubled.people.wait_message(
        answer.channel_id, troubled.member, lambda found: found.id == answer.id and "Queued" in found.text
    )
    (generation,) = await troubled.services.generations.find(
        Requester(troubled.member, troubled.guild), "", active_only=False
    )
    assert generation.id in queued.text


async def test_a_press_that_comes_twice_after_a_resumption_keeps_its_answer(troubled: Stage) -> None:
    answer = await refused(troubled)
    queued = await troubled.turn(troubled.member, answer, USE)
    event = (await troubled.people.books.interactions())[-1]
    edits = len(await troubled.people.books.requests("PATCH", "/webhooks/*"))

    troubled.sandbox.gateway.feed("INTERACTION_CREATE", event["payload"])
    async with asyncio.timeout(10):
        while len(await troubled.people.books.requests("PATCH", "/webhooks/*")) == edits:
            await asyncio.sleep(0.01)

    (after,) = [message for message in await troubled.seen() if message.id == answer.id]
    assert after.text == queued.text
    assert troubled.ids.made == 1


async def test_an_offer_stands_for_a_day(troubled: Stage) -> None:
    answer = await refused(troubled)
    troubled.clock.advance(25 * 3600)
    await troubled.worker.tick()

    after = await troubled.turn(troubled.member, answer, USE)

    assert "This draft cannot be used any more" in after.text
    assert troubled.ids.made == 0


async def test_an_offer_survives_a_restart_with_its_files(troubled: Stage) -> None:
    answer = await refused(troubled, files={"image": ("a.png", b"first")})
    await troubled.people.advance(MINUTES_16)
    await troubled.stop_bot()
    await troubled.start_bot()

    queued = await troubled.turn(troubled.member, answer, USE)

    assert "**Queued**" in queued.text
    assert list((await troubled.newest()).inputs) == [MediaRole.FIRST_FRAME]


async def test_a_form_for_a_model_in_trouble_offers_the_other_with_its_price(troubled: Stage) -> None:
    draft = await composed(troubled, model=["pixverse-v6"])
    assert "Runware cannot make `pixverse-v6` at the moment" in draft.text

    changed = await troubled.turn(troubled.member, draft, USE)

    assert "pixverse-v6-skills" in changed.text
    assert "**Queued**" in (await troubled.turn(troubled.member, changed, "Generate")).text


async def test_a_private_request_stays_private_and_is_answered_where_it_was_pressed(troubled: Stage) -> None:
    answer = await refused(troubled, private=True)

    card = await troubled.turn(troubled.member, answer, USE)

    generation = await troubled.newest()
    assert generation.private
    assert card.ephemeral
    assert f"id: {generation.id}" in card.text
    assert "Waiting in line" in card.text
    assert await troubled.posted() == []


async def test_what_is_wrong_with_the_new_request_is_said(troubled: Stage) -> None:
    answer = await refused(troubled)
    troubled.services.generations.closing = True

    refusal = await troubled.turn(troubled.member, answer, USE)

    assert "I am restarting" in refusal.text
    assert refusal.button("Generate")


async def test_without_anything_to_offer_there_is_no_button(troubled: Stage) -> None:
    trouble(troubled, "skills_video")

    answer = await refused(troubled)

    assert "Choose another model, or try again later." in answer.text
    assert not answer.buttons


async def test_a_model_that_is_only_announced_is_offered_elsewhere_once_its_provider_has_said_so(
    stage: Stage,
) -> None:
    trouble(stage, "runware", "pixverse-v6")

    answer = await refused(stage)

    assert "does not offer this model at the moment" in answer.text
    assert [button.label for button in answer.buttons] == [USE]
    assert "**Queued**" in (await stage.create(model="pixverse-v4")).text
