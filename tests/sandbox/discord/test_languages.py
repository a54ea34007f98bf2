"""Commands in other languages, and the language of a member and of a server."""

from typing import Any

import discord
import httpx
import pytest

from sandbox.discord.driver import Driver
from tests.sandbox.discord.conftest import Place
from tests.sandbox.discord.small_bot import SmallBot

OPTION = {"type": 3, "name": "prompt", "description": "What happens"}


def command(**fields: Any) -> dict[str, Any]:
    return {"name": "create", "description": "Make a video", "options": [OPTION]} | fields


async def synced(api: httpx.AsyncClient, *commands: dict[str, Any]) -> httpx.Response:
    own = (await api.get("/applications/@me")).json()["id"]
    return await api.put(f"/applications/{own}/commands", json=list(commands))


async def test_each_member_is_offered_commands_in_their_own_language(
    driver: Driver, api: httpx.AsyncClient, place: Place
) -> None:
    names = {"de": "erstellen", "fr": "créer"}
    descriptions = {"de": "Ein Video machen"}

    answer = await synced(
        api, command(name_localizations=names, description_localizations=descriptions), command(name="help")
    )

    assert answer.status_code == 200
    assert answer.json()[0]["name_localizations"] == names
    for asked, translated in (("", False), ("?with_localizations=true", True)):
        own = (await api.get("/applications/@me")).json()["id"]
        listed = (await api.get(f"/applications/{own}/commands{asked}")).json()
        assert ("name_localizations" in listed[0]) is translated
    assert await driver.commands(place.owner, place.channel) == {
        "erstellen": "Ein Video machen",
        "help": "Make a video",
    }
    assert await driver.commands(place.member, place.channel) == {
        "créer": "Make a video",
        "help": "Make a video",
    }


def with_option(**fields: Any) -> dict[str, Any]:
    return command(options=[OPTION | fields])


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (command(name_localizations={"de": "Erstellen"}), "is invalid"),
        (command(name_localizations={"de": "mach was"}), "is invalid"),
        (command(name_localizations={"xx": "make"}), "is no locale"),
        (command(name_localizations={"de": "x" * 33}), "between 1 and 32"),
        (command(description_localizations={"ja": "狐" * 101}), "between 1 and 100"),
        (with_option(name_localizations={"de": "zwei worte"}), "is invalid"),
        (with_option(choices=[{"name": "x", "value": "x", "name_localizations": {"de": "x" * 101}}]), "100"),
        (
            command(options=[OPTION | {"name": name, "name_localizations": {"de": "satz"}} for name in "ab"]),
            "the same in de",
        ),
        (with_option(choices=[{"name": f"{n:099}", "value": f"{n:099}"} for n in range(41)]), "at most 8000"),
    ],
)
async def test_a_translation_that_discord_would_refuse_is_refused(
    api: httpx.AsyncClient, place: Place, bad: dict[str, Any], reason: str
) -> None:
    answer = await synced(api, bad)

    assert (answer.status_code, answer.json()["code"]) == (400, 50035)
    assert reason in answer.json()["message"]


async def test_a_member_who_changes_the_language_is_heard_in_it(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await driver.change_user(place.member, locale="ja")
    await driver.change_guild(place.guild, locale="pt-BR")

    await (await driver.slash(place.member, place.channel, "make", {"prompt": "x"})).answer()

    (asked,) = bot.asked
    assert (asked.locale, asked.guild_locale) == (discord.Locale.japanese, discord.Locale.brazil_portuguese)
