"""The client connects where it is told, says when it serves, and syncs only what has changed."""

import asyncio
from collections.abc import Callable

import pytest
from discord import app_commands

from bot.app.running import COGS
from bot.client import GreenlitBot
from bot.ui.translator import Translator
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.01)


async def sync_count(stage: Stage) -> int:
    return len(await stage.people.books.requests("PUT", "/applications/*/commands"))


async def test_it_is_ready_once_synced_and_connected_and_not_while_the_gateway_is_away(stage: Stage) -> None:
    stranger = GreenlitBot(COGS)
    assert not stranger.ready.is_set()
    assert stage.bot.ready.is_set()

    await stage.people.drop_gateway()
    await until(lambda: not stage.bot.ready.is_set())
    await until(stage.bot.ready.is_set)

    counts = await stage.people.books.counts()
    assert counts["resumes"] == 1


async def test_a_session_that_cannot_be_resumed_is_begun_anew_at_the_same_gateway(stage: Stage) -> None:
    await stage.people.invalidate_sessions(resumable=False)
    await until(lambda: not stage.bot.ready.is_set())
    await until(stage.bot.ready.is_set)

    assert (await stage.people.books.counts())["identifies"] == 2
    assert "Queued" in (await stage.create()).text


async def test_a_gateway_that_is_set_is_used_also_to_resume(stage: Stage) -> None:
    await stage.stop_bot()
    bot = GreenlitBot(COGS)
    bot.services = stage.services
    stage.sandbox.gateway.resume_url, real = "ws://127.0.0.1:9/nowhere", stage.sandbox.gateway_url
    bot.connect_to(stage.sandbox.api_url, real)
    await bot.login("sandbox.bot.token")
    connection = asyncio.create_task(bot.connect())
    await asyncio.wait_for(bot.ready.wait(), 10)

    await stage.people.drop_gateway()
    await until(lambda: not bot.ready.is_set())
    await asyncio.wait_for(bot.ready.wait(), 10)

    assert (await stage.people.books.counts())["resumes"] == 1
    await bot.close()
    await asyncio.gather(connection, return_exceptions=True)


async def test_a_changed_command_is_synced_again(stage: Stage) -> None:
    known = [command.to_dict(stage.bot.tree) for command in stage.bot.tree.get_commands()]
    for command in known:
        del command["nsfw"]
    known[0]["description"] = "As it was once upon a time"
    stage.sandbox.world.register_commands(None, known)
    await stage.stop_bot()

    await stage.start_bot()

    assert await sync_count(stage) == 2
    assert "once upon" not in str((await stage.people.world())["commands"])


async def test_a_changed_translation_is_synced_again(stage: Stage) -> None:
    known = [
        await command.get_translated_payload(stage.bot.tree, Translator())
        for command in stage.bot.tree.get_commands()
    ]
    for command in known:
        del command["nsfw"]
    known[0]["name_localizations"]["pl"] = "dawno-temu"
    stage.sandbox.world.register_commands(None, known)
    await stage.stop_bot()

    await stage.start_bot()

    assert await sync_count(stage) == 2
    assert "dawno-temu" not in str((await stage.people.world())["commands"])


async def test_what_is_as_discord_knows_it_in_every_language_is_not_synced_again(stage: Stage) -> None:
    await stage.stop_bot()

    await stage.start_bot()

    assert await sync_count(stage) == 1


async def test_a_command_that_discord_still_has_and_the_bot_has_not_ends_in_words(stage: Stage) -> None:
    stage.bot.tree.remove_command("help")

    answer: Message = await stage.ask(stage.member, "help")

    assert "has just been updated" in answer.text


async def test_another_shape_of_a_command_ends_in_words(stage: Stage) -> None:
    @app_commands.command(name="help")
    async def other(_interaction: object, topic: int) -> None:
        raise AssertionError(topic)

    stage.bot.tree.remove_command("help")
    stage.bot.tree.add_command(other)

    assert "has just been updated" in (await stage.ask(stage.member, "help")).text


async def test_no_privileged_intent_is_asked_for(stage: Stage) -> None:
    intents = stage.bot.intents

    assert [name for name, wanted in intents if wanted] == ["guilds"]


async def test_a_command_that_comes_twice_after_a_resumption_keeps_its_answer(stage: Stage) -> None:
    asked = await stage.people.slash(stage.member, stage.channel, "create", {"prompt": "a fox"})
    answer = await asked.answer()
    (command,) = await stage.people.books.interactions()

    stage.sandbox.gateway.feed("INTERACTION_CREATE", command["payload"])
    async with asyncio.timeout(10):
        while len(await stage.people.books.requests("PATCH", "/webhooks/*")) < 2:
            await asyncio.sleep(0.01)

    after = await asked.message()
    assert after is not None
    assert "Queued" in after.text
    assert after.text == answer.text
    assert stage.ids.made == 1


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
@pytest.mark.parametrize(("method", "path"), [("POST", "/interactions/*/callback"), ("PATCH", "/webhooks/*")])
async def test_a_connection_that_breaks_leaves_no_command_unanswered(
    stage: Stage, kind: str, method: str, path: str
) -> None:
    await stage.people.fault(kind, method=method, path=path)

    assert "Queued" in (await stage.create()).text
    assert stage.ids.made == 1
