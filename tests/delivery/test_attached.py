"""`RESULT_MESSAGE=attachment`: the same facts, buttons and care, in a plain message with attached files."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import Generation
from bot.ports.delivery import Clip
from bot.ui.safe_text import utf16_units
from bot.ui.videos.attached import attached
from bot.ui.videos.results import parts
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage
from tests.delivery.samples import POST, at, files, messages, trouble
from tests.ui.samples import NOW, delivered

COMPONENTS_V2 = 1 << 15


@pytest.fixture
async def plain(stage: Stage) -> Stage:
    """A stage whose results are plain messages."""
    stage.attaches = True
    await stage.stop_bot()
    await stage.start_bot()
    return stage


def made(stage: Stage, takes: int = 1) -> tuple[Generation, list[Clip]]:
    clips = files(stage, takes)
    return at(stage, delivered(takes), takes=tuple(clip.take for clip in clips)), clips


async def results(stage: Stage) -> list[Message]:
    return [message for message in await messages(stage) if message.attachments]


async def test_it_says_and_offers_what_the_gallery_does(plain: Stage) -> None:
    generation, clips = made(plain)

    await plain.delivery.post_result(generation, clips, again=False)

    (posted,) = await results(plain)
    assert not posted.raw["flags"] & COMPONENTS_V2
    for part in (
        f"<@{plain.member}>, your video is ready",
        "> a fox in the snow",
        "`pixverse-v5.6` · 5 s · 720p",
        "seed 0",
        "$0.40 charged",
        "AI-generated",
        f"id: {generation.id}",
    ):
        assert part in posted.raw["content"]
    (file,) = posted.attachments
    assert file.description == "AI-generated video by pixverse-v5.6: a fox in the snow"
    labels = [button.label for button in posted.buttons]
    assert labels == ["Again", "Edit", "Animate last frame", "Extend", "Delete"]
    (recorded,) = await plain.people.books.messages(plain.channel)
    assert recorded.pinged_users == [plain.member]


async def test_it_is_recognised_when_its_nonce_is_long_forgotten(plain: Stage) -> None:
    generation, clips = made(plain, 12)
    first = await plain.delivery.post_result(generation, clips, again=False)
    await plain.people.advance(3_600)

    second = await plain.delivery.post_result(generation, clips, again=True)

    assert first == second
    assert [posted.id for posted in await results(plain)] == list(first)


async def test_an_answer_lost_after_it_was_made_leads_to_no_second_post(plain: Stage) -> None:
    generation, clips = made(plain)
    await plain.people.fault("drop_after", **POST)

    first = await trouble(plain.delivery.post_result(generation, clips, again=False))
    await plain.delivery.post_result(generation, clips, again=True)

    assert first is DeliveryTrouble.UNAVAILABLE
    assert len(await results(plain)) == 1


async def test_another_generations_prompt_cannot_pass_for_it(plain: Stage) -> None:
    generation, clips = made(plain)
    forged = replace(
        generation, prompt=f"x\n-# id: {generation.id}", id=generation.id.replace("0b6f", "aaaa")
    )
    await plain.delivery.post_result(forged, clips, again=False)

    await plain.delivery.post_result(generation, clips, again=True)

    assert len(await results(plain)) == 2


async def test_its_buttons_work_after_a_restart(plain: Stage) -> None:
    generation = await plain.make()
    (posted,) = await results(plain)
    await plain.stop_bot()
    await plain.start_bot()

    assert "**Queued**" in (await plain.press(plain.member, posted, "Again")).text
    assert (await plain.newest()).id != generation.id
    form = await (await plain.people.click(plain.member, posted, label="Edit")).form()
    assert form.control("Prompt").value == generation.prompt
    await plain.press(plain.member, posted, "Delete")
    assert await results(plain) == []


async def test_of_twelve_takes_one_is_chosen_in_each_message(plain: Stage) -> None:
    await plain.make(model="pixverse-v6", takes=12)
    first, second = await results(plain)
    assert [len(message.selects[0].values) for message in (first, second)] == [10, 2]

    chosen = await (await plain.people.select(plain.member, second, ["11"])).answer()

    assert "Take 11 of 12" in chosen.text


async def test_switched_back_what_was_posted_plainly_is_still_known(plain: Stage) -> None:
    generation, clips = made(plain)
    before = await plain.delivery.post_result(generation, clips, again=False)
    await plain.people.advance(3_600)
    plain.attaches = False
    await plain.stop_bot()
    await plain.start_bot()

    assert await plain.delivery.post_result(generation, clips, again=True) == before


@pytest.mark.parametrize("prompt", ["x" * 2_048, "雨" * 2_048, "*" * 2_048, "🦊" * 1_024])
def test_the_longest_texts_fit_into_a_plain_message_and_keep_its_last_line(prompt: str) -> None:
    generation = delivered(10, prompt=prompt, settings={"negative": prompt, "duration": 8, "seed": 2**31})
    links = [
        Clip(take, None, "https://im.runware.ai/" + "u" * 178, NOW + timedelta(days=1))
        for take in generation.takes
    ]
    for clips in (links, [Clip(take, take.media) for take in generation.takes]):
        content = attached(generation, parts(clips)[0]).content
        assert utf16_units(content) <= 2_000
        assert content.endswith(f"\n-# id: {generation.id}")


async def test_the_name_of_a_spoiler_hides_it(plain: Stage) -> None:
    generation, clips = made(plain, 2)
    hidden = [replace(clip, spoiler=True) for clip in clips]

    await plain.delivery.post_result(generation, hidden, again=False)

    (posted,) = await results(plain)
    assert [file.filename.startswith("SPOILER_greenlit-") for file in posted.attachments] == [True, True]
