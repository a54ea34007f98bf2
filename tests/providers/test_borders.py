"""Every exception of httpx, at the border of every provider: it becomes ours, and says what it left open."""

import inspect
from collections.abc import Callable

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.ports.provider import Order, Provider
from tests.providers import orders
from tests.providers.runware.bench import runware
from tests.providers.skills_video import bench as skills
from tests.providers.wire import Wire

NOTHING_SENT = {
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
}
HTTPX_EXCEPTIONS = [
    kind for _, kind in inspect.getmembers(httpx, inspect.isclass) if issubclass(kind, BaseException)
]
Border = tuple[Callable[[Exception], tuple[Provider, Wire]], Order]
BORDERS: dict[str, Border] = {
    "runware": (runware, orders.order(1)),
    "skills_video": (skills.skills_video, skills.order(1)),
}
BY_NAME = pytest.mark.parametrize("border", BORDERS.values(), ids=BORDERS)


def made(kind: type[BaseException]) -> Exception:
    """Any exception of httpx, whatever its constructor asks for."""
    error = kind.__new__(kind)
    assert isinstance(error, Exception)
    return error


@BY_NAME
@pytest.mark.parametrize("kind", HTTPX_EXCEPTIONS, ids=lambda kind: kind.__name__)
async def test_every_exception_of_httpx_becomes_ours(border: Border, kind: type[BaseException]) -> None:
    adapter, asked = border
    provider, _ = adapter(made(kind))

    with pytest.raises(ProviderError) as submitted:
        await provider.submit(asked)
    with pytest.raises(ProviderError) as polled:
        await provider.poll([asked.task_id])
    with pytest.raises(ProviderError) as counted:
        await provider.balance()

    errors = [submitted.value, polled.value, counted.value]
    assert {error.provider for error in errors} == {provider.name}
    assert {error.reason for error in errors} == {FailureReason.PROVIDER_UNAVAILABLE}
    assert [error.uncertain for error in errors] == [kind not in NOTHING_SENT, False, False]
    assert all(isinstance(error.__cause__, kind) for error in errors)


def test_the_list_of_exceptions_is_not_empty_by_accident() -> None:
    assert {httpx.CookieConflict, httpx.ReadTimeout, httpx.StreamClosed, *NOTHING_SENT} <= {*HTTPX_EXCEPTIONS}


@BY_NAME
async def test_an_address_that_cannot_be_called_is_not_tried_again(border: Border) -> None:
    adapter, asked = border
    provider, _ = adapter(httpx.UnsupportedProtocol("gopher"))

    with pytest.raises(ProviderError) as caught:
        await provider.submit(asked)

    assert not caught.value.retryable
