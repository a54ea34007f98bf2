"""A draft: what was said is kept, nothing is held, and it becomes one generation at most."""

from dataclasses import replace

import pytest

from bot.domain.drafts import DRAFT_LIFE
from bot.domain.errors import (
    DraftGone,
    LimitReached,
    MediaProblem,
    MediaRejected,
    MediaUnavailable,
    OptionNotSupported,
    ProviderTroubled,
    ResultUnknown,
    ServerNotServed,
    ShuttingDown,
    ValueNotAllowed,
)
from bot.domain.generation import FailureReason, MediaRole
from bot.domain.lineage import Kin, Origin
from bot.domain.money import Micros
from bot.domain.remedies import Remedy
from bot.domain.request import Requester
from tests.services.drafting import Desk, wish
from tests.support.fake_provider import trouble
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio, picture

FIRST, LAST, VIDEO = MediaRole.FIRST_FRAME, MediaRole.LAST_FRAME, MediaRole.SOURCE_VIDEO
OTHER_URL = "https://cdn.example/b.png"
UNUSABLE = MediaRejected("image", "a.png", MediaProblem.DAMAGED)


@pytest.fixture
def desk(studio: Studio) -> Desk:
    return Desk(studio)


async def test_what_was_said_is_kept_and_nothing_is_held(studio: Studio, desk: Desk) -> None:
    origin = Origin(Kin.EDITED, "0b6f", 2)
    request = replace(wish(style="anime", takes=2, private=True), origin=origin)

    draft = await studio.services.drafts.start(request)

    kept = await studio.services.drafts.get(draft.id, MEMBER)
    assert kept == draft
    assert (kept.prompt, kept.options, kept.private, kept.origin) == (
        "A lighthouse over tidal flats",
        {"style": "anime", "takes": 2},
        True,
        origin,
    )
    assert kept.expires_at == studio.clock.now() + DRAFT_LIFE
    assert await desk.made() == []


async def test_a_draft_names_its_model_so_that_no_later_decision_changes_its_price(
    studio: Studio, desk: Desk
) -> None:
    draft = await desk.start()
    await studio.store.change_server(GUILD, {"default_model_id": "pixverse-v6"}, AUTHOR, studio.clock.now())

    assert draft.model_id == "pixverse-v4"
    assert (await desk.generate(draft)).model_id == "pixverse-v4"


async def test_a_draft_begins_with_what_its_author_prefers(studio: Studio, desk: Desk) -> None:
    await studio.services.preferences.set(AUTHOR, "style", "clay")

    draft = await desk.start()
    await desk.change(draft, options={"style": None})

    assert draft.options == {"style": "clay"}
    assert "style" not in (await desk.generate(draft)).settings


async def test_what_may_not_be_made_may_be_drafted(studio: Studio, desk: Desk) -> None:
    draft = await desk.start(prompt="", model="sora", duration=99)

    assert (await studio.services.drafts.get(draft.id, MEMBER)).model_id == "sora"


@pytest.mark.parametrize(
    "asking", [Requester(AUTHOR + 1, GUILD), Requester(AUTHOR, GUILD + 1), Requester(AUTHOR + 1, GUILD, True)]
)
async def test_a_draft_is_its_authors_alone(studio: Studio, desk: Desk, asking: Requester) -> None:
    draft = await desk.start()
    desk.author = asking

    for press in (desk.change(draft, prompt="mine"), desk.generate(draft), desk.cancel(draft)):
        with pytest.raises(DraftGone):
            await press
    with pytest.raises(DraftGone):
        await studio.services.drafts.get(draft.id, asking)
    assert await desk.kept() == [draft.id]


async def test_a_generation_of_it_is_its_authors_alone_as_well(desk: Desk) -> None:
    draft = await desk.start()
    await desk.generate(draft)
    desk.author = Requester(AUTHOR + 1, GUILD)

    with pytest.raises(DraftGone):
        await desk.generate(draft)


# Files


async def test_files_of_a_draft_are_copied_when_it_is_opened(studio: Studio, desk: Desk) -> None:
    draft = await desk.open(attachments={FIRST: picture()})

    assert draft.attachments == {}
    assert list(studio.media.files) == [draft.inputs[FIRST].path]


async def test_a_file_that_cannot_be_used_opens_no_draft(studio: Studio, desk: Desk) -> None:
    studio.media.rejections[OTHER_URL] = [UNUSABLE]

    with pytest.raises(MediaRejected):
        await desk.open(attachments={FIRST: picture(), LAST: picture("last_image", OTHER_URL)})

    assert (await desk.kept(), studio.media.files) == ([], {})


