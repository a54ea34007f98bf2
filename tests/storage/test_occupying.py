from pathlib import Path

import pytest

from bot.storage.sqlite import DatabaseUnusable
from bot.storage.sqlite.occupying import occupied


def test_a_second_bot_on_the_same_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    database = tmp_path / "data" / "greenlit.db"

    in_use = pytest.raises(DatabaseUnusable, match="in use by another Greenlit")
    with occupied(database), in_use as refused, occupied(database):
        pass

    assert "DATABASE_URL" in str(refused.value)


def test_a_database_is_free_again_once_its_bot_has_ended(tmp_path: Path) -> None:
    for _ in range(2):
        with occupied(tmp_path / "greenlit.db"):
            assert (tmp_path / "greenlit.db.lock").exists()


def test_two_databases_do_not_disturb_each_other(tmp_path: Path) -> None:
    with occupied(tmp_path / "one.db"), occupied(tmp_path / "two.db"):
        assert {path.name for path in tmp_path.iterdir()} == {"one.db.lock", "two.db.lock"}


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(DatabaseUnusable, match="cannot be written"), occupied(tmp_path / "file" / "x.db"):
        pass
