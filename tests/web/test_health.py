"""Health over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import httpx
import pytest

from bot.web.health import Check, Health
from bot.web.server import serving


async def well() -> bool:
    return True


async def unwell() -> bool:
    return False


async def broken() -> bool:
    raise OSError("disk gone")


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as opened:
        yield opened


async def ask(client: httpx.AsyncClient, path: str, checks: Mapping[str, Check]) -> httpx.Response:
    async with serving(("127.0.0.1", 0), Health(checks).routes()) as port:
        return await client.get(f"http://127.0.0.1:{port}{path}")


async def test_a_turning_event_loop_is_alive_even_when_nothing_else_is_well(
    client: httpx.AsyncClient,
) -> None:
    assert (await ask(client, "/livez", {"discord": unwell})).status_code == 200


async def test_it_is_ready_when_every_check_is_well(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "/readyz", {"database": well, "discord": well})

    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


@pytest.mark.parametrize("check", [unwell, broken])
async def test_it_is_not_ready_and_says_for_what_it_waits(client: httpx.AsyncClient, check: Check) -> None:
    answer = await ask(client, "/readyz", {"database": well, "discord": check})

    assert (answer.status_code, answer.json()["waiting_for"]) == (503, ["discord"])


async def test_a_check_that_hangs_counts_as_unwell(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.health._PATIENCE_SECONDS", 0.01)

    async def hanging() -> bool:
        await asyncio.Event().wait()
        return True

    assert (await ask(client, "/readyz", {"database": hanging})).status_code == 503


async def test_only_get_is_answered(client: httpx.AsyncClient) -> None:
    async with serving(("127.0.0.1", 0), Health({}).routes()) as port:
        assert (await client.post(f"http://127.0.0.1:{port}/livez")).status_code == 405
