"""How the answer to a request goes wrong, whoever the provider is."""

import asyncio

from aiohttp import web

from sandbox.provider.faults import Rule
from sandbox.provider.files import hang_up

HTML_PAGE = "<html><body><h1>Bad gateway</h1></body></html>"


async def spoil(
    request: web.Request, fault: Rule, answer: web.Response, failure: web.Response
) -> web.Response:
    """Answer as the fault demands; `answer` is what would have been said, `failure` what http_error says."""
    match fault.kind:
        case "http_error":
            return failure
        case "html":
            return web.Response(text=HTML_PAGE, content_type="text/html", status=fault.status or 200)
        case "truncated_json":
            return web.Response(text=first_half(answer.text or ""), content_type="application/json")
        case "slow_answer":
            await asyncio.sleep(fault.seconds)
            return answer
        case "no_answer":
            await asyncio.sleep(fault.seconds)
    hang_up(request)
    return web.Response()


def first_half(text: str) -> str:
    """What arrives of a text when the line goes dead in the middle."""
    return text[: len(text) // 2]
