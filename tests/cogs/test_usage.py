"""`/usage`: what is spent, held and left, in words and as a picture."""

from io import BytesIO

from PIL import Image

from bot.domain.money import Micros
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


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

    assert "spent $0.15 · resets <t:" in (await stage.ask(stage.member, "usage")).text


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


async def test_the_last_30_days_come_as_a_picture_with_its_figures_in_words(stage: Stage) -> None:
    await stage.make()
    stage.clock.advance(2 * 24 * 3_600)
    await stage.create(model="pixverse-v4")

    answer = await stage.ask(stage.member, "usage")

    (file,) = answer.attachments
    picture = Image.open(BytesIO((await stage.people.fetch(file.url)).content))
    assert (file.filename, picture.format, picture.size) == ("usage.png", "PNG", (1_000, 420))
    assert described(answer) == [
        "Spent in the last 30 days: $0.15. Day by day, newest first: 2026-03-16 $0.00 and $0.15 held, "
        "2026-03-14 $0.15."
    ]
    assert "Outlined: held for videos under way" in answer.text


async def test_days_are_of_this_server_and_no_older_than_30(stage: Stage) -> None:
    await stage.make()
    await stage.store.writer.do(lambda db: db.execute("UPDATE usage_counters SET owner = '9' || owner"))
    elsewhere = await stage.ask(stage.member, "usage")
    await stage.store.writer.do(lambda db: db.execute("UPDATE usage_counters SET owner = substr(owner, 2)"))
    stage.clock.advance(29 * 24 * 3_600)
    last_day = await stage.ask(stage.member, "usage")
    stage.clock.advance(24 * 3_600)
    later = await stage.ask(stage.member, "usage")

    assert [len(answer.attachments) for answer in (elsewhere, last_day, later)] == [0, 1, 0]
    assert "Nothing was spent in the last 30 days." in later.text


async def test_where_no_picture_can_be_sent_the_figures_are_said(stage: Stage) -> None:
    await stage.make()
    await stage.people.fault("error", method="PATCH", path="/webhooks/*", status=413, code=40005, times=1)

    answer = await stage.ask(stage.member, "usage")

    assert not answer.attachments
    assert "Spent in the last 30 days: $0.15." in answer.text


def described(message: Message) -> list[str]:
    """The alt texts of what its galleries show."""
    return [item["description"] for node in message.components for item in node.get("items") or ()]
