"""What git keeps: nothing of anybody's machine, and migrations without gaps."""

import re
from collections import Counter
from pathlib import PurePosixPath

from tests.support.sources import ROOT, tracked_files

FOREIGN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.~$}])/(?:home|root|Users|work)/\w"),
    "a temporary folder": re.compile(r"(?<![\w.])/tmp/\w"),
    "a package registry": re.compile(
        r"pythonhosted\.org|\bpypi\.(?:org|python)|registry\.npmjs|\bindex[-_]url\s*="
    ),
}


def text_of(path: str) -> str:
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def foreign_to_the_project(text: str) -> list[str]:
    return [what for what, pattern in FOREIGN.items() if pattern.search(text)]


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    found = {path: what for path in tracked_files() if (what := foreign_to_the_project(text_of(path)))}

    assert not found


def test_machines_and_registries_are_noticed() -> None:
    assert foreign_to_the_project("see /" + "home/ann/x") == ["a path of somebody's machine"]
    assert foreign_to_the_project("see /" + "tmp/x") == ["a temporary folder"]
    assert foreign_to_the_project("https://" + "pypi" + ".org/simple") == ["a package registry"]
    assert foreign_to_the_project("GET /users/@me, example.com/home/page and ~/work/x") == []


def test_migrations_are_numbered_without_gaps() -> None:
    for folder in (ROOT / "bot" / "storage").rglob("migrations"):
        names = sorted(file.name for file in folder.glob("*.sql"))
        numbers = [int(match[1]) for name in names if (match := re.match(r"(\d{4})_[a-z0-9_]+\.sql$", name))]

        assert len(numbers) == len(names), f"{names}: each is NNNN_what_it_does.sql"
        assert numbers == list(range(1, len(names) + 1))


def test_no_query_takes_the_place_of_another_with_its_name() -> None:
    files = (ROOT / "bot" / "storage").rglob("sql/*.sql")
    names = [
        name for file in files for name in re.findall(r"^-- name: *(\w+)", text_of(str(file)), re.MULTILINE)
    ]

    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert "begin_erasure" in names


def test_nothing_that_running_leaves_behind_is_kept() -> None:
    leavings = {".db", ".pyc", ".log", ".mp4"}

    assert [path for path in tracked_files() if PurePosixPath(path).suffix in leavings] == []
