"""Strikes: told with what comes next, and a block in the end."""

from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


async def strict(stage: Stage, count: int = 2) -> None:
    await stage.ask(stage.owner, "settings words add", words="phooey")
    await stage.ask(stage.owner, "settings strikes", count=count)


async def direct(stage: Stage) -> list[Message]:
    await stage.let_pass(3)
    return await stage.people.read(await stage.people.direct_channel(stage.member), stage.member)


async def test_unwanted_words_are_counted_and_block_in_the_end(stage: Stage) -> None:
    await strict(stage)

    first = await stage.create(prompt="phooey to all")
    second = await stage.create(prompt="phooey again")
    third = await stage.create()

    assert "You have 1 strike within the last 30 days. 1 more, and you are blocked for a day." in first.text
    assert "So you are blocked from making videos in this server for a day." in second.text
    assert "Reason: 2 strikes within 30 days" in third.text
    assert "Nothing was charged." in third.text
    (told,) = await direct(stage)
    assert "You are blocked from making videos in [this server]" in told.text


async def test_moderators_are_refused_without_a_strike(stage: Stage) -> None:
    await strict(stage, 1)

    refused = await stage.create(stage.owner, prompt="phooey")

    assert "does not want" in refused.text
    assert "strike" not in refused.text
    assert "Queued" in (await stage.create(stage.owner)).text


async def test_a_rejection_with_a_reason_is_told_as_a_strike(stage: Stage) -> None:
    await strict(stage, 3)
    desk = await stage.people.channel(stage.guild, "desk")
    await stage.ask(stage.owner, "settings approvals", mode="all", channel=desk)
    await stage.create()
    await stage.let_pass(3)
    (card,) = await stage.people.read(desk, stage.owner)

    form = await stage.people.click(stage.owner, card, label="Reject with reason")
    await (await stage.people.submit(stage.owner, form, {"reason": "Not here"})).answer()

    told = [message for message in await direct(stage) if "A strike" in message.text]
    assert len(told) == 1
    assert "Moderators rejected a request of yours" in told[0].text
    assert "2 more, and you are blocked for a day." in told[0].text


async def test_the_log_says_what_a_strike_was_for(stage: Stage) -> None:
    await strict(stage, 1)
    await stage.create(prompt="phooey")

    log = await stage.ask(stage.owner, "mod audit", user=stage.member)

    assert f"<@{stage.member}> got a strike" in log.text
    assert "unwanted words" in log.text
    assert f"<@{stage.member}> was blocked for their strikes" in log.text


async def test_without_a_number_there_are_no_strikes(stage: Stage) -> None:
    await strict(stage, 1)

    shown = await stage.ask(stage.owner, "settings strikes")
    refused = await stage.create(prompt="phooey")

    assert "Strikes: none" in shown.text
    assert "strike" not in refused.text
