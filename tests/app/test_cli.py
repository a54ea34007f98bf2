"""The command `greenlit`, as an operator calls it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main
from bot.web.health import Check, Health
from bot.web.server import serving
from sandbox.discord.server import DEFAULT_TOKEN
from sandbox.discord.server import Settings as DiscordSettings
from sandbox.discord.server import running as discord_running


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", DEFAULT_TOKEN)
    monkeypatch.setenv("RUNWARE_API_KEY", "a-key")
    monkeypatch.setenv("RUNWARE_API_URL", "http://127.0.0.1:9/v1")


def test_check_config_prints_every_setting_and_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-config"]) == 0

    said = capsys.readouterr().out
    assert "OPERATOR_DAILY_USD=25.00" in said
    assert "DATABASE_URL=sqlite:///data/greenlit.db" in said
    assert "a-key" not in said


def test_check_config_lists_all_problems_and_exits_with_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_BIND", "nowhere")
    monkeypatch.setenv("MAX_RUNNING", "many")

    assert main(["check-config"]) == 2

    said = capsys.readouterr().err
    assert "HTTP_BIND: " in said
    assert "MAX_RUNNING: " in said


def test_an_unknown_command_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["dance"])

    assert "check-config" in capsys.readouterr().err


def test_migrate_makes_the_database_and_backup_and_restore_carry_it(tmp_path: Path) -> None:
    database = tmp_path / "data" / "greenlit.db"
    assert main(["migrate"]) == 0
    assert main(["backup", "kept/copy.db"]) == 0
    database.unlink()

    assert main(["restore", "kept/copy.db"]) == 0

    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM generation_money").fetchone() == (0,)


def test_a_backup_of_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "copy.db"]) == 2
    assert "no database" in capsys.readouterr().err


def test_restoring_what_is_no_backup_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.db").write_text("not a database, far from it" * 50, encoding="utf-8")

    assert main(["restore", "text.db"]) == 2
    assert "text.db" in capsys.readouterr().err


async def test_the_doctor_says_what_is_well_and_what_is_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with discord_running(DiscordSettings(port=0)) as discord:
        monkeypatch.setenv("DISCORD_API_URL", discord.api_url)
        code = await asyncio.to_thread(main, ["doctor"])

    said = capsys.readouterr().out
    assert code == 1, "nobody answers for the provider"
    assert "ok   Discord: logged in as" in said
    assert "BAD  runware:" in said
    assert "ok   database:" in said


def test_the_doctor_reads_the_books_and_leaves_the_schema_to_migrate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_API_URL", "http://127.0.0.1:9/api/v10")
    assert main(["migrate"]) == 0
    main(["doctor"])
    assert "the ledger balances" in capsys.readouterr().out

    database = tmp_path / "data" / "greenlit.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DELETE FROM schema_migrations")
        connection.commit()
    before = database.read_bytes()
    main(["doctor"])
    assert "BAD  database: data/greenlit.db lacks the schema step 0001_" in capsys.readouterr().out

    database.write_bytes(b"")
    main(["doctor"])
    assert "BAD  database: data/greenlit.db is no database of Greenlit's" in capsys.readouterr().out
    database.write_bytes(before)
    main(["doctor"])
    assert database.read_bytes() == before


async def test_the_doctor_names_a_token_that_is_not_accepted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "wrong")
    async with discord_running(DiscordSettings(port=0)) as discord:
        monkeypatch.setenv("DISCORD_API_URL", discord.api_url)
        await asyncio.to_thread(main, ["doctor"])

    assert "BAD  Discord: DISCORD_TOKEN is not accepted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("checks", "settings", "said"),
    [
        ({}, {}, "ok   webhooks: http://127.0.0.1:{port} reaches the bot"),
        ({}, {"SKILLS_VIDEO_API_KEY": "k"}, "BAD  webhooks: SKILLS_VIDEO_WEBHOOK_SECRET is not set"),
        (
            None,
            {},
            "BAD  webhooks: http://127.0.0.1:{port} answers 404: is the bot running, and does the reverse",
        ),
    ],
    ids=["as it should be", "half set up", "a proxy that passes nothing on"],
)
async def test_the_doctor_tries_the_public_address(
    checks: dict[str, Check] | None,
    settings: dict[str, str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_API_URL", "http://127.0.0.1:9/api/v10")
    monkeypatch.setenv("SKILLS_VIDEO_API_URL", "http://127.0.0.1:9/api/v1")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    routes = [] if checks is None else Health(checks).routes()
    async with serving(("127.0.0.1", 0), routes) as port:
        monkeypatch.setenv("PUBLIC_URL", f"http://127.0.0.1:{port}")
        await asyncio.to_thread(main, ["doctor"])

    assert said.format(port=port) in capsys.readouterr().out


def test_the_doctor_says_what_skills_video_lacks_without_webhooks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_API_URL", "http://127.0.0.1:9/api/v10")
    monkeypatch.setenv("SKILLS_VIDEO_API_URL", "http://127.0.0.1:9/api/v1")
    monkeypatch.setenv("SKILLS_VIDEO_API_KEY", "k")
    main(["doctor"])

    said = capsys.readouterr().out
    assert "ok   webhooks: PUBLIC_URL is not set" in said
    assert "a lost answer of skills.video cannot be found again" in said
    assert "BAD  Discord: cannot be reached (ConnectError): is this machine online" in said
    assert "BAD  skills_video: cannot be reached" in said
