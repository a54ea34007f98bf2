"""`make kills`: the bot dies by SIGKILL again and again in a burst; nothing is lost, paid or posted twice."""

import argparse
import asyncio
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import OperationalError, Row

from sandbox.demo import children
from sandbox.discord.driver import Asked
from sandbox.provider.webhooks import Sent
from tests.e2e.both import Both, both
from tests.e2e.doubts import doubts, unheard_of
from tests.e2e.mishaps import befall
from tests.e2e.server import COMMANDS
from tests.e2e.verdict import all_ended, evidence_of, none, violations
from tests.e2e.wishes import Wish, wishes

_START_UP_SHARE = 0.25
"""Of the kills, those that come before the bot is ready."""
_START_UP_SECONDS, _LIFE_SECONDS = 1.0, 1.2
_ANSWER_SECONDS = 20.0
_SENT_AGAIN = "1,1,2,2,4,8,16,32,64"
"""When skills.video sends a webhook again, in seconds: its own schedule would outlast a campaign."""


@dataclass
class Campaign:
    """The burst and the kills; half of the wishes come at once, the others as time goes on."""

    stage: Both
    wishes: Sequence[Wish]
    kills: int
    patience_seconds: float
    chance: random.Random
    await_doubts: bool
    killed_in: Counter[str] = field(default_factory=Counter)
    """Over all kills, how many generations were in which state."""
    killed_at: list[float] = field(default_factory=list)
    """Seconds since the epoch."""

    async def run(self) -> None:
        """Kill as often as told, then let everything come to its end; raises TimeoutError."""
        for kills_left in range(self.kills, 0, -1):
            await self._live_and_die(kills_left)
            self.killed_in.update(self._states())
        await self.stage.start_bot()
        await self.stage.discord.ready(COMMANDS)
        for provider in (self.stage.runware, self.stage.skills_video):
            await provider.set_speed(0.1, 0.3)
        while open_wishes := self.open_wishes():
            asked = [await self._ask(wish) for wish in open_wishes]
            await asyncio.gather(*(one.settled(_ANSWER_SECONDS) for one in asked))
        await all_ended(self.stage, self.patience_seconds, but=none if self.await_doubts else unheard_of)

    async def _live_and_die(self, kills_left: int) -> None:
        bot = await self.stage.launch_bot()
        if self.chance.random() < _START_UP_SHARE:
            await asyncio.sleep(self.chance.uniform(0, _START_UP_SECONDS))
            await self._kill(bot)
            return
        await children.ready(bot, self.stage.bot_url)
        life_seconds = self.chance.uniform(0, _LIFE_SECONDS)
        # Some come just before the kill, some when nobody is there to hear them.
        latest_seconds = life_seconds * self.chance.choice((0.0, 1.1))
        asking = [
            asyncio.create_task(self._ask(wish, self.chance.uniform(0, latest_seconds)))
            for wish in self._due(kills_left)
        ]
        await asyncio.sleep(life_seconds)
        await self._kill(bot)
        await asyncio.gather(*asking)

    async def _kill(self, bot: children.Child) -> None:
        self.killed_at.append(time.time())
        await bot.kill()

    async def _ask(self, wish: Wish, after_seconds: float = 0.0) -> Asked:
        await asyncio.sleep(after_seconds)
        asked = await self.stage.discord.slash(wish.member, wish.channel, "create", wish.options)
        wish.asked.append(asked)
        return asked

    def _due(self, kills_left: int) -> Sequence[Wish]:
        open_wishes = self.open_wishes()
        untouched = not any(wish.asked for wish in self.wishes)
        return open_wishes[: len(open_wishes) // 2 if untouched else -(-len(open_wishes) // kills_left)]

    def open_wishes(self) -> list[Wish]:
        """Find the wishes that no command brought into the bot's books; right while the bot is dead."""
        accepted = {row["request_key"] for row in self._rows("SELECT request_key FROM generations")}
        return [wish for wish in self.wishes if accepted.isdisjoint(str(one.id) for one in wish.asked)]

    def _states(self) -> Counter[str]:
        return Counter(row["state"] for row in self._rows("SELECT state FROM generations"))

    def _rows(self, query: str) -> Sequence[Row]:
        # The first of all kills may come before there is a database.
        with suppress(OperationalError):
            return self.stage.rows(query)
        return ()

    async def broken_promises(self) -> list[str]:
        """Compare what each member was told with what became of it; also what nobody asked for."""
        rows = {
            row["request_key"]: row
            for row in self.stage.rows("SELECT request_key, id, prompt FROM generations")
        }
        found = [f"nobody asked for {key}" for key in rows.keys() - {str(one.id) for one in self.asked}]
        times = Counter(row["prompt"] for row in rows.values())
        found += [
            f"{wish.prompt} is there {times[wish.prompt]} times"
            for wish in self.wishes
            if times[wish.prompt] != 1
        ]
        for one in self.asked:
            message = await one.message()
            queued = message is not None and "Queued" in message.text
            if queued and str(one.id) not in rows:
                found.append(f"interaction {one.id} was told Queued, and is nowhere")
        return found

    @property
    def asked(self) -> list[Asked]:
        """All commands that were sent, also those that were lost with the bot."""
        return [one for wish in self.wishes for one in wish.asked]


async def campaign(
    folder: Path,
    *,
    kills: int,
    generations: int,
    webhooks: bool,
    seed: int,
    lost_share: float = 0.01,
    skills_share: float = 0.4,
    deadline_seconds: int = 240,
    render_seconds: str = "1..5",
    await_doubts: bool = True,
) -> list[str]:
    """Run it all and give what is not as it must be; prints the figures.

    Without `await_doubts` what nobody will hear of before its deadline may still be held at the end.
    """
    started, chance = time.monotonic(), random.Random(seed)
    provider = ("--renderer", "clip", "--render-seconds", render_seconds, "--seed", str(seed))
    async with both(
        folder,
        webhooks=webhooks,
        runware=(*provider, "--balance-usd", "1000"),
        skills_video=(*provider, "--webhook-pauses", _SENT_AGAIN),
        settings={
            "MAX_RUNNING": "8",
            "POLL_SECONDS": "0.2..1",
            "GENERATION_DEADLINE_SECONDS": str(deadline_seconds),
        },
    ) as stage:
        wanted = await wishes(stage, generations, skills_share, chance)
        fought = Campaign(stage, wanted, kills, deadline_seconds + 120, chance, await_doubts)
        await befall(stage, lost_share)
        await fought.run()
        doubted = await doubts(stage, await evidence_of(stage), fought.killed_at)
        found = [*await violations(stage), *await fought.broken_promises(), *doubted.unexcused]
        outcomes = Counter(stage.states().values())
        print(
            f"webhooks {'on' if webhooks else 'off'}: "
            f"{kills} kills in {time.monotonic() - started:.0f} s with seed {seed}; "
            f"{len(fought.asked)} commands, {len(fought.asked) - outcomes.total()} lost with the bot; "
            f"outcomes {dict(outcomes)}; killed with {dict(fought.killed_in)}; "
            f"{doubted}; {await _letters(stage)}; {len(found)} violations"
        )
        return found


async def _letters(stage: Both) -> str:
    """Sum up the webhooks by how they arrived."""
    sent = [*(await stage.runware.books()).webhooks, *(await stage.skills_video.books()).webhooks]
    return f"webhooks {dict(Counter(_fate(one) for one in sent))}"


def _fate(webhook: Sent) -> str:
    if not webhook.answers or webhook.answers[-1] != 204:
        return "never arrived"
    return "arrived" if len(webhook.answers) == 1 else "arrived when sent again"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.campaign_kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--generations", type=int, default=200)
    parser.add_argument("--webhooks", choices=("on", "off"), default="on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lost-share", type=float, default=0.01, help="of the answers to submits")
    parser.add_argument("--skills-share", type=float, default=0.4, help="of the requests, for skills.video")
    parser.add_argument("--deadline-seconds", type=int, default=240)
    return parser.parse_args()


def main() -> int:
    """Run the campaign; 0 when nothing was violated, else 1, and the folder is kept."""
    told = vars(_options())
    webhooks = told.pop("webhooks") == "on"
    # An orderly end, so that no child outlives a campaign that somebody stops.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = Path(tempfile.mkdtemp(prefix="greenlit-kills-"))
    found = asyncio.run(campaign(folder, webhooks=webhooks, **told))
    for violation in found:
        print(f"  VIOLATED: {violation}", file=sys.stderr)
    if found:
        print(f"see {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
