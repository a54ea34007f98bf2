"""What the parties say of the evening: providers, Discord and ledger, each asked without the bot."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from sandbox.demo.both import Both
from sandbox.demo.steps import Play
from sandbox.demo.wishes import Wish
from sandbox.discord.books import RecordedMessage
from sandbox.discord.driver import flatten
from sandbox.provider.webhooks import Sent
from sandbox.runware.books import Page as RunwareBooks
from sandbox.skills_video.books import Page as SkillsVideoBooks

CREDIT_MICROS = 10_000
"""What a credit costs as long as SKILLS_VIDEO_CREDIT_USD says nothing else."""


@dataclass(frozen=True)
class Made:
    """A task that a provider took on, by its own books; times are seconds since the epoch."""

    provider: str
    task_id: str
    prompt: str
    request: Mapping[str, Any]
    paid_micros: int
    told_at: float | None
    """When a poll was first answered with its end."""
    webhooks: Sequence[Sent]


@dataclass
class Evidence:
    """All of it."""

    made: Sequence[Made]
    posted: Sequence[RecordedMessage]
    money: Mapping[str, Mapping[str, Any]]
    """Rows of the view generation_money by generation id."""
    clips: dict[str, list[Path]] = field(default_factory=dict)
    """The files posted for everybody, in their order, by generation id."""
    asides: Mapping[str, Sequence[RecordedMessage]] = field(default_factory=dict)
    """What was said where not everybody is, by the name of the place."""

    def of(self, wish: Wish) -> list[Made]:
        """What was made for a wish; skills.video does not know our ids, so that the prompt must tell."""
        if wish.provider == "Runware":
            return [made for made in self.made if made.task_id == wish.generation_id]
        return [made for made in self.made if (made.provider, made.prompt) == (wish.provider, wish.prompt)]

    def charged_micros(self, wish: Wish) -> int:
        """What its author paid."""
        row = self.money.get(wish.generation_id)
        return int(row["charged_micros"]) if row else 0

    def paid_micros(self, wish: Wish) -> int:
        """What its provider took."""
        return sum(made.paid_micros for made in self.of(wish))


async def gather(play: Play) -> Evidence:
    """Ask everybody, and fetch every file from Discord's CDN."""
    stage = play.stage
    evidence = Evidence(
        await made_by_all(stage),
        await stage.discord.books.messages(stage.channel),
        {row["generation_id"]: dict(row) for row in stage.rows("SELECT * FROM generation_money")},
        asides=await _asides(stage),
    )
    folder = stage.folder / "videos"
    folder.mkdir(exist_ok=True)
    async with httpx.AsyncClient(trust_env=False) as client:
        for message in evidence.posted:
            paths = await _files(client, message, folder)
            if paths and not message.ephemeral:
                evidence.clips.setdefault(_owner(message, evidence.money), []).extend(paths)
        for message in (each for said in evidence.asides.values() for each in said):
            await _files(client, message, folder)
    return evidence


async def _asides(stage: Both) -> dict[str, list[RecordedMessage]]:
    """Read where moderators are, and all direct messages; places where nothing was said are left out."""
    direct = {
        f"Direct messages to {name}": await stage.discord.direct_channel(user_id)
        for name, user_id in stage.people.items()
    }
    places = {"#moderators": stage.moderators, "#log": stage.log, **direct}
    books = stage.discord.books
    said = {name: await books.messages(channel) for name, channel in places.items() if channel}
    return {name: messages for name, messages in said.items() if messages}


def as_posted(message: RecordedMessage) -> Mapping[str, Any]:
    """Give the version that had files, also where they were taken off it later."""
    versions: list[Mapping[str, Any]] = [message.version, *message.edits]
    return next((version for version in versions if version["attachments"]), message.version)


async def made_by_all(stage: Both) -> list[Made]:
    """Read the books of both providers."""
    runware, skills_video = await asyncio.gather(stage.runware.books(), stage.skills_video.books())
    return [*_by_runware(runware), *_by_skills_video(skills_video)]


def _by_runware(books: RunwareBooks) -> list[Made]:
    return [
        Made(
            "Runware",
            create.task_id,
            create.prompt,
            create.request,
            create.paid_micros,
            create.told_at,
            [sent for sent in books.webhooks if sent.task_id == create.task_id],
        )
        for create in books.creates
    ]


def _by_skills_video(books: SkillsVideoBooks) -> list[Made]:
    """What it gave back was never taken."""
    return [
        Made(
            "skills.video",
            create.generation_id,
            create.prompt,
            create.request,
            create.paid_credits * CREDIT_MICROS,
            create.told_at,
            [sent for sent in books.webhooks if sent.task_id == create.generation_id],
        )
        for create in books.creates
    ]


def file_of(message: RecordedMessage, attachment: Mapping[str, Any]) -> str:
    """Name the file of an attachment as the demo keeps it."""
    return f"{message.id}-{attachment['filename']}"


async def _files(client: httpx.AsyncClient, message: RecordedMessage, folder: Path) -> list[Path]:
    return [await _fetched(client, message, item, folder) for item in as_posted(message)["attachments"]]


async def _fetched(
    client: httpx.AsyncClient, message: RecordedMessage, attachment: Mapping[str, Any], folder: Path
) -> Path:
    path = folder / file_of(message, attachment)
    path.write_bytes((await client.get(attachment["url"])).raise_for_status().content)
    return path


def _owner(message: RecordedMessage, ids: Iterable[str]) -> str:
    said = flatten(message.version)
    return next((generation_id for generation_id in ids if generation_id in said), "")
