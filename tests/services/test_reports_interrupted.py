"""Reports and decisions, with the bot killed after any of their steps: Discord follows what the rows say."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.domain.generation import Generation
from bot.domain.moderation.reports import Case, Outcome
from bot.domain.postings import PostingKind
from bot.ports.delivery import Clip
from tests.services.test_reports import (
    MODERATOR,
    audit,
    case_cards,
    finished,
    message,
    report,
    reported,
    shows_video,
    with_log,
)
from tests.support.fake_delivery import FakeDelivery
from tests.support.studio import Studio

STEPS = range(16)
"""Of the event loop; the longest of these takes fewer."""


async def killed(studio: Studio, work: Coroutine[Any, Any, object], steps: int) -> bool:
    """Begin it, kill the bot after so many steps, and start it again; tells whether it was done before."""
    task = asyncio.ensure_future(work)
    for _ in range(steps):
        await asyncio.sleep(0)
    done = task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await studio.restart()
    for _ in range(3):
        await studio.worker.tick()
    return done


async def the_case(studio: Studio) -> Case | None:
    return await studio.store.case(1)


@pytest.mark.parametrize("steps", STEPS)
async def test_a_report_is_either_not_there_or_its_video_is_hidden(studio: Studio, steps: int) -> None:
    await with_log(studio)
    generation = await finished(studio)

    await killed(studio, report(studio, MODERATOR, generation, "cruel"), steps)

    kept = await the_case(studio) is not None
    assert shows_video(studio, generation) == (not kept)
    assert message(studio, generation).edits <= 2
    assert await audit(studio) == ([("hidden", "cruel")] if kept else [])
    assert len(await case_cards(studio)) == kept


@pytest.mark.parametrize("steps", STEPS)
async def test_a_case_is_either_open_or_its_video_is_seen_again(studio: Studio, steps: int) -> None:
    await with_log(studio)
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)

    await killed(studio, studio.services.reports.restore(MODERATOR, case.id), steps)

    now_is = await the_case(studio)
    assert now_is
    assert shows_video(studio, generation) == (now_is.outcome is Outcome.RESTORED)
    assert await audit(studio) == ([("restored", "")] if now_is.outcome else [])
    assert [facts.case.outcome for facts in await case_cards(studio)] == [now_is.outcome]


@pytest.mark.parametrize("steps", STEPS)
async def test_a_case_is_either_open_or_its_video_is_gone_and_the_author_told(
    studio: Studio, steps: int
) -> None:
    await with_log(studio)
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)

    await killed(studio, studio.services.reports.remove(MODERATOR, case.id, "cruel"), steps)

    now_is = await the_case(studio)
    assert now_is
    removed = now_is.outcome is Outcome.REMOVED
    assert message(studio, generation).deleted == removed
    assert bool(studio.media.files) == (not removed)
    assert (now_is.generation.prompt == "") == removed
    assert await audit(studio) == ([("removed", "cruel")] if removed else [])
    assert len(studio.board.of(PostingKind.REMOVAL)) == removed


@dataclass
class SlowDelivery(FakeDelivery):
    """Discord, where a file takes its time."""

    uploading: asyncio.Event = field(default_factory=asyncio.Event)
    uploaded: asyncio.Event = field(default_factory=asyncio.Event)

    async def restore(self, generation: Generation, clips: Sequence[Clip]) -> None:
        self.uploading.set()
        await self.uploaded.wait()
        await super().restore(generation, clips)


async def test_what_is_hidden_while_it_is_still_being_restored_ends_hidden(studio: Studio) -> None:
    studio.delivery = slow = SlowDelivery(studio.clock)
    studio.start()
    generation = await finished(studio)
    case = await reported(studio, generation, 1, 2, 3)
    restoring = asyncio.create_task(studio.services.reports.restore(MODERATOR, case.id))
    await slow.uploading.wait()

    await report(studio, MODERATOR, generation)
    slow.uploaded.set()
    await restoring

    assert not shows_video(studio, generation)
    assert (await studio.now(generation)).hidden_at


async def test_there_are_enough_steps_to_reach_every_end(studio: Studio) -> None:
    generations = [await finished(studio) for _ in range(3)]
    cases = [await reported(studio, generation, 1, 2, 3) for generation in generations[1:]]
    reports = studio.services.reports

    assert await killed(studio, report(studio, MODERATOR, generations[0]), max(STEPS))
    assert await killed(studio, reports.restore(MODERATOR, cases[0].id), max(STEPS))
    assert await killed(studio, reports.remove(MODERATOR, cases[1].id, ""), max(STEPS))
