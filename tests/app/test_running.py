"""`greenlit run` where it cannot start, and where it must end: who is to blame is named, nothing hangs."""

import asyncio
import logging
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.cli import main
from sandbox.discord.server import DEFAULT_TOKEN
from sandbox.discord.server import Settings as DiscordSettings
from sandbox.discord.server import running as discord_running


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", DEFAULT_TOKEN)
    monkeypatch.setenv("GUILD_IDS", "*")
    monkeypatch.setenv("RUNWARE_API_KEY", "a-key")
    monkeypatch.setenv("RUNWARE_API_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("HTTP_BIND", "127.0.0.1:1")
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def taken() -> Iterator[str]:
    """An address that somebody else listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def test_a_discord_that_does_not_answer_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_API_URL", "http://127.0.0.1:9/api/v10")

    assert main(["run"]) == 1

    said = capsys.readouterr().err
    assert "Discord at http://127.0.0.1:9/api/v10 does not answer" in said
    assert "HTTP_BIND" not in said


async def test_an_address_that_is_taken_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    monkeypatch.setenv("HTTP_BIND", taken)
    async with discord_running(DiscordSettings(port=0)) as discord:
        monkeypatch.setenv("DISCORD_API_URL", discord.api_url)
        assert await asyncio.to_thread(main, ["run"]) == 2

    assert f"HTTP_BIND {taken} cannot be used" in capsys.readouterr().err


@dataclass
class MuteGateway:
    """A way to the real gateway for the first connection; the second one is accepted and never answered."""

    real: str
    connections: int = 0
    muted: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        if self.connections > 1:
            self.muted.set()
            await reader.read()
        else:
            parts = urlsplit(self.real)
            back, forth = await asyncio.open_connection(parts.hostname, parts.port)
            await asyncio.gather(_pass_on(reader, forth), _pass_on(back, writer))
        writer.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while block := await reader.read(65_536):
        writer.write(block)
    writer.close()


async def test_a_signal_ends_it_also_while_a_shard_reconnects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_BIND", "127.0.0.1:0")
    async with discord_running(DiscordSettings(port=0)) as discord:
        gateway = MuteGateway(discord.gateway_url)
        server = await asyncio.start_server(gateway.serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        monkeypatch.setenv("DISCORD_API_URL", discord.api_url)
        monkeypatch.setenv("DISCORD_GATEWAY_URL", f"ws://127.0.0.1:{port}/gateway")
        bot = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run")
        try:
            async with asyncio.timeout(20):
                while not discord.gateway.connected:
                    await asyncio.sleep(0.05)
                discord.gateway.invalidate(resumable=False)
                await gateway.muted.wait()

            bot.terminate()

            assert await asyncio.wait_for(bot.wait(), 10) == 0
        finally:
            if bot.returncode is None:
                bot.kill()
                await bot.wait()
            server.close()
