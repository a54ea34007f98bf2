"""`/operator servers` and what `/operator status` tells of pauses, balances and breakers."""

from bot.domain.alarms import AlarmKind
from bot.domain.money import Micros
from bot.services.overviews import PAGE
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


async def operated(stage: Stage, command: str) -> Message:
    stage.policy.operator_ids = frozenset({stage.member})
    return await stage.ask(stage.member, command)


async def dear(stage: Stage) -> None:
    """Have one made that costs more than was quoted."""
    await stage.create(model="pixverse-v4")
    await stage.worker.tick()
    stage.provider.finish((await stage.newest()).id, cost_micros=Micros(160_000))
    await stage.let_pass()


async def test_the_servers_are_for_operators_alone_and_so_are_their_pages(stage: Stage) -> None:
    for number in range(PAGE):
        await stage.people.guild(f"Server {number}", owner_id=stage.owner)
    while len(stage.bot.guilds) <= PAGE:
        await stage.people.read(stage.channel, stage.member)
    for who in (stage.member, stage.owner):
        assert "Only the people who operate this bot" in (await stage.ask(who, "operator servers")).text

    answer = await operated(stage, "operator servers")
    assert answer.ephemeral
    assert "page 1 of 2" in answer.text
    second = await stage.turn(stage.member, answer, "Next")
    assert "page 2 of 2" in second.text
    stage.policy.operator_ids = frozenset()
    assert "Only the people" in (await stage.turn(stage.member, second, "Previous")).text


async def test_a_server_is_shown_with_what_it_spent(stage: Stage) -> None:
    await stage.make()

    answer = await operated(stage, "operator servers")
    assert "**Film club**" in answer.text
    assert "today $0.15 · this month $0.15" in answer.text


async def test_the_status_tells_of_a_pause_and_of_a_low_balance(stage: Stage) -> None:
    stage.provider.balance_micros = Micros(1_000_000)
    await operated(stage, "operator pause")

    answer = await operated(stage, "operator status")
    assert "The bot's operator paused all videos everywhere" in answer.text
    assert "⚠️ balance: $1.00, less than $5.00" in answer.text


async def test_three_costs_above_the_quotes_stop_a_provider_until_an_operator_says_otherwise(
    stage: Stage,
) -> None:
    stage.policy.operator_ids = frozenset({stage.member})
    for _ in range(3):
        await dear(stage)

    refused = await stage.create(model="pixverse-v4")
    assert "The provider has charged more than its prices say." in refused.text
    status = await operated(stage, "operator status")
    assert "Nothing is submitted until `/operator resume`." in status.text
    direct = await stage.people.read(await stage.people.direct_channel(stage.member), stage.member)
    assert any("nothing more is submitted" in message.text for message in direct)

    resumed = await operated(stage, "operator resume")
    assert "Runware is used again; what waited goes on." in resumed.text
    assert [alarm.kind for alarm in await stage.store.alarms()] == []
    assert AlarmKind.BREAKER in {alarm.kind for alarm in await stage.store.untold_alarms(10)}
    assert "Queued" in (await stage.create(model="pixverse-v4")).text
