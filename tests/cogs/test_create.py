"""`/create` from the command to the card, and everything that can be wrong with a request."""

import re
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue, Choice, Model, Option, Text, Value, Whole
from bot.domain.generation import MediaRole, State
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.prices import Price, PriceTable
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage, opened

ID = re.compile(r"^(?:-# )?id: ([0-9a-f-]{36})$", re.MULTILINE)


def id_in(message: Message) -> str:
    found = ID.search(message.text)
    assert found, message.text
    return found[1]


async def test_a_request_is_answered_privately_and_gets_a_public_card(stage: Stage) -> None:
    answer = await stage.create(model="pixverse-v4")

    card = (await stage.posted())[0]
    assert answer.ephemeral
    assert "Queued" in answer.text
    assert f"https://discord.com/channels/{stage.guild}/{stage.channel}/{card.id}" in answer.text
    assert "$0.15 is held" in answer.text
    assert id_in(answer) == id_in(card) == (await stage.the_one()).id
    assert f"<@{stage.member}>" in card.text
    assert card.button("Cancel")


async def test_options_become_the_request_in_the_members_own_words(stage: Stage) -> None:
    await stage.create(
        model="pixverse-v4", duration=8, resolution="360p", camera="zoom_in", seed=7, takes=2, negative="blur"
    )

    generation = await stage.the_one()
    assert generation.settings == {
        "duration": 8,
        "resolution": "360p",
        "aspect": "16:9",
        "camera": "zoom_in",
        "motion": "normal",
        "seed": 7,
        "takes": 2,
        "format": "mp4",
        "negative": "blur",
    }
    assert generation.quoted_micros == Micros(2 * 224_250)
    assert generation.place.upload_limit_bytes == 20 * 1024 * 1024
    assert generation.place.interaction_token is None


async def test_attachments_are_taken_in_by_their_role(stage: Stage) -> None:
    await stage.create(files={"image": ("a.png", b"first"), "last_image": ("b.png", b"last")})

    generation = await stage.the_one()
    assert set(generation.inputs) == {MediaRole.FIRST_FRAME, MediaRole.LAST_FRAME}


async def test_the_upload_limit_follows_the_servers_boost_tier(stage: Stage) -> None:
    await stage.people.change_guild(stage.guild, premium_tier=3)

    await stage.create()

    assert (await stage.the_one()).place.upload_limit_bytes == 100 * 1024 * 1024


async def test_a_forbidden_combination_is_refused_and_nothing_is_posted(stage: Stage) -> None:
    answer = await stage.create(model="pixverse-v4", effect="boom drop", camera="zoom_in")

    assert answer.ephemeral
    assert "`effect` `boom drop` and `camera` `zoom_in`" in answer.text
    assert "Nothing was charged" in answer.text
    assert await stage.posted() == []
    assert stage.ids.made == 0


async def test_a_model_nobody_knows_is_refused_with_those_there_are(stage: Stage) -> None:
    answer = await stage.create(model="<@1> @everyone")

    assert "`<@1> @everyone`" in answer.text
    assert "`pixverse-v6-skills`, `pixverse-v4.5` or `pixverse-v4`" in answer.text


async def test_where_the_bot_may_not_attach_files_it_says_so_before_anything_else(stage: Stage) -> None:
    await stage.people.overwrite(stage.channel, stage.sandbox.world.bot_user.id, deny=["attach_files"])

    answer = await stage.create(model="nonsense")

    assert "Attach Files" in answer.text
    assert f"<#{stage.channel}>" in answer.text
    assert stage.ids.made == 0


async def test_a_thread_needs_the_threads_own_permission(stage: Stage) -> None:
    thread = await stage.people.thread(stage.channel, "a thread", stage.owner)

    answer = await stage.create(channel=thread)

    assert "Queued" in answer.text
    card = (await stage.people.read(thread, stage.owner))[0]
    assert id_in(card) == id_in(answer)


async def test_a_private_request_is_seen_by_its_author_alone(stage: Stage) -> None:
    answer = await stage.create(private=True)

    generation = await stage.the_one()
    assert generation.private
    assert generation.place.interaction_token
    assert answer.ephemeral
    assert answer.button("Cancel")
    assert id_in(answer) == generation.id
    assert await stage.posted() == []


async def test_a_private_request_needs_no_right_to_post(stage: Stage) -> None:
    await stage.people.overwrite(stage.channel, stage.sandbox.world.bot_user.id, deny=["send_messages"])

    assert "Waiting" in (await stage.create(private=True)).text


async def test_when_the_card_cannot_be_posted_the_request_stands_and_says_so(stage: Stage) -> None:
    await stage.people.fault("error", method="POST", path="/channels/*/messages", status=503, times=None)

    answer = await stage.create()
    await stage.people.clear_faults()
    await stage.pass_time()

    assert "its card follows in a moment" in answer.text
    (card,) = await stage.posted()
    assert id_in(card) == id_in(answer)


async def test_a_command_that_was_answered_too_late_holds_no_money(stage: Stage) -> None:
    await stage.people.fault("error", method="POST", path="/interactions/*", status=404, code=10062)

    asked = await stage.people.slash(stage.member, stage.channel, "create", {"prompt": "a fox"})
    await asked.settled(timeout_seconds=0.3)

    assert stage.ids.made == 0
    assert await stage.posted() == []


async def test_an_accepted_request_goes_on_when_its_author_can_no_longer_be_answered(stage: Stage) -> None:
    await stage.people.fault("error", method="PATCH", path="/webhooks/*", status=401, code=50027, times=None)

    await stage.people.slash(stage.member, stage.channel, "create", {"prompt": "a fox"})
    card = await stage.people.wait_message(stage.channel, stage.owner, lambda message: "id: " in message.text)

    assert id_in(card) == (await stage.the_one()).id
    assert (await stage.finish(await stage.submit())).state is State.DELIVERED


