"""Generations and files on the stage, and what comes of delivering them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.errors import DeliveryError, DeliveryTrouble
from bot.domain.generation import Generation, Messages, Place, StoredMedia
from bot.ports.delivery import Clip, Progress
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage
from tests.ui.samples import take

POST = {"method": "POST", "path": "/channels/*/messages"}
EDIT = {"method": "PATCH", "path": "/channels/*/messages/*"}


def at(stage: Stage, made: Generation, **changes: object) -> Generation:
    """The sample, as if it had been asked for on this stage a moment ago."""
    now = stage.clock.now()
    settled = now if made.settled_at else None
    place = Place(stage.guild, stage.channel)
    return replace(
        made,
        **{  # type: ignore[arg-type]
            "author_discord_id": stage.member,
            "place": place,
            "created_at": now,
            "settled_at": settled,
            "messages": Messages(),
            **changes,
        },
    )


def files(stage: Stage, takes: int = 1, size_bytes: int = 1_000) -> list[Clip]:
    """Results whose files are on the disk."""
    clips = []
    for number in range(takes):
        path = f"results/{number}.mp4"
        place = stage.media.folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(bytes([number]) * size_bytes)
        media = StoredMedia(path, "video/mp4", 1280, 720, size_bytes, "0" * 64)
        clips.append(Clip(take(number, media=media), media))
    return clips


def progress(stage: Stage) -> Progress:
    return Progress(1, stage.clock.now())


async def trouble(attempt: object) -> DeliveryTrouble:
    with pytest.raises(DeliveryError) as raised:
        await attempt  # type: ignore[misc]
    return raised.value.trouble


async def messages(stage: Stage) -> Sequence[Message]:
    return await stage.posted()
