"""`greenlit doctor`: looks at everything the bot needs and says in one line each how it is."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

import httpx

from bot.app.adapters import opener, providers
from bot.app.clock import RandomIds, SystemClock
from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.money import to_usd
from bot.ports.clock import Clock
from bot.settings import Settings
from bot.storage.sqlite import DatabaseUnusable
from bot.storage.sqlite.checking import contradictions_in

_SKEW_SECONDS: Final = 2.0
"""More than this and the end of an interaction's token is misjudged (docs/facts/discord.md §1)."""
_DISK_BYTES: Final = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    well: bool
    said: str


async def examine(settings: Settings) -> int:
    """Print a line for each finding; 0 when all is well, else 1."""
    clock = SystemClock()
    findings = [finding async for finding in _findings(settings, clock)]
    for finding in findings:
        print(f"{'ok  ' if finding.well else 'BAD '} {finding.what}: {finding.said}")  # noqa: T201
    return 0 if all(finding.well for finding in findings) else 1


async def _findings(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    async with httpx.AsyncClient(trust_env=False, timeout=10.0) as client:
        async for finding in _discord(settings, clock, client):
            yield finding
        yield await _reachability(settings, client)
    async with AsyncExitStack() as stack:
        for name, provider in providers(stack, settings, opener(settings, clock, RandomIds())).items():
            try:
                balance = await provider.balance()
            except ProviderError as error:
                yield Finding(name, well=False, said=_said(error))
            else:
                left = f"${to_usd(balance):.2f} left" if balance is not None else "the key works"
                yield Finding(name, well=balance != 0, said=left)
    yield await _database(Path(settings.database_url))
    yield _disk(Path(settings.media_dir))


def _said(error: ProviderError) -> str:
    detail = " ".join(part for part in (error.code, error.message) if part)
    if error.reason is FailureReason.KEY_REFUSED:
        return f"{error.provider.upper()}_API_KEY is not accepted ({detail}); copy it anew from your account"
    if error.reason is FailureReason.PROVIDER_UNAVAILABLE:
        return f"cannot be reached ({detail}): is this machine online, and may it open https?"
    return f"{error.reason} ({detail})"


async def _discord(settings: Settings, clock: Clock, client: httpx.AsyncClient) -> AsyncIterator[Finding]:
    token = settings.discord_token.get_secret_value()
    try:
        answer = await client.get(
            f"{settings.discord_api_url}/users/@me", headers={"Authorization": f"Bot {token}"}
        )
    except httpx.TransportError as error:
        why = f"cannot be reached ({type(error).__name__}): is this machine online, and may it open https?"
        yield Finding("Discord", well=False, said=why)
        return
    if answer.status_code != httpx.codes.OK:
        said = f"DISCORD_TOKEN is not accepted (HTTP {answer.status_code}); copy it anew from the portal"
        yield Finding("Discord", well=False, said=said)
        return
    yield Finding("Discord", well=True, said=f"logged in as {answer.json().get('username')}")
    if "Date" in answer.headers:
        yield _clock(parsedate_to_datetime(answer.headers["Date"]), clock.now())


def _clock(theirs: datetime, ours: datetime) -> Finding:
    skew = abs((ours - theirs).total_seconds())
    well = skew <= _SKEW_SECONDS + 1  # the header counts whole seconds
    advice = "" if well else "; switch on time synchronisation"
    return Finding("clock", well=well, said=f"{skew:.0f} s from Discord's{advice}")


async def _reachability(settings: Settings, client: httpx.AsyncClient) -> Finding:
    if settings.public_url is None:
        lost = (
            "; a lost answer of skills.video cannot be found again" if settings.skills_video_api_key else ""
        )
        return Finding("webhooks", well=True, said=f"PUBLIC_URL is not set: results come by polling{lost}")
    try:
        answer = await client.get(f"{settings.public_url}/livez")
    except httpx.TransportError as error:
        return _unreachable(settings.public_url, f"cannot be reached ({type(error).__name__})")
    if answer.status_code != httpx.codes.OK:
        return _unreachable(settings.public_url, f"answers {answer.status_code}")
    if settings.skills_video_api_key and not settings.skills_video_webhook_secret:
        said = "SKILLS_VIDEO_WEBHOOK_SECRET is not set: webhooks of skills.video are not taken"
        return Finding("webhooks", well=False, said=said)
    return Finding("webhooks", well=True, said=f"{settings.public_url} reaches the bot")


def _unreachable(public_url: str, how: str) -> Finding:
    advice = "is the bot running, and does the reverse proxy pass /livez to HTTP_BIND?"
    return Finding("webhooks", well=False, said=f"{public_url} {how}: {advice}")


async def _database(path: Path) -> Finding:
    version = f"SQLite {sqlite3.sqlite_version}"
    if not await asyncio.to_thread(path.is_file):
        return Finding("database", well=True, said=f"{path} will be made at the first start ({version})")
    if not os.access(path, os.W_OK):
        return Finding("database", well=False, said=f"{path} may not be written by the user who runs this")
    try:
        wrong = await asyncio.to_thread(contradictions_in, path)
    except DatabaseUnusable as error:
        return Finding("database", well=False, said=str(error))
    said = "; ".join(wrong[:3]) if wrong else f"{path} is whole, the ledger balances ({version})"
    return Finding("database", well=not wrong, said=said)


def _disk(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding("disk", well=False, said=f"nothing can be written to {folder} ({error.strerror})")
    return Finding("disk", well=free >= _DISK_BYTES, said=f"{free // 1024**2:,} MiB free at {folder}")
