"""Reports: hidden at once, decided once, whatever stops the bot on the way and whoever is second."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.errors import DeliveryTrouble
from bot.domain.generation import Generation
from bot.domain.moderation.reports import (
    Case,
    CaseClosed,
    CaseFacts,
    CaseUnknown,
    Ground,
    NewReport,
    NoResult,
    Outcome,
    OwnVideo,
    ReportedAlready,
    TooManyReports,
)
from bot.domain.postings import NewPosting, PostingKind
from bot.domain.request import Requester
from bot.domain.rights import ModeratorsOnly
from bot.services.stages.hiding import RETRY
from bot.storage.sqlite.moderation.report_cases import existing_case
from bot.storage.sqlite.posting import post
from tests.support.fake_delivery import Message, Purpose
from tests.support.studio import GUILD, MEMBER, Studio

MODERATOR = Requester(77, GUILD, is_moderator=True)
ANOTHER = Requester(78, GUILD, is_moderator=True)
LOG = 40


def member(number: int) -> Requester:
    return Requester(100 + number, GUILD)


async def finished(studio: Studio, **said: Any) -> Generation:
    generation = await studio.running(**said)
    studio.provider.finish(generation.id)
    await studio.pass_time(10)
    return await studio.now(generation)


async def report(studio: Studio, who: Requester, generation: Generation, reason: str = "") -> Case:
    return await studio.services.reports.report(who, generation.id, Ground.VIOLENT, reason)


async def reported(studio: Studio, generation: Generation, *numbers: int) -> Case:
    """Have several members report it."""
    return [await report(studio, member(number), generation) for number in numbers][-1]


async def with_log(studio: Studio) -> None:
    await studio.store.change_server(GUILD, {"log_channel_id": LOG}, 1, studio.clock.now())


def message(studio: Studio, generation: Generation) -> Message:
    (found,) = studio.results(generation)
    return found


def shows_video(studio: Studio, generation: Generation) -> bool:
    return bool(message(studio, generation).clips)


async def case_cards(studio: Studio) -> list[CaseFacts]:
    """What moderators see of each case by now."""
    await studio.worker.tick()
    shown = [notice.shown[-1] for notice in studio.board.of(PostingKind.REPORT)]
    return [facts for facts in shown if isinstance(facts, CaseFacts)]


async def audit(studio: Studio) -> list[tuple[object, ...]]:
    sql = "SELECT action, reason FROM audit_entries WHERE action <> 'settings_changed' ORDER BY entry_id"
    return await studio.rows(sql)


async def test_the_third_member_hides_it_and_the_first_two_do_not(studio: Studio) -> None:
    generation = await finished(studio)

    assert (await reported(studio, generation, 1, 2)).hidden_at is None
    assert shows_video(studio, generation)
    case = await reported(studio, generation, 3)

    assert case.hidden_at == studio.clock.now()
    assert not shows_video(studio, generation)
    assert (await studio.now(generation)).hidden_at == studio.clock.now()
    assert studio.media.files
    assert await audit(studio) == []


async def test_a_report_of_what_is_hidden_already_hides_nothing_twice(studio: Studio) -> None:
    generation = await finished(studio)
    await reported(studio, generation, 1, 2, 3)
    studio.clock.advance(5)

    case = await reported(studio, generation, 4)

    assert len(case.reports) == 4
    assert message(studio, generation).edits == 1


async def test_a_server_says_how_many_it_takes(studio: Studio) -> None:
    generation = await finished(studio)
    await studio.store.change_server(GUILD, {"report_threshold": 1}, 1, studio.clock.now())

    await reported(studio, generation, 1)

    assert not shows_video(studio, generation)


async def test_a_moderator_hides_alone_and_the_log_says_so(studio: Studio) -> None:
    generation = await finished(studio)

    await report(studio, MODERATOR, generation, " too\n cruel ")

    assert not shows_video(studio, generation)
    assert await audit(studio) == [("hidden", "too cruel")]


async def hidden_in_the_row(studio: Studio, generation: Generation) -> None:
    """The bot was killed after the decision, before the edit."""
    now = studio.clock.now()
    new = NewReport(generation.id, 77, Ground.OTHER, "", hides_from=3, is_moderator=True)
    await studio.store.report(new, now, now + RETRY)


async def hidden_but_not_noted(studio: Studio, generation: Generation) -> None:
    """The bot was killed after the edit, before that was noted."""
    await hidden_in_the_row(studio, generation)
    await studio.delivery.hide(await studio.now(generation))


async def unanswered(studio: Studio, generation: Generation) -> None:
    studio.delivery.unavailable(Purpose.RESULT)
    await report(studio, MODERATOR, generation)


async def answered_in_vain(studio: Studio, generation: Generation) -> None:
    studio.delivery.lose_answers(Purpose.RESULT)
    await report(studio, MODERATOR, generation)


@pytest.mark.parametrize(
    "stopped",
    [hidden_in_the_row, hidden_but_not_noted, unanswered, answered_in_vain],
    ids=lambda f: f.__name__,
)
async def test_what_a_stop_left_shown_is_hidden_after_it(
    studio: Studio, stopped: Callable[[Studio, Generation], Awaitable[None]]
) -> None:
    generation = await finished(studio)
    await stopped(studio, generation)
    await studio.restart()

    await studio.worker.tick()

    assert not shows_video(studio, generation)
    edits = message(studio, generation).edits
    await studio.pass_time(3 * RETRY.total_seconds())
    assert message(studio, generation).edits == edits <= 2
    assert len(studio.results(generation)) == 1


async def test_while_discord_does_not_answer_it_is_tried_again_and_again(studio: Studio) -> None:
    generation = await finished(studio)
    studio.delivery.unavailable(Purpose.RESULT, 3)

    await report(studio, MODERATOR, generation)
    await studio.pass_time(RETRY.total_seconds())
    assert shows_video(studio, generation)
    await studio.pass_time(3 * RETRY.total_seconds())

    assert not shows_video(studio, generation)


async def test_where_an_edit_is_refused_for_good_nobody_insists(studio: Studio) -> None:
    generation = await finished(studio)
    studio.delivery.meet(Purpose.RESULT, DeliveryTrouble.REFUSED)

    await report(studio, MODERATOR, generation)
    await studio.pass_time(3 * RETRY.total_seconds())

    assert message(studio, generation).edits == 0
    assert len(await studio.services.reports.open(MODERATOR, 9)) == 1


async def test_restored_it_shows_the_video_again(studio: Studio) -> None:
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)

    restored = await studio.services.reports.restore(MODERATOR, case.id)

    assert restored.hidden_at is None
    assert shows_video(studio, generation)
    assert await audit(studio) == [("restored", "")]


async def test_what_was_never_hidden_is_let_be_when_it_is_restored(studio: Studio) -> None:
    generation = await finished(studio)
    case = await reported(studio, generation, 1)

    await studio.services.reports.restore(MODERATOR, case.id)
    await studio.pass_time(2 * RETRY.total_seconds())

    assert message(studio, generation).edits == 0
    assert await audit(studio) == [("restored", "")]


async def test_what_a_stop_left_hidden_is_shown_after_it(studio: Studio) -> None:
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)
    studio.delivery.unavailable(Purpose.RESULT)
    await studio.services.reports.restore(MODERATOR, case.id)
    assert not shows_video(studio, generation)
    await studio.restart()

    await studio.pass_time(RETRY.total_seconds() + 5)

    assert shows_video(studio, generation)


async def test_a_decision_in_the_midst_of_an_edit_is_carried_out_after_it(studio: Studio) -> None:
    generation = await finished(studio)
    await hidden_in_the_row(studio, generation)
    as_hidden = await studio.now(generation)
    await studio.services.reports.restore(MODERATOR, 1)

    await studio.store.hiding_done(generation.id, as_hidden.hidden_at)
    await studio.delivery.hide(as_hidden)
    now = studio.clock.now()
    await studio.store.hiding_postponed(generation.id, now)
    restored = await studio.now(generation)

    assert restored.hidden_at is None
    assert await studio.store.hidings_due(now, 9) == []


async def test_a_restored_file_is_made_as_small_as_discord_wants_it(studio: Studio) -> None:
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)
    studio.delivery.largest_bytes = 400
    await studio.rows("UPDATE generations SET upload_limit_bytes = 1000")

    await studio.services.reports.restore(MODERATOR, case.id)

    (clip,) = message(studio, generation).clips
    assert clip.file
    assert clip.file.size_bytes == 250


async def test_where_no_file_is_taken_a_link_must_do(studio: Studio) -> None:
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)
    studio.delivery.largest_bytes = 0

    await studio.services.reports.restore(MODERATOR, case.id)

    (clip,) = message(studio, generation).clips
    assert clip.file is None


async def test_without_a_copy_nothing_can_be_shown_again(studio: Studio) -> None:
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)
    await studio.store.retired(generation.id, studio.clock.now())

    await studio.services.reports.restore(MODERATOR, case.id)

    assert message(studio, generation).clips == ()
    assert message(studio, generation).edits == 2


async def test_once_restored_it_takes_as_many_others_to_hide_it_once_more(studio: Studio) -> None:
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)
    await studio.services.reports.restore(MODERATOR, case.id)

    with pytest.raises(ReportedAlready):
        await reported(studio, generation, 3)
    again = await reported(studio, generation, 4, 5)

    assert again.id != case.id
    assert shows_video(studio, generation)
    await reported(studio, generation, 6)
    assert not shows_video(studio, generation)


async def test_removed_it_is_gone_and_its_author_hears_why(studio: Studio) -> None:
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)

    await studio.services.reports.remove(MODERATOR, case.id, "too cruel")

    assert message(studio, generation).deleted
    assert studio.media.files == {}
    assert (await studio.now(generation)).prompt == ""
    assert await audit(studio) == [("removed", "too cruel")]
    await studio.worker.tick()
    assert len(studio.board.of(PostingKind.REMOVAL)) == 1


@pytest.mark.parametrize("first", ["restore", "remove"])
async def test_of_two_moderators_at_once_one_decides_and_the_other_is_told_who(
    studio: Studio, first: str
) -> None:
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)
    reports = studio.services.reports
    presses = [
        reports.restore(MODERATOR, case.id),
        reports.remove(ANOTHER, case.id, ""),
    ]

    outcomes = await asyncio.gather(
        *(presses if first == "restore" else reversed(presses)), return_exceptions=True
    )

    (late,) = [outcome for outcome in outcomes if isinstance(outcome, CaseClosed)]
    assert late.decided_by_discord_id == (77 if first == "restore" else 78)
    assert len(await audit(studio)) == 1
    assert message(studio, generation).deleted == (first == "remove")


async def test_who_comes_later_is_told_who_was_first(studio: Studio) -> None:
    case = await reported(studio, await finished(studio), 1)
    await studio.services.reports.restore(MODERATOR, case.id)

    for late in (
        studio.services.reports.restore(ANOTHER, case.id),
        studio.services.reports.remove(ANOTHER, case.id, ""),
    ):
        with pytest.raises(CaseClosed) as closed:
            await late
        assert (closed.value.outcome, closed.value.decided_by_discord_id) == (Outcome.RESTORED, 77)


async def test_only_moderators_of_the_server_decide(studio: Studio) -> None:
    case = await reported(studio, await finished(studio), 1)
    elsewhere = replace(MODERATOR, guild_id=GUILD + 1)

    for who, refusal in ((MEMBER, ModeratorsOnly), (elsewhere, CaseUnknown)):
        with pytest.raises(refusal):
            await studio.services.reports.restore(who, case.id)
        with pytest.raises(refusal):
            await studio.services.reports.remove(who, case.id, "")
    with pytest.raises(CaseUnknown):
        await studio.services.reports.case(MODERATOR, case.id + 1)
    with pytest.raises(ModeratorsOnly):
        await studio.services.reports.open(MEMBER, 9)
    assert await studio.services.reports.open(elsewhere, 9) == []


async def test_an_author_who_deletes_it_closes_the_case(studio: Studio) -> None:
    await with_log(studio)
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)

    await studio.services.removal.remove(generation.id, MEMBER)

    with pytest.raises(CaseClosed):
        await studio.services.reports.restore(MODERATOR, case.id)
    (facts,) = await case_cards(studio)
    assert (facts.case.outcome, facts.case.decided_by_discord_id) == (Outcome.REMOVED, MEMBER.discord_id)


async def test_erasing_an_author_closes_the_case(studio: Studio) -> None:
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)

    await studio.store.generation_erased(generation.id, studio.clock.now())

    with pytest.raises(CaseClosed):
        await studio.services.reports.restore(MODERATOR, case.id)
    assert await studio.services.reports.open(MODERATOR, 9) == []


async def test_nobody_reports_their_own_or_what_is_not_public_here(studio: Studio) -> None:
    public, private = await finished(studio), await finished(studio, private=True)
    under_way, removed = await studio.running(), await finished(studio)
    await studio.services.removal.remove(removed.id, MEMBER)

    with pytest.raises(OwnVideo):
        await report(studio, MEMBER, public)
    for hidden in (private, under_way, removed):
        with pytest.raises(NoResult):
            await report(studio, member(1), hidden)
    with pytest.raises(NoResult):
        await report(studio, replace(member(1), guild_id=GUILD + 1), public)
    with pytest.raises(NoResult):
        await studio.services.reports.reportable(member(1), "00000000-0000-4000-8000-00000000dead")


async def test_eleven_open_reports_in_a_day_are_too_many(studio: Studio) -> None:
    generations = [await finished(studio) for _ in range(12)]
    cases = [await report(studio, member(1), each) for each in generations[:10]]

    with pytest.raises(TooManyReports):
        await report(studio, member(1), generations[10])
    await studio.services.reports.restore(MODERATOR, cases[0].id)
    await report(studio, member(1), generations[10])
    with pytest.raises(TooManyReports):
        await report(studio, member(1), generations[11])
    studio.clock.advance(24 * 3_600)
    await report(studio, member(1), generations[11])


async def test_moderators_report_as_many_as_they_like(studio: Studio) -> None:
    generations = [await finished(studio) for _ in range(11)]

    for generation in generations:
        await report(studio, MODERATOR, generation)

    assert not any(shows_video(studio, generation) for generation in generations)


async def test_moderators_see_the_case_with_its_video_until_it_is_closed(studio: Studio) -> None:
    await with_log(studio)
    case = await reported(studio, await finished(studio, takes=2), 1, 2)

    (facts,) = await case_cards(studio)
    assert len(facts.case.reports) == 2
    assert list(facts.files) == ["reported-1-1.mp4", "reported-1-2.mp4"]
    await studio.services.reports.restore(MODERATOR, case.id)
    (facts,) = await case_cards(studio)

    assert facts.case.outcome is Outcome.RESTORED
    assert facts.files == {}


async def test_a_card_shows_what_can_be_shown(studio: Studio) -> None:
    await with_log(studio)
    whole, retired = await finished(studio), await finished(studio)
    await studio.store.retired(retired.id, studio.clock.now())
    for generation in (whole, retired):
        await reported(studio, generation, 1)

    assert sorted(len(facts.files) for facts in await case_cards(studio)) == [0, 1]


async def test_without_a_log_the_case_goes_where_moderators_are_asked_and_else_waits_in_the_list(
    studio: Studio,
) -> None:
    await reported(studio, await finished(studio), 1)
    assert await case_cards(studio) == []
    assert len(await studio.services.reports.open(MODERATOR, 9)) == 1
    await studio.store.change_server(GUILD, {"approval_channel_id": 41}, 1, studio.clock.now())

    await reported(studio, await finished(studio), 1)

    await case_cards(studio)
    assert [notice.posting.channel_id for notice in studio.board.of(PostingKind.REPORT)] == [41]


async def test_a_card_about_no_case_is_not_posted(studio: Studio) -> None:
    new = NewPosting(PostingKind.REPORT, GUILD, "99", channel_id=LOG)
    await studio.store.writer.do(lambda db: post(db, new, studio.clock.now()))

    assert await case_cards(studio) == []


async def test_a_case_that_nobody_knows_is_a_bug(studio: Studio) -> None:
    with pytest.raises(LookupError):
        await studio.store.writer.do(lambda db: existing_case(db, 99))
