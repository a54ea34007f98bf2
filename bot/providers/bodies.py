"""What requests carry. Files are read piece by piece while they are sent, and are never whole in memory."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.errors import MediaUnavailable
from bot.ports.provider import InputMedia

Encoding = Callable[[AsyncIterator[bytes]], AsyncIterator[bytes]]

_SUFFIXES: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "video/mp4": "mp4"}


@dataclass(frozen=True, slots=True)
class Body:
    """A request's body; its length is told beforehand, so that what breaks off is never taken for whole."""

    content_type: str
    size_bytes: int
    content: bytes | AsyncIterator[bytes]


def json_body(document: object) -> Body:
    """Write a document."""
    content = json.dumps(document, separators=(",", ":")).encode()
    return Body("application/json", len(content), content)


def form_body(fields: Mapping[str, object], files: Mapping[str, InputMedia], boundary: str) -> Body:
    """Write a form with files (RFC 7578); `boundary` must be a word that neither can contain."""
    delimiter = f"--{boundary}\r\n".encode()
    head = b"".join(delimiter + _field(name, value) for name, value in fields.items())
    parts = [(delimiter + _file_head(name, media), media) for name, media in files.items()]
    tail = f"--{boundary}--\r\n".encode()
    size_bytes = len(head) + len(tail) + sum(len(begin) + media.size_bytes + 2 for begin, media in parts)

    async def content() -> AsyncIterator[bytes]:
        yield head
        for begin, media in parts:
            yield begin
            async for piece in whole(media):
                yield piece
            yield b"\r\n"
        yield tail

    return Body(f"multipart/form-data; boundary={boundary}", size_bytes, content())


async def whole(media: InputMedia) -> AsyncIterator[bytes]:
    """Read a file; raises `MediaUnavailable` when it is gone, or not as long as it was."""
    size_bytes = 0
    async for piece in media.read():
        size_bytes += len(piece)
        if size_bytes > media.size_bytes:
            break
        yield piece
    if size_bytes != media.size_bytes:
        raise MediaUnavailable("our own copy of an input has changed its size", retryable=False)


def _field(name: str, value: object) -> bytes:
    # As JSON writes them: true, 5; but text without its quotes.
    text = value if isinstance(value, str) else json.dumps(value)
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()


def _file_head(name: str, media: InputMedia) -> bytes:
    filename = f"{name}.{_SUFFIXES.get(media.mime, 'bin')}"
    disposition = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"'
    return f"{disposition}\r\nContent-Type: {media.mime}\r\n\r\n".encode()
