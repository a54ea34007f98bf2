"""Files on their way to Runware: written into the task, linked, or uploaded before it.

Source: docs/facts/providers.md §6; an image is taken in every form, a source video as an address or a UUID.
"""

import json
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.generation import MediaRole
from bot.ports.clock import Ids
from bot.ports.provider import InputMedia, Order
from bot.providers.bodies import Body, whole
from bot.providers.runware.client import RunwareClient
from bot.providers.runware.errors import no_answer
from bot.providers.runware.replies import told

LARGEST_INLINE_BYTES: Final = 5_000_000
"""Of all images of a task together. Runware names no limit for a request, so this stays far below any."""


@dataclass(frozen=True, slots=True)
class InputDesk:
    """Turns an order's files into what a task says of them."""

    client: RunwareClient
    ids: Ids

    async def hand_over(self, order: Order) -> Mapping[MediaRole, str]:
        """Give an address, a data URI or a UUID for each file.

        Raises `ProviderError`, never uncertain, for an upload costs nothing; and `MediaUnavailable`.
        """
        images = {role: media for role, media in order.inputs.items() if role is not MediaRole.SOURCE_VIDEO}
        if sum(media.size_bytes for media in images.values()) > LARGEST_INLINE_BYTES:
            images = {}
        return {
            role: await (data_uri(media) if role in images else self._linked(media))
            for role, media in order.inputs.items()
        }

    async def _linked(self, media: InputMedia) -> str:
        return media.link or await self._upload(media)

    async def _upload(self, media: InputMedia) -> str:
        reply = await self.client.upload(_upload_body(self.ids.generation_id(), media))
        uploaded = next((item.media_id for item in told(reply) if item.media_id), None)
        if uploaded is None:
            raise no_answer("an upload without its UUID", creates=False)
        return uploaded


async def data_uri(media: InputMedia) -> str:
    """Write a file into an address; raises `MediaUnavailable` when it is gone."""
    content = b"".join([piece async for piece in whole(media)])
    return f"data:{media.mime};base64,{b64encode(content).decode()}"


def _upload_body(task_id: str, media: InputMedia) -> Body:
    """Write a mediaStorage task around a file that is read while it is sent."""
    task = {"taskType": "mediaStorage", "taskUUID": task_id, "operation": "upload"}
    text = json.dumps([{**task, "media": f"data:{media.mime};base64,"}], separators=(",", ":"))
    tail = '"}]'
    head = text.removesuffix(tail).encode()

    async def content() -> AsyncIterator[bytes]:
        yield head
        async for piece in _in_base64(whole(media)):
            yield piece
        yield tail.encode()

    encoded_bytes = (media.size_bytes + 2) // 3 * 4
    return Body("application/json", len(head) + encoded_bytes + len(tail), content())


async def _in_base64(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    rest = b""
    async for piece in pieces:
        # Three bytes become four characters, so what is left over waits for the next piece.
        content = rest + piece
        cut = len(content) - len(content) % 3
        rest = content[cut:]
        yield b64encode(content[:cut])
    yield b64encode(rest)
