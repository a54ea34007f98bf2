"""The command `greenlit`."""

import argparse
import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from bot.app import doctor, running
from bot.app.clock import SystemClock
from bot.settings import Settings, SettingsProblem, read_settings, shown
from bot.storage.sqlite import DatabaseUnusable, open_store
from bot.storage.sqlite.backup import backup, restore

OK: Final = 0
FAILED: Final = 1
UNUSABLE: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; 0 is well, 1 is trouble, 2 means: settings, call or files must be mended."""
    asked = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = asked.command
    try:
        return command(asked)
    except SettingsProblem as problem:
        print("The settings cannot be used:", file=sys.stderr)
        for sentence in problem.problems:
            print(f"  {sentence}", file=sys.stderr)
        if not Path(".env").exists():
            print(f"There is no .env in {Path.cwd()}.", file=sys.stderr)
        print("See .env.example for every setting.", file=sys.stderr)
        return UNUSABLE
    except DatabaseUnusable as problem:
        print(problem, file=sys.stderr)
        return UNUSABLE
    except OSError as problem:
        if problem.filename is None:
            raise
        print(f"{problem.filename} cannot be used: {problem.strerror}.", file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="greenlit", description="Community video generation for Discord.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], int], told: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=told, description=told)
        added.set_defaults(command=command)
        return added

    add("run", _run, "Run the bot.")
    add("demo", _demo, "Show the whole bot on this machine, without any account.")
    add("check-config", _check_config, "Name every problem of the settings, or print them without secrets.")
    add("doctor", _doctor, "Check token, clock, provider key and balance, PUBLIC_URL, database and disk.")
    add("migrate", _migrate, "Bring the database up to date.")
    add("backup", _backup, "Copy the database while the bot runs.").add_argument("path", type=Path)
    add("restore", _restore, "Put a copy back; the bot must be stopped.").add_argument("path", type=Path)
    return parser


def _settings() -> Settings:
    return read_settings(os.environ)


def _run(_: argparse.Namespace) -> int:
    return asyncio.run(running.run(_settings()))


def _demo(_: argparse.Namespace) -> int:
    return subprocess.run([sys.executable, "-m", "sandbox.demo"], check=False).returncode


def _check_config(_: argparse.Namespace) -> int:
    for name, value in _settings():
        print(f"{name.upper()}={shown(name, value)}")
    return OK


def _doctor(_: argparse.Namespace) -> int:
    return asyncio.run(doctor.examine(_settings()))


def _migrate(_: argparse.Namespace) -> int:
    path = Path(_settings().database_url)

    async def open_once() -> None:
        async with open_store(path, SystemClock()):
            print(f"{path} is up to date.")

    asyncio.run(open_once())
    return OK


def _backup(asked: argparse.Namespace) -> int:
    backup(Path(_settings().database_url), asked.path)
    print(f"Copied to {asked.path}.")
    return OK


def _restore(asked: argparse.Namespace) -> int:
    path = Path(_settings().database_url)
    restore(asked.path, path)
    print(f"{asked.path} is now {path}.")
    return OK
