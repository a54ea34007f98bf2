"""Drafts when the bot is killed at any step, and when two presses meet at any moment."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from itertools import count, product

import pytest

from bot.domain.drafts import DRAFT_LIFE, Draft
from bot.domain.errors import DraftGone
from bot.domain.generation import MediaRole
from bot.services.stages.clearing import Clearing
from tests.services.drafting import Desk
from tests.services.far import FarMedia
from tests.support.fake_clock import ManualClock
from tests.support.studio import MEMBER, Studio, open_inline_store, picture

FIRST, LAST = MediaRole.FIRST_FRAME, MediaRole.LAST_FRAME
Press = Callable[[Desk, Draft], Awaitable[object]]


async def generate(desk: Desk, draft: Draft) -> object:
    return await desk.generate(draft)


async def look_first(desk: Desk, draft: Draft) -> object:
    return await desk.generate(draft, small=True)


async def cancel(desk: Desk, draft: Draft) -> None:
    await desk.cancel(draft)


async def say(desk: Desk, draft: Draft) -> object:
    return await desk.change(draft, prompt="A fox", options={"style": "anime"})


async def send_files(desk: Desk, draft: Draft) -> object:
    files = {FIRST: picture(url="https://cdn.example/b.png"), LAST: picture("last_image")}
    return await desk.change(draft, attachments=files)


async def take_away(desk: Desk, draft: Draft) -> object:
    return await desk.change(draft, options={"image": None})


async def open_another(desk: Desk, _draft: Draft) -> object:
    return await desk.open(attachments={FIRST: picture()})


async def expire(desk: Desk, _draft: Draft) -> None:
    """Its time is over whatever the clock says: the row is what counts."""
    await desk.studio.rows("UPDATE drafts SET expires_at = '2026-01-01T00:00:00.000000Z'")
    await desk.studio.worker.tick()


PRESSES = (generate, look_first, cancel, say, send_files, take_away, open_another, expire)


@asynccontextmanager
async def drafted() -> AsyncIterator[tuple[Desk, Draft]]:
    """A draft with a file, in a studio of its own; whatever happened, books and files agree."""
    clock = ManualClock()
    async with open_inline_store(clock) as store:
        desk = Desk(Studio(store, clock, media=FarMedia(clock=clock)))
        yield desk, await desk.open(attachments={FIRST: picture()})
        assert await store.check() == []
        await require_files(desk)


async def require_files(desk: Desk) -> None:
    """There are the files of what is kept, and no others."""
    assert set(desk.studio.media.files) == set(await desk.studio.store.input_paths())


async def stopped_after(steps: int, work: Awaitable[object]) -> bool:
    """Let the loop turn so often, then kill; tell whether there was anything left to kill."""
    task = asyncio.ensure_future(work)
    for _ in range(steps):
        await asyncio.sleep(0)
    killed = task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return killed


async def start_anew(desk: Desk) -> None:
    """Do what a start does, an hour after the kill."""
    desk.studio.clock.advance(3_601)
    await desk.studio.restart()
    await desk.studio.sweep()
    await require_files(desk)


@pytest.mark.parametrize("press", PRESSES)
async def test_killed_at_any_step_nothing_is_lost_made_twice_or_left_behind(press: Press) -> None:
    for steps in count():
        async with drafted() as (desk, draft):
            killed = await stopped_after(steps, press(desk, draft))
            await start_anew(desk)
            with suppress(DraftGone):
                await press(desk, draft)

            assert len(await desk.made()) == (press in {generate, look_first})
        if not killed:
            return


@pytest.mark.parametrize("press", [say, send_files, take_away])
async def test_a_form_that_was_cut_off_can_be_sent_again(press: Press) -> None:
    for steps in count():
        async with drafted() as (desk, draft):
            killed = await stopped_after(steps, press(desk, draft))
            await start_anew(desk)
            wanted = await press(desk, draft)

            assert await desk.studio.services.drafts.get(draft.id, MEMBER) == wanted
            made = await desk.generate(draft)
            assert all(media.path in desk.studio.media.files for media in made.inputs.values())
        if not killed:
            return


@pytest.mark.parametrize("press", [say, send_files, take_away])
async def test_after_a_form_was_cut_off_the_draft_can_still_be_made(press: Press) -> None:
    for steps in count():
        async with drafted() as (desk, draft):
            killed = await stopped_after(steps, press(desk, draft))
            await start_anew(desk)

            made = await desk.generate(draft)
            assert all(media.path in desk.studio.media.files for media in made.inputs.values())
        if not killed:
            return


@pytest.mark.parametrize(("one", "other"), list(product(PRESSES, PRESSES)))
async def test_two_presses_that_meet_make_one_video_at_most_and_lose_no_file(
    one: Press, other: Press
) -> None:
    for delay in range(0, 24, 2):
        async with drafted() as (desk, draft):
            first = asyncio.ensure_future(one(desk, draft))
            for _ in range(delay):
                await asyncio.sleep(0)
            ends = await asyncio.gather(first, other(desk, draft), return_exceptions=True)

            assert not [end for end in ends if isinstance(end, Exception) and not isinstance(end, DraftGone)]
            assert len(await desk.made()) <= 1
            assert draft.id not in await desk.kept() or not await desk.made()


@pytest.mark.parametrize(("one", "other"), [(generate, generate), (generate, look_first)])
async def test_pressed_twice_at_once_both_are_told_of_the_same_video(one: Press, other: Press) -> None:
    for delay in range(12):
        async with drafted() as (desk, draft):
            first = asyncio.ensure_future(one(desk, draft))
            for _ in range(delay):
                await asyncio.sleep(0)
            told = [await other(desk, draft), await first]

            assert [getattr(generation, "id", None) for generation in told] == (await desk.made()) * 2


async def test_two_forms_at_once_lose_no_words() -> None:
    for delay in range(24):
        async with drafted() as (desk, draft):
            first = asyncio.ensure_future(send_files(desk, draft))
            for _ in range(delay):
                await asyncio.sleep(0)
            await say(desk, draft)
            await first

            kept = await desk.studio.services.drafts.get(draft.id, MEMBER)
            assert (kept.prompt, kept.options, set(kept.inputs)) == (
                "A fox",
                {"style": "anime"},
                {FIRST, LAST},
            )


async def test_a_change_in_the_last_moment_keeps_a_draft_from_expiring() -> None:
    async with drafted() as (desk, draft):
        studio = desk.studio
        studio.clock.advance(DRAFT_LIFE.total_seconds() - 1)
        (due,) = await studio.store.expired_drafts(draft.expires_at, 9)
        await say(desk, draft)

        await Clearing(studio.store, studio.media, studio.clock).act(due)

        assert await desk.kept() == [draft.id]