async def test_a_form_fetches_nothing_until_it_is_sent(studio: Studio, desk: Desk) -> None:
    draft = await desk.start(attachments={FIRST: picture()})
    assert studio.media.files == {}

    sent = await desk.change(draft, prompt="A fox")

    assert (sent.prompt, sent.attachments) == ("A fox", {})
    assert list(studio.media.files) == [sent.inputs[FIRST].path]
    assert await studio.services.drafts.get(draft.id, MEMBER) == sent


async def test_an_earlier_result_is_copied_when_the_form_is_sent(studio: Studio, desk: Desk) -> None:
    earlier = await studio.running()
    studio.provider.finish(earlier.id)
    await studio.pass_time(10)
    draft = await desk.start(sources={FIRST: earlier.id})

    sent = await desk.change(draft)

    assert sent.sources == {}
    assert studio.media.files[sent.inputs[FIRST].path].startswith(b"last frame of ")


async def test_a_new_file_takes_the_place_of_the_old_one(studio: Studio, desk: Desk) -> None:
    draft = await desk.open(attachments={FIRST: picture(), LAST: picture("last_image")})

    changed = await desk.change(draft, attachments={FIRST: picture(url=OTHER_URL)})

    assert changed.inputs[LAST] == draft.inputs[LAST]
    assert studio.media.files[changed.inputs[FIRST].path] == f"image {OTHER_URL}".encode()
    assert set(studio.media.files) == {media.path for media in changed.inputs.values()}


async def test_a_file_can_be_taken_away(studio: Studio, desk: Desk) -> None:
    draft = await desk.open(attachments={FIRST: picture(), LAST: picture("last_image")})

    changed = await desk.change(draft, options={"image": None})

    assert list(changed.inputs) == [LAST]
    assert list(studio.media.files) == [changed.inputs[LAST].path]


async def test_a_file_in_place_of_an_earlier_result_makes_that_unneeded(studio: Studio, desk: Desk) -> None:
    draft = await desk.start(sources={FIRST: "never there"})

    changed = await desk.change(draft, attachments={FIRST: picture()})

    assert changed.inputs[FIRST].path in studio.media.files


async def test_a_file_that_cannot_be_used_is_left_out_and_all_the_rest_is_kept(
    studio: Studio, desk: Desk
) -> None:
    draft = await desk.open(attachments={FIRST: picture()})
    studio.media.rejections[OTHER_URL] = [UNUSABLE]
    files = {FIRST: picture(url=OTHER_URL), LAST: picture("last_image")}

    with pytest.raises(MediaRejected):
        await desk.change(draft, prompt="A fox", attachments=files)

    kept = await studio.services.drafts.get(draft.id, MEMBER)
    assert (kept.prompt, kept.attachments) == ("A fox", {})
    assert kept.inputs[FIRST] == draft.inputs[FIRST]
    assert set(studio.media.files) == {media.path for media in kept.inputs.values()}
    assert set(kept.inputs) == {FIRST, LAST}


async def test_an_earlier_result_that_may_not_be_seen_is_told_when_the_form_is_sent(desk: Desk) -> None:
    draft = await desk.start(sources={FIRST: "nothing"})

    with pytest.raises(ResultUnknown):
        await desk.change(draft)

    assert (await desk.change(draft)).sources == {}


async def test_a_full_disk_loses_no_words_and_leaves_no_file(
    studio: Studio, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_attachment: object) -> None:
        raise MediaUnavailable("no space left", retryable=True, outage=True)

    draft = await desk.start()
    monkeypatch.setattr(studio.media, "take_in_video", full)
    files = {FIRST: picture(), VIDEO: picture("video")}

    with pytest.raises(MediaUnavailable):
        await desk.change(draft, prompt="A fox", attachments=files)

    assert studio.media.files == {}
    assert (await studio.services.drafts.get(draft.id, MEMBER)).prompt == "A fox"


async def test_what_is_sent_once_more_is_fetched_after_a_failure(studio: Studio, desk: Desk) -> None:
    """Killed between the words and the files, the next press fetches them: Generate is one."""
    draft = await desk.open(attachments={FIRST: picture()})
    waiting = replace(draft, attachments={FIRST: picture(url=OTHER_URL)}, revision=draft.revision + 1)
    assert await studio.store.change_draft(waiting)

    generation = await desk.generate(draft)

    assert studio.media.files[generation.inputs[FIRST].path] == f"image {OTHER_URL}".encode()
    assert list(studio.media.files) == [generation.inputs[FIRST].path]


