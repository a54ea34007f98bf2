"""What members are told of their money, and of how to begin."""

from discord import app_commands

from bot.domain.money import Micros
from tests.cogs.stage import Stage
from tests.support.sources import read


async def test_usage_shows_held_left_and_when_it_resets(stage: Stage) -> None:
    stage.policy.member_daily_micros = Micros(1_000_000)
    stage.policy.guild_daily_micros = Micros(5_000_000)
    await stage.create(model="pixverse-v4")

    answer = await stage.ask(stage.member, "usage")

    assert answer.ephemeral
    assert "**Your quota for today**: $0.85 left of $1.00" in answer.text
    assert "spent $0.00 · held for videos under way $0.15 · resets <t:" in answer.text
    assert "**This server's budget for today**: $4.85 left of $5.00" in answer.text


async def test_usage_shows_what_was_spent(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    await stage.finish(await stage.submit())

    assert "spent $0.15 · held for videos under way $0.00" in (await stage.ask(stage.member, "usage")).text


async def test_what_others_have_used_is_shown_to_moderators_alone(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")

    other = await stage.people.join(stage.guild, "eve")
    curious = await stage.ask(other, "usage", user=stage.member)
    owner = await stage.ask(stage.owner, "usage", user=stage.member)

    assert "is for this server's moderators to see" in curious.text
    assert f"Today's quota of <@{stage.member}>" in owner.text
    assert "held for videos under way $0.15" in owner.text


async def test_a_server_without_a_budget_is_told_whom_to_ask(stage: Stage) -> None:
    stage.policy.served_guilds = frozenset()

    usage = await stage.ask(stage.member, "usage")
    refusal = await stage.create()

    assert "This server has no budget" in usage.text
    assert "This server has no budget" in refusal.text


async def test_a_server_that_an_operator_owns_is_served(stage: Stage) -> None:
    stage.policy.served_guilds = frozenset()
    stage.policy.operator_ids = frozenset({stage.owner})

    assert "Queued" in (await stage.create()).text


async def test_a_member_without_quota_is_told_the_price_and_what_is_left(stage: Stage) -> None:
    stage.policy.member_daily_micros = Micros(100_000)

    answer = await stage.create(model="pixverse-v4")

    assert "cost $0.15, but only $0.10 of your daily quota of $0.10 is left" in answer.text
    assert "resets <t:" in answer.text


async def test_help_fits_one_screen_and_lists_every_command(stage: Stage) -> None:
    answer = await stage.ask(stage.member, "help")

    assert answer.ephemeral
    assert len(answer.text) <= 2_000
    assert answer.text.count("?**") == 5
    for command in commands(stage):
        assert f"`/{command}`" in answer.text


async def test_the_readme_explains_every_command_with_its_group(stage: Stage) -> None:
    readme = read("README.md")

    assert [command for command in commands(stage) if f"`/{command}" not in readme] == []


def commands(stage: Stage) -> list[str]:
    return [
        found.qualified_name
        for found in stage.bot.tree.walk_commands()
        if isinstance(found, app_commands.Command)
    ]
