"""The adapter under test with a wire that a test writes the answers for."""

from collections.abc import Callable

import httpx

from bot.domain.catalogue import OptionValue
from bot.domain.generation import MediaRole
from bot.domain.money import Micros
from bot.ports.provider import InputMedia, Order
from bot.providers.skills_video import SkillsVideoProvider
from tests.providers import orders
from tests.providers.wire import API_KEY, API_URL, Json, Outcome, StillClock, Wire

MODEL = "pixverse-v6-skills"
TASK = "gen_123"
CREDIT_MICROS = Micros(10_000)


def order(number: int, *, inputs: dict[MediaRole, InputMedia] | None = None, **said: OptionValue) -> Order:
    """An accepted request for the one model there is."""
    return orders.order(number, MODEL, said, inputs=inputs)


def answer(http_status: int = 200, /, **body: Json) -> httpx.Response:
    """An answer of skills.video's."""
    return httpx.Response(http_status, json=body)


def report(status: str, **more: Json) -> httpx.Response:
    """What is said of the one task."""
    return answer(id=TASK, status=status, **more)


def skills_video(
    *outcomes: Outcome | Callable[[httpx.Request], Outcome],
) -> tuple[SkillsVideoProvider, Wire]:
    """An adapter and its wire; without outcomes the far side accepts everything."""
    far_side = Wire(list(outcomes) or [report("IN_QUEUE")])
    return adapter(httpx.MockTransport(far_side)), far_side


def adapter(
    transport: httpx.AsyncBaseTransport | None = None,
    *,
    api_url: str = API_URL,
    credit_micros: Micros = CREDIT_MICROS,
) -> SkillsVideoProvider:
    """An adapter on a transport, or on real sockets without one."""
    return SkillsVideoProvider(
        api_key=API_KEY,
        api_url=api_url,
        clock=StillClock(),
        credit_micros=credit_micros,
        transport=transport,
    )
