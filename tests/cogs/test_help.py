"""`/help`: what newcomers ask first, on one screen of a phone."""

import re

from discord import app_commands

from tests.cogs.stage import Stage
from tests.support.sources import read

PHONE_LINES, PHONE_CHARACTERS = 30, 44
"""What a phone shows of a message at once, roughly, at Discord's usual size of letters."""


async def test_help_answers_five_questions_on_one_screen_of_a_phone(stage: Stage) -> None:
    answer = await stage.ask(stage.member, "help")

    lines = [line for line in answer.text.split("\n") if line]
    assert answer.ephemeral
    assert answer.text.count("?**") == 5
    assert sum(-(-len(seen(line)) // PHONE_CHARACTERS) for line in lines) <= PHONE_LINES


async def test_help_leads_to_commands_by_their_ids(stage: Stage) -> None:
    known = {command.name: command.id for command in await stage.bot.tree.fetch_commands()}

    answer = await stage.ask(stage.member, "help")

    for command in ("create", "usage", "queue", "history", "models", "preferences"):
        assert f"</{command}:{known[command]}>" in answer.text


async def test_the_ids_are_known_also_where_nothing_had_to_be_synced(stage: Stage) -> None:
    before = (await stage.ask(stage.member, "help")).text
    await stage.stop_bot()
    await stage.start_bot()

    assert (await stage.ask(stage.member, "help")).text == before


def seen(line: str) -> str:
    """A line as it is read: commands without their ids, words without their marks."""
    return re.sub(r"</([^:]+):\d+>", r"/\1", line).replace("**", "").removeprefix("-# ")


async def test_the_readme_explains_every_command_with_its_group(stage: Stage) -> None:
    readme = read("README.md")

    assert [command for command in commands(stage) if f"`/{command}" not in readme] == []


def commands(stage: Stage) -> list[str]:
    return [
        found.qualified_name
        for found in stage.bot.tree.walk_commands()
        if isinstance(found, app_commands.Command)
    ]
