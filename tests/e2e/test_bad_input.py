"""Hostile files, words, settings and signals: a clear sentence, no money, no ping, no secret in the log."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.demo import children
from sandbox.demo.stage import API_KEY, TOKEN, Stage, staged
from sandbox.discord.driver import Refused
from tests.e2e.server import COMMANDS, PLENTY, QUICK, Server, ask, opened
from tests.e2e.verdict import all_ended, violations
from tests.media.pictures import animated, encoded, gradient, png, png_bomb

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

MEBIBYTE = 1024 * 1024
HOSTILE_FILES: dict[str, tuple[Callable[[], bytes], str, str, str]] = {
    "bomb.png": (png_bomb, "has too many pixels", "12000 × 12000 px", "40 megapixels"),
    "loop.gif": (lambda: animated("GIF"), "is no image that I can read", "GIF", "PNG, JPEG or WEBP"),
    "notes.png": (lambda: b"just words, renamed", "is no image that I can read", "text", "PNG, JPEG or WEBP"),
    "stamp.jpg": (
        lambda: encoded(gradient(100, 100), "JPEG"),
        "has too few pixels",
        "100 × 100 px",
        "300–4000 px",
    ),
    "huge.png": (lambda: png() + bytes(30 * MEBIBYTE), "is too large a file", "30.1 MB", "20 MB"),
}
FORBIDDEN = (
    ({"effect": "boom drop", "camera": "zoom_in"}, "effect", "camera"),
    ({"motion": "fast", "duration": 8}, "motion", "duration"),
    (
        {"model": "pixverse-v5.6", "duration": 8, "resolution": "1080p", "effect": "boom drop"},
        "effect",
        "pixverse-v4",
    ),
    ({"model": "pixverse-v9"}, "pixverse-v9", "pixverse-v4"),
)
HOSTILE_PROMPTS = (
    "@everyone @here look <@{member}> <@&{guild}> <#{channel}>",
    "**bold** `code` ```fence``` ||spoiler|| > quote\n# heading\n-# small [link](https://evil.example)",
    "\u202egnp.exe\u202c turned \u2066round\u2069 مرحبا بالعالم שלום",
    "z\u200be\u200br\u200bo\ufeff width and \u0000control\u001b[31m",
    "雨の夜 " * 300,
    "🏳️‍🌈👩‍👩‍👧‍👦" * 100,
    "@everyone " * 204,
)


def memory_bytes(stage: Stage, name: str) -> int:
    """Ask the system for the bot's memory: VmRSS now, VmHWM at its highest."""
    assert stage.bot is not None
    status = Path(f"/proc/{stage.bot.process.pid}/status").read_text(encoding="utf-8")
    found = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    assert found is not None
    return int(found[1]) * 1024


async def refusal(stage: Stage, server: Server, **options: object) -> str:
    reply = await (await ask(stage, server, "a kite", **options)).answer(30)
    assert reply.ephemeral
    return reply.text


async def refusal_of_file(stage: Stage, server: Server, name: str, content: bytes) -> str:
    asked = await stage.discord.slash(
        server.members[0], server.channel, "create", {"prompt": "a kite"}, files={"image": (name, content)}
    )
    return (await asked.answer(30)).text


async def test_hostile_files_and_forbidden_combinations_are_refused_and_cost_neither_money_nor_memory(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, provider=QUICK, settings=PLENTY) as stage:
        # Boosted, so that its members can attach more than the bot takes.
        server = await opened(stage, premium_tier=2)
        await stage.start_bot()
        await stage.discord.ready(COMMANDS)
        before = memory_bytes(stage, "VmRSS")

        for name, (content, *expected) in HOSTILE_FILES.items():
            said = await refusal_of_file(stage, server, name, content())
            assert [words for words in (name, "Nothing was charged", *expected) if words not in said] == [], (
                said
            )
        for options, *expected in FORBIDDEN:
            said = await refusal(stage, server, **options)
            assert [words for words in ("Nothing was charged", *expected) if words not in said] == [], said
        growth = memory_bytes(stage, "VmHWM") - before
        print(
            f"the bot's memory grew by at most {growth / MEBIBYTE:.1f} MiB from {before / MEBIBYTE:.1f} MiB"
        )
        assert growth < 50 * MEBIBYTE

        await stage.stop_bot()
        stage.environ["DISCORD_CDN_HOSTS"] = "cdn.discordapp.com"
        await stage.start_bot()
        said = await refusal_of_file(stage, server, "far.png", png())
        assert "was not uploaded to Discord" in said

        assert stage.states() == {}
        assert stage.rows("SELECT * FROM ledger_entries") == []
        assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []
        assert (await stage.runware.books()).submits == []
        assert await violations(stage) == []


