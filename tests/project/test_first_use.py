"""The first `make` on a machine says what it does, and what is missing."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sources import ROOT

WITHOUT_VENV = """
case "$*" in
    *version_info\\ *) exit 0 ;;
    *version_info*) echo 3.11 ;;
    "-m venv"*) echo "ensurepip is not available"; exit 1 ;;
esac
"""
TOO_OLD = """
case "$*" in
    *version_info\\ *) exit 1 ;;
    *version_info*) echo 3.9 ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the first use reads of a fresh checkout."""
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def make(target: str, checkout: Path, pythons: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run make where these scripts are the only Pythons to be found."""
    folder = checkout / "programs"
    folder.mkdir()
    for tool in ("sh", "rm", "sed"):
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    for name, script in pythons.items():
        (folder / name).write_text(f"#!{shutil.which('sh')}\n{script}")
        (folder / name).chmod(0o755)
    environment = {"PATH": str(folder), "LC_ALL": "C"}
    command = [shutil.which("make") or "make", "SHELL=sh", target]
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


def test_without_venv_the_exact_package_to_install_is_named(checkout: Path) -> None:
    outcome = make("demo", checkout, {"python3": WITHOUT_VENV})

    assert outcome.returncode == 2
    assert "First use: building .venv" in outcome.stdout
    assert "ensurepip is not available" in outcome.stderr
    assert "apt-get install python3.11-venv" in outcome.stderr
    assert not (checkout / ".venv").exists()


def test_an_old_python_is_named_with_what_to_install(checkout: Path) -> None:
    outcome = make("demo", checkout, {"python3": TOO_OLD})

    assert outcome.returncode == 2
    assert "needs Python 3.11 or newer; found only Python 3.9" in outcome.stderr
    assert "apt-get install python3.11 python3.11-venv" in outcome.stderr


def test_without_any_python_the_same_remedy_is_given(checkout: Path) -> None:
    outcome = make("demo", checkout, {})

    assert outcome.returncode == 2
    assert "needs Python 3.11 or newer; found none" in outcome.stderr


def test_a_python_that_can_is_taken_though_a_newer_one_cannot(checkout: Path) -> None:
    able = f'exec "{sys.executable}" "$@"\n'
    pythons = {"python3.13": WITHOUT_VENV, "python3": TOO_OLD, "python3.11": able}

    outcome = make(".venv/bin/python", checkout, pythons)

    assert outcome.returncode == 0, outcome.stderr
    assert (checkout / ".venv" / "bin" / "pip").exists()
