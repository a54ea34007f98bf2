"""The import contracts hold, and each of them is able to fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sources import ROOT

PLANTED = [
    ("bot/utils.py", "", "Every module of bot has a place in the layers"),
    ("bot/domain/planted.py", "import bot.services", "Each layer imports only what is below it"),
    ("bot/ui/planted.py", "import cogs", "Each layer imports only what is below it"),
    ("bot/delivery/planted.py", "import bot.storage", "Each layer imports only what is below it"),
    ("bot/delivery/planted.py", "import bot.storage", "Every module of bot has a place in the layers"),
    (
        "cogs/planted.py",
        "import bot.storage",
        "Cogs reach services, wording and domain; never adapters or ports",
    ),
    (
        "cogs/planted.py",
        "import bot.ports",
        "Cogs reach services, wording and domain; never adapters or ports",
    ),
    ("cogs/planted.py", "import cogs.planted_too", "Cogs are blind to each other"),
    (
        "bot/providers/runware/planted.py",
        "import bot.providers.skills_video",
        "Providers are blind to each other",
    ),
    ("bot/domain/planted.py", "import discord", "The core knows no Discord, HTTP, SQL or wire format"),
    ("bot/services/planted.py", "import httpx", "The core knows no Discord, HTTP, SQL or wire format"),
    ("bot/ports/planted.py", "import pydantic", "The core knows no Discord, HTTP, SQL or wire format"),
    ("bot/web/planted.py", "import aiosqlite", "Only storage speaks to the database"),
    ("bot/services/planted.py", "import Crypto", "Only the vault seals and opens"),
    ("cogs/planted.py", "import sandbox", "The product does not know the stand-ins"),
    ("bot/media/planted.py", "import sandbox", "The product does not know the stand-ins"),
    ("sandbox/planted.py", "import bot", "The stand-ins do not know the product"),
    ("bot/media/planted.py", "import bot.media.planted_too", "No cycles between siblings, at any depth"),
]


def copy_of_the_packages(folder: Path) -> Path:
    shutil.copy(ROOT / ".importlinter", folder)
    for package in ("bot", "cogs", "sandbox"):
        only_python = shutil.ignore_patterns("__pycache__", "*.sql", "*.json", "*.ttf", "*.otf")
        shutil.copytree(ROOT / package, folder / package, ignore=only_python)
    return folder


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_an_untouched_copy_keeps_every_contract(tmp_path: Path) -> None:
    verdict = lint_imports(copy_of_the_packages(tmp_path))

    assert verdict.returncode == 0, verdict.stdout
    assert "0 broken" in verdict.stdout


@pytest.mark.parametrize(("file", "line", "contract"), PLANTED)
def test_a_planted_violation_breaks_its_contract(tmp_path: Path, file: str, line: str, contract: str) -> None:
    tree = copy_of_the_packages(tmp_path)
    (tree / file).write_text(f"{line}\n")
    partner = (tree / file).with_name("planted_too.py")
    partner.write_text(f"import {file.removesuffix('.py').replace('/', '.')}\n")

    verdict = lint_imports(tree)

    assert verdict.returncode == 1, verdict.stdout
    assert f"{contract} BROKEN" in verdict.stdout


def test_every_contract_has_a_violation_planted_for_it() -> None:
    lines = (ROOT / ".importlinter").read_text(encoding="utf-8").splitlines()
    names = {line.removeprefix("name = ") for line in lines if line.startswith("name = ")}

    assert names == {contract for _, _, contract in PLANTED}
