"""Quotas of roles, grants, refunds, gifts and the operator's fund, as people use them."""

import pytest

from bot.domain.money import Micros
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


async def moderator(stage: Stage) -> int:
    """Somebody who may manage messages, and not the server."""
    helper = await stage.people.join(stage.guild, "helper")
    role = await stage.people.role(stage.guild, "helpers")
    await stage.people.member_roles(stage.guild, helper, [role])
    await stage.ask(stage.owner, "settings moderators", role=role)
    return helper


async def spent_out(stage: Stage) -> Message:
    stage.policy.member_daily_micros = Micros(100_000)
    return await stage.create(model="pixverse-v4")


async def test_a_role_has_a_quota_of_its_own(stage: Stage) -> None:
    role = await stage.people.role(stage.guild, "patrons")
    shown = await stage.ask(
        stage.owner, "settings quota", role=role, daily_usd=0.2, daily_count=1, concurrent=2
    )
    assert f"<@&{role}>: $0.20 a day · 1 video a day · 2 at once" in shown.text
    assert "only $0.10 of your daily quota of $0.10 is left" in (await spent_out(stage)).text
    await stage.people.member_roles(stage.guild, stage.member, [role])

    assert "Queued" in (await stage.create(model="pixverse-v4")).text
    refused = await stage.create(model="pixverse-v4")
    usage = await stage.ask(stage.member, "usage")

    assert "You may have 1 video a day here" in refused.text
    assert "resets <t:" in refused.text
    assert "**Your quota for today**: $0.05 left of $0.20" in usage.text
    assert "1 of 1 videos of today" in usage.text
    assert f"A quota of <@&{role}>" in usage.text
    lifted = await stage.ask(stage.owner, "settings quota", role=role, lift="daily_count")
    assert "1 video a day" not in lifted.text


async def test_the_role_that_everybody_has_is_everybody(stage: Stage) -> None:
    shown = await stage.ask(stage.owner, "settings quota", role=stage.guild, daily_count=7)

    assert "Videos of one member in a day: 7" in shown.text
    assert "Quotas of roles" not in shown.text


async def test_a_grant_can_be_spent_and_is_seen(stage: Stage) -> None:
    helper = await moderator(stage)
    await spent_out(stage)

    granted = await stage.ask(helper, "mod grant", user=stage.member, usd=0.5, reason="for the poster")

    assert granted.ephemeral
    assert f"<@{stage.member}> has $0.50 more" in granted.text
    assert "Queued" in (await stage.create(model="pixverse-v4")).text
    usage = await stage.ask(stage.member, "usage")
    assert "Beyond it there is $0.45 in your purse." in usage.text
    assert f"+$0.50 granted by <@{helper}>" in usage.text
    assert ": for the poster" in usage.text
    assert "in the member's purse" in (await stage.ask(helper, "usage", user=stage.member)).text


async def test_a_pool_is_filled_by_moderators_and_managers(stage: Stage) -> None:
    stage.policy.guild_daily_micros = Micros(200_000)
    helper = await moderator(stage)

    assert "$0.20 is in it now" in (await stage.ask(helper, "mod grant", pool=True, usd=0.2)).text
    assert (
        "Moderators may put $0.20 a day into the pool"
        in (await stage.ask(helper, "mod grant", pool=True, usd=0.01)).text
    )
    assert "$5.20 is in it now" in (await stage.ask(stage.owner, "mod grant", pool=True, usd=5)).text
    assert "$5.20 in this server's pool" in (await stage.ask(stage.member, "usage")).text
    assert "$5.20 in this server's pool" in (await stage.ask(stage.owner, "settings show")).text


@pytest.mark.parametrize("both", [True, False])
async def test_a_grant_says_for_whom_it_is(stage: Stage, both: bool) -> None:
    options = {"user": stage.member, "pool": True} if both else {}

    assert (
        "Say who shall have the money" in (await stage.ask(stage.owner, "mod grant", usd=1, **options)).text
    )