async def test_hostile_words_ping_nobody_and_break_nothing_and_no_secret_is_logged(tmp_path: Path) -> None:
    async with staged(tmp_path, provider=QUICK, settings=PLENTY | {"LOG_LEVEL": "DEBUG"}) as stage:
        server = await opened(stage)
        await stage.start_bot()
        await stage.discord.ready(COMMANDS)

        places = {"member": server.members[0], "guild": server.guild, "channel": server.channel}
        for prompt in HOSTILE_PROMPTS:
            asked = await ask(stage, server, prompt.format_map(places))
            assert "Queued" in (await asked.answer(30)).text
        with pytest.raises(Refused, match="at most 2048 characters"):
            await ask(stage, server, "x" * 6000)
        await all_ended(stage)

        posted = await stage.discord.books.messages()
        assert {user for message in posted for user in message.pinged_users} == {server.members[0]}
        refused = [one for one in await stage.discord.books.requests() if one.status >= 400]
        assert refused == []
        assert await violations(stage) == []
        assert await secrets_in_log(stage) == []


async def secrets_in_log(stage: Stage) -> list[str]:
    """Look for the token, the key, interaction tokens and the signatures of links."""
    log = (stage.folder / "bot.log").read_text(encoding="utf-8")
    interactions = [entry["payload"]["token"] for entry in await stage.discord.books.interactions()]
    assert interactions
    return [secret for secret in (TOKEN, API_KEY, "&hm=", *interactions) if secret in log]


async def test_sigterm_during_work_ends_the_bot_in_order_and_a_restart_delivers_everything(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, provider=QUICK, settings=PLENTY | {"MAX_RUNNING": "4"}) as stage:
        server = await opened(stage)
        await stage.runware.hold("kept")
        await stage.start_bot()
        await stage.discord.ready(COMMANDS)
        kinds = ["kept"] * 3 + ["free"] * 5
        asked = [await ask(stage, server, f"{kind} kite {number}") for number, kind in enumerate(kinds)]
        await asyncio.gather(*(one.answer(30) for one in asked))

        await moving(stage)
        async with asyncio.timeout(10):
            assert await stage.stop_bot() == 0
        assert "running" in stage.states().values()
        await stage.runware.release("kept")
        await stage.start_bot()
        await all_ended(stage)

        assert list(stage.states().values()) == ["delivered"] * len(kinds)
        assert await violations(stage) == []


async def moving(stage: Stage) -> None:
    """Wait until the provider has some of the work and some of it is still in line."""
    async with asyncio.timeout(20):
        while not {"running", "queued"} <= set(stage.states().values()):
            await asyncio.sleep(0.05)


async def run_to_its_end(folder: Path, command: str, settings: dict[str, str]) -> tuple[int, str]:
    child = await children.start("the bot", ["-m", "bot", command], folder / "bot.log", settings)
    async with asyncio.timeout(30):
        code = await child.process.wait()
    return code, child.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["run", "check-config"])
async def test_wrong_settings_are_all_named_at_once(tmp_path: Path, command: str) -> None:
    wrong = {
        "RUNWARE_API_KEY": API_KEY,
        "RUNWARE_API_URL": "http://runware.example/v1",
        "DEFAULT_MODEL": "pixverse-v9",
        "POLL_SECONDS": "15..2",
        "DATABASE_URL": "postgres://localhost/greenlit",
    }

    code, said = await run_to_its_end(tmp_path, command, wrong)

    assert code == 2
    named = wrong.keys() - {"RUNWARE_API_KEY"} | {"DISCORD_TOKEN"}
    assert {name for name in named if f"  {name}: " in said} == named
    assert API_KEY not in said
    assert "Traceback" not in said


async def test_a_wrong_token_ends_the_bot_with_a_sentence_that_does_not_repeat_it(tmp_path: Path) -> None:
    async with staged(tmp_path, provider=QUICK) as stage:
        wrong = stage.environ | {"DISCORD_TOKEN": "not-the-token"}

        code, said = await run_to_its_end(tmp_path, "run", wrong)

        assert code == 2
        assert "DISCORD_TOKEN is not accepted by Discord" in said
        assert "not-the-token" not in said
        assert "Traceback" not in said
