"""What is installed is what was locked: hashed, from anywhere, and little."""

import re
import tomllib

import pytest

from tests.support.sources import ROOT, read

LOCKS = sorted(path.name for path in (ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"^([a-z0-9-]+)==([^ \\]+)", re.MULTILINE)


def pinned(lock: str) -> dict[str, str]:
    return dict(PINNED.findall(read(f"requirements/{lock}")))


def asked_for(requirements: list[str]) -> set[str]:
    names = [re.split(r"[^A-Za-z0-9._-]", requirement)[0] for requirement in requirements]
    return {re.sub(r"[._-]+", "-", name).lower() for name in names}


def test_there_is_a_lock_for_each_purpose() -> None:
    assert LOCKS == ["build.txt", "demo.txt", "dev.txt", "runtime.txt", "sdk.txt"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", read(f"requirements/{lock}"))
    packages = [block for block in blocks if PINNED.match(block)]

    assert len(packages) == len(pinned(lock)) > 0
    assert [block.splitlines()[0] for block in packages if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_download_from(lock: str) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host", read(f"requirements/{lock}"))


def test_running_the_bot_takes_at_most_30_packages() -> None:
    assert len(pinned("runtime.txt")) <= 30


@pytest.mark.parametrize(
    ("smaller", "larger"), [("runtime.txt", "demo.txt"), ("build.txt", "demo.txt"), ("demo.txt", "dev.txt")]
)
def test_what_is_tested_is_what_is_shipped(smaller: str, larger: str) -> None:
    assert pinned(smaller).items() <= pinned(larger).items()


def test_the_locks_hold_everything_the_project_asks_for() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    extras = project["project"]["optional-dependencies"]

    assert asked_for(project["project"]["dependencies"]) <= pinned("runtime.txt").keys()
    assert asked_for(extras["sandbox"]) <= pinned("demo.txt").keys()
    assert asked_for(extras["dev"]) <= pinned("dev.txt").keys()
    assert asked_for(project["build-system"]["requires"]) <= pinned("build.txt").keys()
