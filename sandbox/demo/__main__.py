"""`python -m sandbox.demo`: play the evening, judge it, and leave the transcript in `.demo/`."""

import asyncio
import shutil
import sqlite3
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

from sandbox.demo.both import both
from sandbox.demo.children import ChildFailed
from sandbox.demo.commands import as_typed
from sandbox.demo.evening import perform
from sandbox.demo.evidence import Evidence, gather
from sandbox.demo.judge import problems
from sandbox.demo.midnight import wait_for_a_day_of
from sandbox.demo.report import Report, report
from sandbox.demo.steps import Play
from sandbox.demo.transcript import Page
from sandbox.demo.watching import StepFailed

FOLDER = Path(".demo")
_EVENING_SECONDS = 90.0


async def play(folder: Path) -> list[str]:
    """Play and judge; gives the problems found. Raises `ChildFailed` or `TimeoutError` if nothing starts."""
    await wait_for_a_day_of(_EVENING_SECONDS)
    async with both(folder) as stage:
        played = Play(stage)
        try:
            await perform(played)
        except StepFailed as failure:
            # Show what there is; should even that be too much, the failure is what counts.
            with suppress(httpx.HTTPError, sqlite3.Error):
                await show(played, await gather(played))
            return [str(failure)]
        evidence = await gather(played)
        found, of_requests, told = await asyncio.gather(
            asyncio.to_thread(problems, played.wishes, evidence, stage.bot_url),
            stage.discord.books.problems(),
            show(played, evidence),
        )
        found += [f"Discord's OpenAPI file: {problem}" for problem in of_requests]
        agreed = "do not agree" if found else "agree"
        played.say(f"the books of both providers, of Discord, and the ledger {agreed}")
        print("\n".join(f"    {line}" for line in (*told.lines(), told.summary)), flush=True)
        return found


async def show(played: Play, evidence: Evidence) -> Report:
    """Write the page, and give the report that stands at its end."""
    stage, told = played.stage, report(played.wishes, evidence)
    names = {user_id: name for name, user_id in stage.people.items()}
    typed = as_typed(await stage.discord.books.interactions())
    videos = stage.folder / "videos"
    channels = {stage.channel: "studio", stage.moderators: "moderators", stage.log: "log"}
    page = Page(
        "Tuesday Film Club",
        channels,
        evidence.posted,
        names,
        typed,
        videos,
        told,
        played.screens,
        evidence.asides,
    )
    await asyncio.to_thread(page.write, stage.folder / "transcript.html")
    return told


def main() -> int:
    """Run the demo; 0 when everything is as it should be."""
    started = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    print("Greenlit's demo: a film club's evening, played against stand-ins on this machine.", flush=True)
    try:
        found = asyncio.run(play(FOLDER.resolve()))
    except (ChildFailed, TimeoutError) as error:
        found = [str(error) or "a stand-in did not start in time"]
    for problem in found:
        print(f"  NOT AS IT SHOULD BE: {problem}", file=sys.stderr)
    outcome = "failed" if found else "done"
    print(f"{outcome} in {time.monotonic() - started:.1f} s; see {FOLDER}/transcript.html and {FOLDER}/*.log")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
