"""Files and folders that cannot be used end a command with a sentence, not with a traceback."""

from pathlib import Path

import pytest

from bot.cli import main


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    monkeypatch.setenv("RUNWARE_API_KEY", "a-key")
    monkeypatch.setenv("RUNWARE_API_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("DISCORD_API_URL", "http://127.0.0.1:9/api/v10")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")

    assert main(["migrate"]) == 2
    assert "data cannot be used: " in capsys.readouterr().err


def test_the_doctor_names_a_media_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "media").write_text("in the way", encoding="utf-8")

    assert main(["doctor"]) == 1
    assert "BAD  disk: nothing can be written to data/media" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_the_database_itself_is_no_backup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main(["migrate"]) == 0
    inode = (tmp_path / "data" / "greenlit.db").stat().st_ino

    assert main([command, "data/../data/greenlit.db"]) == 2
    assert "is the database itself" in capsys.readouterr().err
    assert (tmp_path / "data" / "greenlit.db").stat().st_ino == inode


def test_a_backup_is_not_written_over_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "backups").mkdir()
    assert main(["migrate"]) == 0

    assert main(["backup", "backups"]) == 2
    assert "name a file in it" in capsys.readouterr().err


@pytest.mark.parametrize("attempt", range(5))
def test_a_file_that_is_no_database_is_named_and_nothing_else_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], attempt: int
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "greenlit.db").write_text(f"no database, try {attempt}" * 50, encoding="utf-8")

    assert main(["run"]) == 2

    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith("data/greenlit.db cannot be used as a SQLite database")


def test_a_database_that_may_only_be_read_is_named_before_the_first_write(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["migrate"]) == 0
    # Whoever runs the tests as root may write everything.
    monkeypatch.setattr("os.access", lambda _path, _mode: False)

    assert main(["run"]) == 2
    assert "data/greenlit.db may not be written" in capsys.readouterr().err
    assert main(["doctor"]) == 1
    assert "BAD  database: data/greenlit.db may not be written" in capsys.readouterr().out


def test_settings_without_an_env_file_say_where_it_was_looked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISCORD_TOKEN")

    assert main(["check-config"]) == 2
    assert f"There is no .env in {tmp_path}." in capsys.readouterr().err