async def test_a_charge_is_given_back_once(stage: Stage) -> None:
    made = await stage.make()

    answers = [await stage.ask(stage.owner, "mod refund", id=made.id, reason="it flickers") for _ in range(2)]

    assert f"$0.15 went back to <@{stage.member}>. $0.15 of it to today's quota." in answers[0].text
    assert "was given back already" in answers[1].text
    assert "spent $0.00" in (await stage.ask(stage.member, "usage")).text
    found = await stage.people.autocomplete(stage.owner, stage.channel, "mod refund", "id", "")
    assert [choice["value"] for choice in await found.choices()] == [made.id]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("mod grant", {"usd": 1.0}),
        ("mod grant", {"usd": 1.0, "pool": True}),
        ("mod refund", {"id": "0b6f3c1e"}),
        ("operator fund", {"usd": 1.0, "server": "Film club"}),
    ],
)
async def test_members_decide_about_nobodys_money(
    stage: Stage, command: str, options: dict[str, str | float]
) -> None:
    if command == "mod grant" and "pool" not in options:
        options = {**options, "user": stage.member}

    refused = await stage.ask(stage.member, command, **options)

    assert "for the moderators of this server" in refused.text or "Only the people" in refused.text
    assert await stage.store.writer.do(lambda db: db.execute("SELECT * FROM purses").fetchall()) == []


async def test_members_give_where_the_server_allows_it(stage: Stage) -> None:
    friend = await stage.people.join(stage.guild, "eve")
    refused = await stage.ask(stage.member, "gift", user=friend, usd=0.5)
    assert "give each other no money" in refused.text
    await stage.ask(stage.owner, "settings gifts", allow=True)
    stage.policy.member_daily_micros = Micros(600_000)

    given = await stage.ask(stage.member, "gift", user=friend, usd=0.5)
    too_much = await stage.ask(stage.member, "gift", user=friend, usd=0.2)
    to_oneself = await stage.ask(stage.member, "gift", user=stage.member, usd=0.01)

    assert f"You gave $0.50 to <@{friend}>. You have $0.10 left today." in given.text
    assert "$0.10 of your quota for today is left. The quota resets <t:" in too_much.text
    assert "Choose another member" in to_oneself.text
    received = (await stage.ask(friend, "usage")).text
    assert f"+$0.50 as a gift of <@{stage.member}>" in received
    assert "give each other no money" in (await stage.ask(stage.owner, "settings gifts", allow=False)).text


@pytest.mark.parametrize(
    ("left", "said"), [(100_000, "fewer takes cost less"), (9_999, "for all servers is used up")]
)
async def test_of_the_operators_budget_one_is_told_whether_less_would_do(
    stage: Stage, left: int, said: str
) -> None:
    stage.policy.operator_daily_micros = Micros(left)

    refused = await stage.create(model="pixverse-v4")

    assert said in refused.text
    assert "the operator's budget for all servers" in refused.text.replace("The", "the")
    assert "$0.10" not in refused.text


async def test_no_money_goes_to_who_is_not_in_the_server(stage: Stage) -> None:
    elsewhere = await stage.people.user("noor")
    await stage.ask(stage.owner, "settings gifts", allow=True)

    granted = await stage.ask(stage.owner, "mod grant", user=elsewhere, usd=0.5)
    given = await stage.ask(stage.member, "gift", user=elsewhere, usd=0.5)

    assert "Only members of this server can have money here" in granted.text
    assert "Only members of this server can have money here" in given.text
    assert "granted" not in (await stage.ask(stage.owner, "mod audit")).text


async def test_a_server_without_a_budget_lives_on_what_the_operator_gives(stage: Stage) -> None:
    stage.policy.served_guilds = frozenset()
    operator = await stage.people.join(stage.guild, "ada")
    stage.policy.operator_ids = frozenset({operator})
    assert "This server has no budget" in (await stage.create()).text

    funded = await stage.ask(operator, "operator fund", server=str(stage.guild), usd=0.2, reason="a trial")

    assert "$0.20 went into the server's pool" in funded.text
    assert "Queued" in (await stage.create(model="pixverse-v4")).text
    refused = await stage.create(model="pixverse-v4")
    assert "only $0.05 is in this server's pool" in refused.text
    assert "resets" not in refused.text
    shown = await stage.ask(stage.owner, "settings show")
    assert "only what the bot's operator put into its pool: $0.05." in shown.text
    typed = await stage.people.autocomplete(operator, stage.channel, "operator fund", "server", "film")
    assert [choice["value"] for choice in await typed.choices()] == [str(stage.guild)]
    hidden = await stage.people.autocomplete(stage.member, stage.channel, "operator fund", "server", "film")
    assert await hidden.choices() == []
