"""Recorded requests are judged by Discord's own OpenAPI file."""

import io
from typing import Any

import discord
import pytest

from sandbox.discord.driver import Driver
from sandbox.discord.openapi import problems_of
from tests.sandbox.discord.conftest import Place
from tests.sandbox.discord.files import png
from tests.sandbox.discord.small_bot import Card, SmallBot


async def test_everything_discord_py_sends_passes_and_a_bad_request_of_the_bot_is_named(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    channel = bot.get_partial_messageable(place.channel)
    await channel.send("x", file=discord.File(io.BytesIO(png(4, 4)), "a.png", description="alt"))
    await (await channel.send(view=Card("card", 1))).edit(view=Card("card, edited", 1))
    await (await driver.slash(place.member, place.channel, "make", {"prompt": "x"})).answer()
    await (await driver.slash(place.member, place.channel, "form")).form()
    await bot.application_info()
    assert await driver.books.problems() == []

    with pytest.raises(discord.HTTPException):
        await bot.http.request(
            discord.http.Route("POST", "/channels/{id}/messages", id=place.channel), json={"content": 5}
        )

    (problem,) = await driver.books.problems()
    assert "content: 5 is not of type" in problem


def in_container(component: dict[str, Any]) -> dict[str, Any]:
    return {"flags": 1 << 15, "components": [{"type": 17, "components": [component]}]}


@pytest.mark.parametrize(
    ("method", "path", "body", "complaint"),
    [
        ("GET", "/channels/1/bananas", None, "no such route"),
        ("POST", "/channels/1/messages", None, "a body is required"),
        ("POST", "/channels/1/messages", {"content": "x" * 4001}, "content"),
        ("POST", "/channels/1/messages", {"allowed_mentions": {"parse": ["all"]}}, "allowed_mentions"),
        ("POST", "/channels/1/messages", in_container({"type": 10}), "'content' is a required property"),
        ("POST", "/channels/1/messages", in_container({"type": 99}), "components/0/components/0/type"),
        ("PUT", "/applications/1/commands", [{"name": "x" * 33}], "0/name"),
        ("PATCH", "/webhooks/1/token/messages/@original", {"embeds": 1}, "embeds"),
    ],
)
def test_a_request_discord_would_refuse_is_named_with_its_place(
    method: str, path: str, body: object, complaint: str
) -> None:
    (problem,) = problems_of(method, path, body)

    assert complaint in problem


def test_integer_attachment_ids_pass_as_discord_takes_them() -> None:
    body = {"attachments": [{"id": 0, "filename": "a.png"}]}

    assert problems_of("POST", "/channels/1/messages", body) == []
