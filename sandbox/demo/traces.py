"""Traces of somebody, searched for byte by byte in all that the bot keeps."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

_KEPT = ("greenlit.db", "greenlit.db-wal", "bot.log")


def traces_of(user_id: int, words: Mapping[str, str], hashes: Mapping[str, str]) -> dict[str, bytes]:
    """Give what must not be found of a person: their id, their words, the hashes of their files."""
    return {
        "the id": str(user_id).encode(),
        "the id as SQLite writes it": user_id.to_bytes(8),
        **{what: said.encode() for what, said in (*words.items(), *hashes.items())},
    }


def found(folder: Path, traces: Mapping[str, bytes]) -> list[str]:
    """List which traces stand where, in capitals or not; a file is a trace if its hash is one."""
    return [f"{what} in {path.name}" for path in _places(folder) for what in _in(path, traces)]


def _in(path: Path, traces: Mapping[str, bytes]) -> list[str]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        # It went meanwhile.
        return []
    itself = hashlib.sha256(content).hexdigest().encode()
    lowered = content.lower()
    return [what for what, trace in traces.items() if trace.lower() in lowered or trace == itself]


def _places(folder: Path) -> Iterator[Path]:
    """All that the bot keeps, and nothing of the stand-ins'."""
    yield from (folder / name for name in _KEPT)
    yield from (path for path in (folder / "media").rglob("*") if path.is_file())
