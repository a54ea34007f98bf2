"""`/settings`: seen and changed by those who manage the server, and by nobody else."""

from tests.cogs.stage import Stage


async def test_the_owner_sees_what_nobody_has_decided(stage: Stage) -> None:
    answer = await stage.ask(stage.owner, "settings show")

    assert answer.ephemeral
    assert "Default model: `pixverse-v4`" in answer.text
    assert "no limit of their own" in answer.text


async def test_a_change_is_shown_and_stays(stage: Stage) -> None:
    changed = await stage.ask(stage.owner, "settings limits", confirm_above=0.1)
    shown = await stage.ask(stage.owner, "settings show")

    assert "every request above $0.10" in changed.text
    assert "every request above $0.10" in shown.text


async def test_a_decision_can_be_lifted(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings quota", concurrent=2)

    lifted = await stage.ask(stage.owner, "settings quota", lift="concurrent")

    assert "no limit of their own" in lifted.text


async def test_the_servers_model_is_that_of_requests_that_name_none(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings models", default="pixverse-v5.6")

    await stage.create()

    assert (await stage.the_one()).model_id == "pixverse-v5.6"


async def test_a_model_that_does_not_exist_is_refused(stage: Stage) -> None:
    refused = await stage.ask(stage.owner, "settings models", default="pixverse-v9")

    assert "There is no model" in refused.text
    assert "Default model: `pixverse-v4`" in (await stage.ask(stage.owner, "settings show")).text


async def test_who_has_the_moderators_role_moderates_from_then_on(stage: Stage) -> None:
    helper = await stage.people.join(stage.guild, "helper")
    role = await stage.people.role(stage.guild, "helpers")
    await stage.people.member_roles(stage.guild, helper, [role])
    await stage.make()
    refused = await stage.ask(helper, "usage", user=stage.member)
    assert "moderators" in refused.text

    shown = await stage.ask(stage.owner, "settings moderators", role=role)

    assert f"<@&{role}>" in shown.text
    assert "spent" in (await stage.ask(helper, "usage", user=stage.member)).text
    (result,) = [message for message in await stage.posted() if message.attachments]
    await stage.press(helper, result, "Delete")
    assert (await stage.newest()).removed_at

    await stage.ask(stage.owner, "settings moderators")
    assert "moderators" in (await stage.ask(helper, "usage", user=stage.member)).text


async def test_budgets_and_quotas_are_shown_and_hold_from_then_on(stage: Stage) -> None:
    shown = await stage.ask(stage.owner, "settings budget", daily=2.5, monthly=20)
    assert "Budget of a day: $2.50" in shown.text
    assert "Budget of a month: $20.00" in shown.text
    await stage.ask(stage.owner, "settings quota", daily_usd=0.1)

    refused = await stage.create(model="pixverse-v4")

    assert "only $0.10 of your daily quota of $0.10 is left" in refused.text
    assert (
        "This server's budget for this month**: $20.00 left of $20.00"
        in (await stage.ask(stage.member, "usage")).text
    )
    lifted = await stage.ask(stage.owner, "settings quota", lift="daily_usd")
    assert "what the bot's operator gives every member" in lifted.text
    lifted = await stage.ask(stage.owner, "settings budget", lift="monthly")
    assert "no limit of its own" in lifted.text
    assert "Queued" in (await stage.create(model="pixverse-v4")).text


async def test_a_month_without_money_is_said_with_when_it_resets(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings budget", monthly=0)

    refused = await stage.create(model="pixverse-v4")

    assert "only $0.00 of this server's monthly budget of $0.00 is left" in refused.text
    assert "<t:1775001600:R> (<t:1775001600:f>)" in refused.text


async def test_days_begin_at_midnight_of_the_servers_zone(stage: Stage) -> None:
    assert "time zone `UTC`" in (await stage.ask(stage.owner, "settings show")).text

    shown = await stage.ask(stage.owner, "settings timezone", name="Asia/Tokyo")

    assert "time zone `Asia/Tokyo`" in shown.text
    assert "<t:1773586800:f>" in (await stage.ask(stage.member, "usage")).text
    assert "`Europe/Berlin`" in (await stage.ask(stage.owner, "settings timezone", name="Europe/Berln")).text
    assert "time zone `UTC`" in (await stage.ask(stage.owner, "settings timezone")).text


async def test_zones_are_found_by_any_part_of_their_names(stage: Stage) -> None:
    typing = await stage.people.autocomplete(
        stage.owner, stage.channel, "settings timezone", "name", "buenos"
    )

    found = [choice["value"] for choice in await typing.choices()]
    assert "America/Argentina/Buenos_Aires" in found
