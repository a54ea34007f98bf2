"""The demo's stage: the folder, the stand-ins, the bot, and the people."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.demo import children
from sandbox.discord.driver import Driver as Discord
from sandbox.runware.driver import Driver as Runware

TOKEN = "demo-token"  # noqa: S105  (the stand-in's only token)
API_KEY = "demo-key"
RENDERING = ("--render-seconds", "0.3..0.8")
"""How long the stand-ins of the providers take at least."""


@dataclass
class Stage:
    """Everything the script plays with."""

    folder: Path
    discord: Discord
    runware: Runware
    environ: dict[str, str]
    """The bot's settings; what is changed here holds from its next start."""
    bot_url: str
    bot: children.Child | None = None
    guild: int = 0
    channel: int = 0
    """Where everybody talks."""
    moderators: int = 0
    """The channel where moderators are asked; the people of the server do not see it."""
    log: int = 0
    """The channel where decisions are logged, likewise."""
    people: dict[str, int] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        """The bot's SQLite file."""
        return self.folder / "greenlit.db"

    async def start_bot(self) -> None:
        """Start the bot as a process of its own and wait until it takes commands."""
        await children.ready(await self.launch_bot(), self.bot_url)

    async def launch_bot(self) -> children.Child:
        """Start the bot as a process of its own, and do not wait for it."""
        log = self.folder / "bot.log"
        self.bot = await children.start("the bot", ["-m", "bot", "run"], log, self.environ)
        return self.bot

    async def kill_bot(self) -> None:
        """Cut the bot's power."""
        if self.bot:
            await self.bot.kill()

    async def stop_bot(self) -> int:
        """Ask the bot to end, and give its exit code."""
        return await self.bot.stop() if self.bot else 0

    def rows(self, query: str, **values: str) -> list[sqlite3.Row]:
        """Look into the bot's database from outside, reading only; the query names its values with colons."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(query, values).fetchall()

    def states(self) -> dict[str, str]:
        """Give the state of every generation by its id."""
        return {
            row["generation_id"]: row["state"].lower() for row in self.rows("SELECT * FROM generation_money")
        }

    def copies(self, generation_id: str) -> list[Path]:
        """Give where the bot keeps the files that came of a generation."""
        query = "SELECT path FROM takes WHERE generation_id = :id AND path IS NOT NULL"
        return [self.folder / "media" / row["path"] for row in self.rows(query, id=generation_id)]


@asynccontextmanager
async def staged(
    folder: Path, *, provider: Sequence[str] = RENDERING, settings: Mapping[str, str] | None = None
) -> AsyncIterator[Stage]:
    """Start the stand-ins and end every child when the play is over.

    `provider` are options of `python -m sandbox.runware`; `settings` go before the stage's own.
    """
    async with AsyncExitStack() as stack:
        discord_url, runware_url = await asyncio.gather(
            _stand_in(stack, folder, "discord", "--token", TOKEN),
            _stand_in(stack, folder, "runware", "--media-dir", str(folder / "made"), *provider),
        )
        discord = await stack.enter_async_context(Discord(discord_url))
        runware = await stack.enter_async_context(Runware(runware_url))
        bind = f"127.0.0.1:{children.free_port()}"
        environ = _environ(folder, discord_url, runware, bind) | dict(settings or {})
        stage = Stage(folder, discord, runware, environ, f"http://{bind}")
        try:
            yield stage
        finally:
            await stage.stop_bot()


async def _stand_in(stack: AsyncExitStack, folder: Path, name: str, *options: str) -> str:
    command = ["-m", f"sandbox.{name}", "--port", "0", *options]
    child = await children.start(f"the {name} stand-in", command, folder / f"{name}.log")
    stack.push_async_callback(child.stop)
    return await children.address_of(child)


def _environ(folder: Path, discord_url: str, runware: Runware, bind: str) -> dict[str, str]:
    host = discord_url.partition("://")[2]
    return {
        "DISCORD_TOKEN": TOKEN,
        "DISCORD_API_URL": f"{discord_url}/api/v10",
        "DISCORD_GATEWAY_URL": f"ws://{host}/gateway",
        "DISCORD_CDN_HOSTS": host,
        "GUILD_IDS": "*",
        "RUNWARE_API_KEY": API_KEY,
        "RUNWARE_API_URL": runware.api_url,
        "RUNWARE_MEDIA_HOSTS": runware.base_url.partition("://")[2],
        "DATABASE_URL": f"sqlite:///{folder / 'greenlit.db'}",
        "MEDIA_DIR": str(folder / "media"),
        "HTTP_BIND": bind,
        "MAX_RUNNING": "8",
        "POLL_SECONDS": "0.5..3",
        "LOG_FORMAT": "text",
    }