async def test_something_unforeseen_ends_in_an_apology_with_a_reference(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.store.writer.do(lambda db: db.execute("DROP TABLE takes"))

    answer = await stage.create()

    reference = re.search(r"reference: `([0-9a-f]+)`", answer.text)
    assert reference
    record = next(record for record in caplog.records if reference[1] in record.getMessage())
    assert record.exc_info


async def test_a_hostile_prompt_pings_nobody_and_stays_in_its_quote(stage: Stage) -> None:
    prompt = f"@everyone <@{stage.owner}> ``` [x](https://evil.example) # **bold**\u202e" + "雨" * 1_900

    await stage.create(prompt=prompt)

    (recorded,) = [m for m in await stage.people.books.messages(stage.channel) if not m.ephemeral]
    assert not recorded.pinged_users
    assert not recorded.pinged_everyone
    card = (await stage.posted())[0]
    assert f"<@{stage.owner}>" not in card.text
    assert "`" not in card.text.partition("\n")[2].partition("\n")[0].replace("\\`", "")


async def test_models_are_suggested_with_what_they_can_do_and_cost(stage: Stage) -> None:
    assert await stage.suggestions("create", "model", "") == {
        "PixVerse V5.6 · sound, lip-sync, styles, first and last frame · ≈ $0.50": "pixverse-v5.6",
        "PixVerse V6 (coming soon) · sound, several shots, up to 15 s, two frames or a video · ≈ $0.29": (
            "pixverse-v6"
        ),
        "PixVerse V6 at skills.video · sound, several shots, up to 15 s, first frame, 8 shapes · ≈ $0.29": (
            "pixverse-v6-skills"
        ),
        "PixVerse V4.5 · camera moves, effects, styles, first and last frame · $0.15": "pixverse-v4.5",
        "PixVerse V4 · camera moves, effects, styles, first and last frame · $0.15": "pixverse-v4",
    }
    assert list((await stage.suggestions("create", "model", "SOUND lip")).values()) == ["pixverse-v5.6"]


async def test_cameras_and_effects_are_found_by_words_of_their_description(stage: Stage) -> None:
    assert "hitchcock" in (await stage.suggestions("create", "camera", "dolly style")).values()
    assert list((await stage.suggestions("create", "effect", "kung")).values()) == ["kungfu club"]
    assert await stage.suggestions("create", "camera", "no such thing") == {}
    assert len(await stage.suggestions("create", "camera", "")) == 21


async def test_the_options_are_those_of_the_interface(stage: Stage) -> None:
    command = next(one for one in (await stage.people.world())["commands"] if one["name"] == "create")

    options = {option["name"]: option for option in command["options"]}

    assert list(options) == [
        *("prompt", "model", "image", "last_image", "video", "duration", "resolution", "aspect", "style"),
        *("camera", "effect", "motion", "audio", "multi_clip", "thinking", "negative", "seed", "takes"),
        *("format", "quality", "image_from", "video_from", "private"),
    ]
    assert [name for name, option in options.items() if option.get("required")] == ["prompt"]
    assert (options["duration"]["min_value"], options["duration"]["max_value"]) == (1, 15)
    assert [choice["value"] for choice in options["format"]["choices"]] == ["mp4", "webm", "mov"]
    assert [name for name, option in options.items() if option.get("autocomplete")] == [
        "model",
        "camera",
        "effect",
        "image_from",
        "video_from",
    ]
    assert command["integration_types"] == [0]
    assert command["contexts"] == [0]


async def test_the_same_commands_are_synced_once(stage: Stage) -> None:
    await stage.stop_bot()
    await stage.start_bot()

    synced = await stage.people.books.requests("PUT", "/applications/*/commands")
    assert len(synced) == 1


async def test_a_finished_video_is_posted_once_and_mentions_its_author(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")

    generation = await stage.finish(await stage.submit())

    assert generation.state is State.DELIVERED
    card, video = await stage.posted()
    assert f"https://discord.com/channels/{stage.guild}/{stage.channel}/{video.id}" in card.text
    assert not card.buttons
    assert [file.filename for file in video.attachments] == [f"greenlit-{generation.id[:8]}-1.mp4"]
    recorded = {m.id: m for m in await stage.people.books.messages(stage.channel)}
    assert recorded[video.id].pinged_users == [stage.member]
    assert recorded[card.id].pinged_users == []


async def test_a_model_added_to_the_catalogue_needs_no_code(tmp_path: Path) -> None:
    still = Model(
        id="still-1",
        name="Still One",
        provider="runware",
        provider_model="still:1@1",
        summary="hardly moves",
        options=(
            Option("prompt", Text(1, 4_000), "positivePrompt", required=True),
            Option("duration", Whole(1, 30), "duration", default=12),
            Option("mood", Choice((Value("calm", "calm"), Value("tense", "tense"))), "mood", default="calm"),
        ),
        prices=PriceTable((Price({"duration": 12}, Micros(1_500_000)),)),
    )
    async with opened(tmp_path, Catalogue((*CATALOGUE.models, still))) as stage:
        suggested = await stage.suggestions("create", "model", "still")
        answer = await stage.create(model="still-1", mood="tense", duration=12)
        refusal = await stage.create(model="pixverse-v4", mood="tense")

    assert suggested == {"Still One · hardly moves · $1.50": "still-1"}
    assert "$1.50 is held" in answer.text
    assert "`still-1` has it" in refusal.text
