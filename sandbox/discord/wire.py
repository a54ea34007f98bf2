"""Reading REST requests off the wire, and breaking connections on purpose."""

import io
import json
import re
import socket
import struct
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web
from simcord.backend.errors import BackendError

_FILE_FIELD = re.compile(r"files\[(\d+)\]")


@dataclass
class Upload:
    """One file of a multipart request, as simcord wants it."""

    filename: str
    fp: io.BytesIO
    description: str | None
    size: int


@dataclass
class Call:
    """One REST request, taken apart; the path has no /api/v10 before it."""

    method: str
    path: str
    query: dict[str, str]
    body: Any = None
    uploads: list[Upload] = field(default_factory=list)
    reason: str | None = None
    authorization: str | None = None

    @property
    def segments(self) -> list[str]:
        """Split the path at its slashes."""
        return self.path.strip("/").split("/")

    @property
    def message(self) -> dict[str, Any]:
        """Give the message fields: the body, or `data` of an interaction callback."""
        body = self.body if isinstance(self.body, dict) else {}
        inner = body.get("data") if self.segments[0] == "interactions" else body
        return inner if isinstance(inner, dict) else {}


async def read_call(request: web.Request, prefix: str) -> Call:
    """Read a request whole; raises 50109 for a body that is no JSON."""
    reason = request.headers.get("X-Audit-Log-Reason")
    call = Call(
        method=request.method,
        path=request.path.removeprefix(prefix),
        query=dict(request.query),
        reason=unquote(reason) if reason is not None else None,
        authorization=request.headers.get("Authorization"),
    )
    if request.content_type.startswith("multipart/"):
        await _read_parts(request, call)
    elif request.can_read_body:
        call.body = _parse(await request.text())
    return call


async def _read_parts(request: web.Request, call: Call) -> None:
    files: dict[int, tuple[str, bytes]] = {}
    fields: dict[str, str] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        numbered = _FILE_FIELD.fullmatch(part.name)
        if numbered or part.filename:
            number = int(numbered[1]) if numbered else len(files)
            files[number] = (part.filename or "unknown", bytes(await part.read()))
        else:
            fields[part.name] = await part.text()
    call.body = _parse(fields["payload_json"]) if "payload_json" in fields else dict(fields)
    described = {str(item.get("id")): item for item in call.message.get("attachments") or []}
    for number, (filename, content) in sorted(files.items()):
        named = described.get(str(number), {})
        call.uploads.append(
            Upload(
                filename=named.get("filename") or filename,
                fp=io.BytesIO(content),
                description=named.get("description"),
                size=len(content),
            )
        )


def _parse(text: str) -> Any:  # noqa: ANN401 - JSON
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError as error:
        raise BackendError(400, 50109, "The request body contains invalid JSON.") from error


def reset_connection(request: web.Request) -> web.Response:
    """Cut the connection with a TCP reset, so that the client sees ECONNRESET and no answer."""
    transport = request.transport
    if transport is not None:
        raw = transport.get_extra_info("socket")
        # Closing a socket that may not linger sends RST instead of FIN.
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=500)
