"""How the answer to a request goes wrong, whoever the provider is."""

import asyncio
import json
from typing import Literal, get_args

from aiohttp import web

from sandbox.provider.files import hang_up

RequestKind = Literal[
    "answer_lost", "dropped", "http_error", "html", "truncated_json", "slow_answer", "no_answer"
]
REQUEST_KINDS: frozenset[str] = frozenset(get_args(RequestKind))
# These spoil an answer, so the request behind it has been carried out; the others come instead of it.
AFTER_THE_FACT = frozenset({"answer_lost", "truncated_json", "slow_answer", "no_answer"})


async def spoil(
    request: web.Request, kind: str, answer: web.Response, *, status: int | None, seconds: float
) -> web.StreamResponse:
    """Answer as one of REQUEST_KINDS demands, http_error excepted.

    `answer` is what would have been said; `seconds` is how long slow_answer and no_answer take, the latter
    to hang up in the end.
    """
    match kind:
        case "slow_answer":
            await asyncio.sleep(seconds)
            return answer
        case "html":
            page = "<html><body><h1>Bad gateway</h1></body></html>"
            return web.Response(text=page, content_type="text/html", status=status or 200)
        case "truncated_json":
            text = answer.text or json.dumps({})
            return web.Response(text=text[: len(text) // 2], content_type="application/json")
        case "no_answer":
            await asyncio.sleep(seconds)
            hang_up(request)
        case _:
            hang_up(request)
    return web.Response()
