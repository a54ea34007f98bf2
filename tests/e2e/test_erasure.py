"""After an erasure nobody finds a trace: in the database and its log, the media, or what the bot logged."""

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.discord.driver import File
from tests.e2e.both import Both, both
from tests.e2e.server import CHEAPEST, opened
from tests.e2e.verdict import all_ended, violations
from tests.media.pictures import encoded, gradient

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

PROMPT = "a violet heron over Zanzibar"
KEPT = ("greenlit.db", "greenlit.db-wal", "bot.log")


def places(stage: Both) -> Iterator[Path]:
    """All that the bot keeps, and nothing of the stand-ins'."""
    yield from (stage.folder / name for name in KEPT)
    yield from (path for path in (stage.folder / "media").rglob("*") if path.is_file())


def found(stage: Both, traces: dict[str, bytes]) -> list[str]:
    """Which traces stand where, byte by byte, in capitals or not."""
    return [
        f"{what} in {path.name}"
        for path in places(stage)
        if path.exists()
        for content in (path.read_bytes().lower(),)
        for what, trace in traces.items()
        if trace.lower() in content
    ]


async def erased(stage: Both, channel: int, member: int) -> None:
    """Ask for it, press the button, and wait until the member's row is blank."""
    page = await (await stage.discord.slash(member, channel, "privacy delete", {})).answer(30)
    await stage.discord.click(member, page, label="Erase everything")
    async with asyncio.timeout(60):
        while stage.rows("SELECT 1 FROM erasures WHERE ended_at IS NOT NULL") == []:
            await asyncio.sleep(0.1)
    # The write-ahead log is cut off in the same breath.
    await asyncio.sleep(1)


async def test_no_byte_is_left_of_who_had_themselves_erased(tmp_path: Path) -> None:
    picture = encoded(gradient(), "PNG")
    async with both(tmp_path) as stage:
        server = await opened(stage, 2)
        await stage.start_bot()
        await stage.discord.ready({"privacy"})
        member = server.members[0]
        image: File = ("heron-holiday.png", picture)
        options = {**CHEAPEST, "prompt": PROMPT}
        asked = await stage.discord.slash(member, server.channel, "create", options, files={"image": image})
        assert "Queued" in (await asked.answer(30)).text
        await all_ended(stage)
        assert await violations(stage) == []
        files = [path for path in (stage.folder / "media").rglob("*") if path.is_file()]
        hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest().encode() for path in files}
        traces = {
            "the id": str(member).encode(),
            "the id as SQLite writes it": member.to_bytes(8),
            "the prompt": PROMPT.encode(),
            "a word of it": b"zanzibar",
            "the file's name": b"heron-holiday",
            **hashes,
        }
        before = {line.split(" in ")[0] for line in found(stage, traces)}

        await erased(stage, server.channel, member)

        assert {"the id as SQLite writes it", "the prompt", "a word of it"} <= before
        assert before & hashes.keys()
        assert found(stage, traces) == []
        assert [path for path in (stage.folder / "media").rglob("*") if path.is_file()] == []
        assert await violations(stage) == []
