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
