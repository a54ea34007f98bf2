"""`python -m sandbox.demo`: play the evening, judge it, and leave the transcript in `.demo/`."""

import asyncio
import shutil
import sys
import time
from pathlib import Path

from sandbox.demo.children import ChildFailed
from sandbox.demo.evening import perform
from sandbox.demo.judge import gather, problems
from sandbox.demo.stage import staged
from sandbox.demo.steps import StepFailed
from sandbox.demo.transcript import Page

FOLDER = Path(".demo")


async def play(folder: Path) -> list[str]:
    """Play and judge; gives the problems found. Raises `StepFailed` or `ChildFailed` when a step fails."""
    async with staged(folder) as stage:
        played, photos = await perform(stage)
        evidence = await gather(played)
        names = {user_id: name for name, user_id in stage.people.items()}
        page = Page("Tuesday Film Club", "studio", evidence.posted, names, folder / "videos")
        page.write(folder / "transcript.html")
        found = problems(played, evidence, photos)
        found += [f"Discord's OpenAPI file: {problem}" for problem in await stage.discord.books.problems()]
        played.say(
            f"{len(evidence.paid.paid_creates)} paid creates, {len(evidence.clips)} generations posted, "
            f"{len(evidence.money)} rows in the ledger: {'they agree' if not found else 'they do not agree'}"
        )
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
