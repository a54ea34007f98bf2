"""`python -m sandbox.demo`: play the evening, judge it, and leave the transcript in `.demo/`."""

import asyncio
import shutil
import sys
import time
from pathlib import Path

from sandbox.demo.both import both
from sandbox.demo.children import ChildFailed
from sandbox.demo.commands import as_typed
from sandbox.demo.evening import perform
from sandbox.demo.evidence import gather
from sandbox.demo.judge import problems
from sandbox.demo.report import report
from sandbox.demo.steps import Play, StepFailed
from sandbox.demo.transcript import Page

FOLDER = Path(".demo")


async def play(folder: Path) -> list[str]:
    """Play and judge; gives the problems found. Raises `StepFailed` or `ChildFailed` when a step fails."""
    async with both(folder) as stage:
        played = Play(stage)
        await perform(played)
        evidence = await gather(played)
        told = report(played.wishes, evidence)
        names = {user_id: name for name, user_id in stage.people.items()}
        typed = as_typed(await stage.discord.books.interactions())
        page = Page("Tuesday Film Club", "studio", evidence.posted, names, typed, folder / "videos", told)
        found, of_requests, _ = await asyncio.gather(
            asyncio.to_thread(problems, played.wishes, evidence, stage.bot_url),
            stage.discord.books.problems(),
            asyncio.to_thread(page.write, folder / "transcript.html"),
        )
        found += [f"Discord's OpenAPI file: {problem}" for problem in of_requests]
        played.say(
            f"the books of both providers, of Discord, and the ledger {'' if not found else 'do not '}agree"
        )
        print("\n".join(f"    {line}" for line in (*told.lines(), told.summary)), flush=True)
        return found


def main() -> int:
    """Run the demo; 0 when everything is as it should be."""
    started = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    print("Greenlit's demo: a film club's evening, played against stand-ins on this machine.", flush=True)
    try:
        found = asyncio.run(play(FOLDER.resolve()))
    except (StepFailed, ChildFailed, TimeoutError) as error:
        found = [str(error) or "a step took too long"]
    for problem in found:
        print(f"  NOT AS IT SHOULD BE: {problem}", file=sys.stderr)
    outcome = "failed" if found else "done"
    print(f"{outcome} in {time.monotonic() - started:.1f} s; see {FOLDER}/transcript.html and {FOLDER}/*.log")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
