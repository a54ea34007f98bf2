"""What the operator's classifier says of inputs and results, and what follows where it is down."""

import pytest

from bot.domain.errors import Rejection
from bot.domain.generation import Generation, MediaRole, State
from bot.domain.request import Requester
from bot.domain.reviews import ReviewReason
from bot.domain.safety import ChecksDown, InputFlagged
from bot.domain.servers import SettingValue
from tests.support.fake_checker import FakeChecker
from tests.support.studio import GUILD, MEMBER, Studio, picture

MANAGER = Requester(1, GUILD, is_manager=True)
MODERATOR = Requester(91, GUILD, is_moderator=True)
FRAME = {MediaRole.FIRST_FRAME: picture()}
REQUIRED: dict[str, SettingValue] = {"safety_checks": "required"}


def checked_by(studio: Studio, checker: FakeChecker | None) -> FakeChecker | None:
    """Give the operator a classifier."""
    studio.checker = checker
    studio.start()
    return checker


async def finished(studio: Studio, **wishes: int) -> Generation:
    """A video that is made and on its way."""
    generation = await studio.running(**wishes)
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    return await studio.now(generation)


async def refused(studio: Studio, refusal: type[Rejection]) -> Rejection:
    """Ask with a picture; nothing of it is kept or held."""
    with pytest.raises(refusal) as raised:
        await studio.request(attachments=FRAME)
    assert studio.media.files == {}
    assert await studio.rows("SELECT * FROM generations") == []
    return raised.value


async def test_an_input_that_is_found_unfit_is_refused(studio: Studio) -> None:
    checked_by(studio, FakeChecker(unfit={"image/png"}))

    refusal = await refused(studio, InputFlagged)

    assert isinstance(refusal, InputFlagged)
    assert refusal.option == "image"


async def test_what_is_wrong_with_a_form_s_picture_is_said_as_of_a_command(studio: Studio) -> None:
    checked_by(studio, FakeChecker(unfit={"image/png"}))

    with pytest.raises(InputFlagged):
        await studio.services.drafts.open(studio.wish(attachments=FRAME))

    assert studio.media.files == {}


@pytest.mark.parametrize("checker", [None, FakeChecker(down=True)], ids=["none", "down"])
async def test_where_checks_are_demanded_no_input_passes_unchecked(
    studio: Studio, checker: FakeChecker | None
) -> None:
    checked_by(studio, checker)
    await studio.services.servers.change(MANAGER, REQUIRED)

    refusal = await refused(studio, ChecksDown)
    assert isinstance(refusal, ChecksDown)
    assert refusal.ever is (checker is not None), "where nobody checks, no later try does better"
    assert (await studio.request()).state is State.QUEUED, "without a file there is nothing to check"


@pytest.mark.parametrize(
    "checker", [None, FakeChecker(down=True), FakeChecker()], ids=["none", "down", "fit"]
)
async def test_where_they_are_not_an_input_passes_while_there_is_no_verdict(
    studio: Studio, checker: FakeChecker | None
) -> None:
    checked_by(studio, checker)

    generation = await studio.request(attachments=FRAME)

    assert generation.state is State.QUEUED
    if checker:
        assert checker.asked == [generation.inputs[MediaRole.FIRST_FRAME].path]


async def test_the_last_frame_of_an_earlier_result_is_checked_like_a_file(studio: Studio) -> None:
    earlier = await finished(studio)
    checked_by(studio, FakeChecker(unfit={"image/png"}))

    with pytest.raises(InputFlagged) as raised:
        await studio.request(model="pixverse-v6", sources={MediaRole.FIRST_FRAME: earlier.id})

    assert raised.value.option == "image_from"


async def test_a_result_that_is_found_unfit_waits_for_moderators_with_that_take_flagged(
    studio: Studio,
) -> None:
    checker = checked_by(studio, FakeChecker())
    assert checker
    generation = await studio.running(takes=2)
    checker.unfit = {f"results/{generation.id}-1.mp4"}
    studio.provider.finish(generation.id)
    await studio.pass_time(10)

    kept = await studio.now(generation)
    assert kept.awaits_review
    assert kept.review
    assert kept.review.reason is ReviewReason.FLAGGED
    assert [take.flagged for take in kept.takes] == [False, True]
    assert studio.results(generation) == []


@pytest.mark.parametrize("checker", [None, FakeChecker(down=True)], ids=["none", "down"])
async def test_where_checks_are_demanded_an_unchecked_result_waits_for_moderators(
    studio: Studio, checker: FakeChecker | None
) -> None:
    checked_by(studio, checker)
    await studio.services.servers.change(MANAGER, REQUIRED)
    generation = await finished(studio)

    assert generation.review
    assert generation.review.reason is ReviewReason.UNCHECKED
    await studio.services.reviews.publish(MODERATOR, generation.id)
    await studio.pass_time(5)
    assert (await studio.now(generation)).state is State.DELIVERED


@pytest.mark.parametrize("required", [True, False])
async def test_a_result_that_is_found_fit_is_published_and_asked_about_once(
    studio: Studio, required: bool
) -> None:
    checker = checked_by(studio, FakeChecker())
    assert checker
    await studio.services.servers.change(MANAGER, REQUIRED if required else {})
    generation = await finished(studio)
    await studio.pass_time(60)

    assert generation.state is State.DELIVERED
    assert len(checker.asked) == 1


async def test_a_result_is_published_without_a_verdict_where_nobody_demands_one(studio: Studio) -> None:
    checked_by(studio, FakeChecker(down=True))

    assert (await finished(studio)).state is State.DELIVERED


async def test_where_checks_are_demanded_what_is_discarded_unchecked_is_watched_by_nobody(
    studio: Studio,
) -> None:
    checked_by(studio, FakeChecker())
    await studio.services.servers.change(MANAGER, REQUIRED)
    generation = await studio.running()
    await studio.generations.cancel(generation.id, MEMBER)
    studio.provider.finish(generation.id)
    await studio.pass_time(10)

    assert (await studio.now(generation)).withheld