# What is seen


async def test_a_look_says_what_would_be_made_and_what_is_left(studio: Studio, desk: Desk) -> None:
    draft = await desk.open(attachments={FIRST: picture()}, takes=2)

    look = await studio.services.drafts.look(draft, MEMBER, None)

    assert look.plan is not None
    assert (look.plan.settings["image"], look.plan.quote.total_micros) == (True, 300_000)
    assert (look.refusal, look.remedies) == (None, ())
    assert [usage.held_micros for usage in look.usages] == [0, 0, 0, 0, 0]


async def test_a_look_says_what_is_in_the_way_and_what_helps(studio: Studio, desk: Desk) -> None:
    draft = await desk.start(audio=True)

    look = await studio.services.drafts.look(draft, MEMBER, None)

    assert look.plan is None
    assert isinstance(look.refusal, OptionNotSupported)
    assert look.remedies[0] == Remedy({"audio": None})
    assert len(look.usages) == 5
    mended = await desk.change(draft, options=look.remedies[0].changes)
    assert (await studio.services.drafts.look(mended, MEMBER, None)).refusal is None


async def test_without_room_a_look_says_what_would_fit(studio: Studio, desk: Desk) -> None:
    studio.policy.member_daily_micros = Micros(200_000)
    draft = await desk.start(duration=8)

    look = await studio.services.drafts.look(draft, MEMBER, None)

    assert look.plan is not None
    assert isinstance(look.refusal, LimitReached)
    assert look.remedies[0] == Remedy({"duration": 5})
    with pytest.raises(LimitReached):
        await desk.generate(draft)
    mended = await desk.change(draft, options=look.remedies[0].changes)
    assert (await desk.generate(mended)).settings["duration"] == 5


async def test_what_the_rules_forbid_is_told_before_what_the_money_does(studio: Studio, desk: Desk) -> None:
    studio.policy.member_daily_micros = Micros(0)

    look = await studio.services.drafts.look(await desk.start(duration=7), MEMBER, None)

    assert isinstance(look.refusal, ValueNotAllowed)


async def test_a_server_without_a_budget_is_told_so(studio: Studio, desk: Desk) -> None:
    studio.policy.served_guilds = frozenset()

    look = await studio.services.drafts.look(await desk.start(), MEMBER, None)

    assert isinstance(look.refusal, ServerNotServed)
    assert (look.plan is None, look.usages, look.remedies) == (False, (), ())


async def test_a_provider_in_trouble_is_told_with_the_way_round_it(studio: Studio, desk: Desk) -> None:
    studio.provider.refuse(trouble("runware", FailureReason.OUT_OF_BALANCE))
    await studio.running(model="pixverse-v6")

    look = await studio.services.drafts.look(await desk.start(model="pixverse-v6", takes=2), MEMBER, None)

    assert isinstance(look.refusal, ProviderTroubled)
    assert look.plan is not None
    assert look.remedies == (Remedy({"takes": None}, "pixverse-v6-skills"),)


# When a draft comes first


@pytest.mark.parametrize(("above", "needed"), [(149_999, True), (150_000, False)])
async def test_a_draft_is_needed_above_what_the_server_has_set(
    studio: Studio, desk: Desk, above: int, *, needed: bool
) -> None:
    await desk.confirm_above(above)

    assert await studio.services.drafts.needed(wish()) is needed


async def test_a_server_that_has_set_nothing_needs_no_drafts(studio: Studio) -> None:
    assert not await studio.services.drafts.needed(wish(takes=4, duration=99))


async def test_what_the_rules_refuse_needs_no_draft_but_mending(studio: Studio, desk: Desk) -> None:
    await desk.confirm_above(0)

    with pytest.raises(ValueNotAllowed):
        await studio.services.drafts.needed(wish(duration=7))


# Generate


async def test_a_draft_becomes_a_generation_with_all_it_has(studio: Studio, desk: Desk) -> None:
    origin = Origin(Kin.CONTINUED, "0b6f")
    copy = await studio.media.take_in_image(picture())
    said = replace(wish(style="anime", private=True), origin=origin, inputs={FIRST: copy})
    draft = await studio.services.drafts.start(said)

    generation = await desk.generate(draft)

    assert (generation.settings["style"], generation.private, generation.origin) == ("anime", True, origin)
    assert generation.inputs == {FIRST: copy}
    assert copy.path in studio.media.files
    assert (await desk.kept(), await desk.made()) == ([], [generation.id])
    assert (await studio.money(generation))["held"] == 150_000


