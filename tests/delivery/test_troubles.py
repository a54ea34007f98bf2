"""Whatever Discord or the network answers becomes something the worker can act on."""

import errno
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.delivery.troubles import translated
from bot.domain.errors import DeliveryError, DeliveryTrouble


def refusal(status: int, code: int) -> discord.HTTPException:
    response = cast(Any, SimpleNamespace(status=status, reason="refused"))
    kind = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    return kind(response, {"code": code, "message": "no"})


def trouble_of(error: Exception) -> DeliveryTrouble:
    with pytest.raises(DeliveryError) as raised, translated():
        raise error
    assert raised.value.__cause__ is error
    return raised.value.trouble


@pytest.mark.parametrize(
    ("status", "code", "trouble"),
    [
        (404, 10003, DeliveryTrouble.CHANNEL_GONE),
        (404, 10004, DeliveryTrouble.CHANNEL_GONE),
        (404, 0, DeliveryTrouble.CHANNEL_GONE),
        (404, 10008, DeliveryTrouble.MESSAGE_GONE),
        (404, 10015, DeliveryTrouble.MESSAGE_GONE),
        (404, 10062, DeliveryTrouble.MESSAGE_GONE),
        (401, 50027, DeliveryTrouble.MESSAGE_GONE),
        (403, 50001, DeliveryTrouble.FORBIDDEN),
        (403, 50007, DeliveryTrouble.FORBIDDEN),
        (403, 50013, DeliveryTrouble.FORBIDDEN),
        (403, 0, DeliveryTrouble.FORBIDDEN),
        (400, 50083, DeliveryTrouble.FORBIDDEN),
        (400, 160005, DeliveryTrouble.FORBIDDEN),
        (413, 40005, DeliveryTrouble.TOO_LARGE),
        (413, 0, DeliveryTrouble.TOO_LARGE),
        (400, 40005, DeliveryTrouble.TOO_LARGE),
        (400, 200000, DeliveryTrouble.REFUSED),
        (400, 240000, DeliveryTrouble.REFUSED),
        (400, 50035, DeliveryTrouble.REFUSED),
        (400, 30046, DeliveryTrouble.UNAVAILABLE),
        (429, 20028, DeliveryTrouble.UNAVAILABLE),
        (429, 0, DeliveryTrouble.UNAVAILABLE),
        (401, 0, DeliveryTrouble.UNAVAILABLE),
        (500, 0, DeliveryTrouble.UNAVAILABLE),
        (503, 130000, DeliveryTrouble.UNAVAILABLE),
    ],
)
def test_every_answer_of_discord_has_its_meaning(status: int, code: int, trouble: DeliveryTrouble) -> None:
    assert trouble_of(refusal(status, code)) is trouble


@pytest.mark.parametrize(
    "error",
    [
        ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError(),
        TimeoutError(),
        discord.RateLimited(90.0),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_network_that_fails_is_worth_another_try(error: Exception) -> None:
    assert trouble_of(error) is DeliveryTrouble.UNAVAILABLE


def test_a_copy_that_is_gone_is_not_worth_another_try() -> None:
    assert trouble_of(FileNotFoundError(errno.ENOENT, "gone", "one.mp4")) is DeliveryTrouble.REFUSED


def test_a_bug_stays_a_bug() -> None:
    with pytest.raises(KeyError), translated():
        raise KeyError