async def test_a_first_look_is_one_take_in_360p(studio: Studio, desk: Desk) -> None:
    draft = await desk.start(takes=3, resolution="1080p", seed=7)

    generation = await desk.generate(draft, small=True)

    assert (generation.takes_asked, generation.settings["resolution"]) == (1, "360p")
    assert generation.settings["seed"] == 7


async def test_a_first_look_has_a_seed_that_the_full_video_can_be_asked_for_with(
    studio: Studio, desk: Desk
) -> None:
    looks = [await desk.generate(await desk.start(), small=True) for _ in range(9)]

    model = studio.services.catalogue.get(looks[0].model_id)
    seeded = model.option("seed") if model else None
    seeds = {look.settings["seed"] for look in looks}
    assert len(seeds) == len(looks)
    assert seeded
    assert all(seeded.kind.accepts(seed) for seed in seeds)


async def test_pressing_twice_gives_the_same_generation(desk: Desk) -> None:
    draft = await desk.start()

    first = await desk.generate(draft)
    again = await desk.generate(draft, small=True)

    assert again.id == first.id
    assert await desk.made() == [first.id]


async def test_a_refused_generation_leaves_the_draft_and_its_files(studio: Studio, desk: Desk) -> None:
    draft = await desk.open(attachments={FIRST: picture()})
    studio.policy.guild_daily_micros = Micros(0)

    with pytest.raises(LimitReached):
        await desk.generate(draft)

    assert await studio.services.drafts.get(draft.id, MEMBER) == draft
    assert list(studio.media.files) == [draft.inputs[FIRST].path]


async def test_a_bot_that_is_closing_leaves_drafts_for_the_next_one(studio: Studio, desk: Desk) -> None:
    draft = await desk.start()
    studio.generations.closing = True
    with pytest.raises(ShuttingDown):
        await desk.generate(draft)

    await studio.restart()

    assert (await desk.generate(draft)).prompt == draft.prompt


# The end


async def test_a_cancelled_draft_is_gone_with_its_files(studio: Studio, desk: Desk) -> None:
    draft = await desk.open(attachments={FIRST: picture()})

    await desk.cancel(draft)

    assert (await desk.kept(), studio.media.files) == ([], {})
    with pytest.raises(DraftGone):
        await desk.generate(draft)


async def test_a_draft_expires_after_a_day_with_its_files_and_without_a_word(
    studio: Studio, desk: Desk
) -> None:
    draft = await desk.open(attachments={FIRST: picture()})
    studio.clock.advance(DRAFT_LIFE.total_seconds() - 1)
    await studio.worker.tick()
    assert await desk.kept() == [draft.id]

    studio.clock.advance(1)
    with pytest.raises(DraftGone):
        await desk.generate(draft)
    await studio.worker.tick()

    assert (await desk.kept(), studio.media.files, studio.delivery.channels) == ([], {}, {})


async def test_a_change_gives_a_draft_another_day(studio: Studio, desk: Desk) -> None:
    draft = await desk.start()
    studio.clock.advance(DRAFT_LIFE.total_seconds() - 1)
    await desk.change(draft, prompt="A fox")
    studio.clock.advance(2)
    await studio.worker.tick()

    assert (await desk.generate(draft)).prompt == "A fox"


async def test_the_oldest_of_too_many_drafts_make_room(studio: Studio, desk: Desk) -> None:
    drafts = []
    for _ in range(22):
        drafts.append(await desk.open(attachments={FIRST: picture()}))
        studio.clock.advance(1)
    of_another = await desk.open(author=Requester(AUTHOR + 1, GUILD))

    assert await desk.kept() == sorted([draft.id for draft in drafts[2:]] + [of_another.id])
    assert len(studio.media.files) == 20


async def test_files_of_drafts_are_never_swept(studio: Studio, desk: Desk) -> None:
    draft = await desk.open(attachments={FIRST: picture()})
    left = await studio.media.take_in_image(picture())
    studio.clock.advance(7_200)

    await studio.sweep()

    assert draft.inputs[FIRST].path in studio.media.files
    assert left.path not in studio.media.files


async def test_a_draft_works_on_after_a_restart(studio: Studio, desk: Desk) -> None:
    draft = await desk.open(attachments={FIRST: picture()})
    await studio.restart()

    changed = await desk.change(draft, prompt="A fox", model_id="pixverse-v6", private=True)
    await studio.restart()

    generation = await desk.generate(changed)
    assert (generation.prompt, generation.model_id, generation.private) == ("A fox", "pixverse-v6", True)
    assert generation.inputs == draft.inputs
