"""`/mod audit` and the log channel."""

from tests.cogs.stage import Stage


async def test_moderators_read_who_decided_what(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings quota", daily_usd=0.5)

    answer = await stage.ask(stage.owner, "mod audit")

    assert answer.ephemeral
    assert f"<@{stage.owner}> changed the settings" in answer.text
    assert "A member's quota of a day: $0.50" in answer.text


async def test_members_read_nothing(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings quota", daily_usd=0.5)

    assert "moderators of this server" in (await stage.ask(stage.member, "mod audit")).text


async def test_pages_are_turned_and_whoever_lost_the_right_turns_none(stage: Stage) -> None:
    role = await stage.people.role(stage.guild, "helpers")
    await stage.people.member_roles(stage.guild, stage.member, [role])
    await stage.ask(stage.owner, "settings moderators", role=role)
    for number in range(1, 9):
        await stage.ask(stage.owner, "settings quota", concurrent=number)

    first = await stage.ask(stage.member, "mod audit")
    second = await stage.turn(stage.member, first, "Next")

    assert "**Decisions**: 9" in first.text
    assert "made at once: 8" in first.text
    assert "page 2 of 2" in second.text
    assert "made at once: 1" in second.text
    await stage.people.member_roles(stage.guild, stage.member, [])
    assert "moderators of this server" in (await stage.turn(stage.member, second, "Previous")).text


async def test_decisions_of_or_about_one_member_are_found(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings quota", daily_usd=0.5)

    assert "none yet" in (await stage.ask(stage.owner, "mod audit", user=stage.member)).text
    assert "$0.50" in (await stage.ask(stage.owner, "mod audit", user=stage.owner)).text


async def test_another_server_reads_its_own_log_only(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings quota", daily_usd=0.5)
    other = await stage.people.guild("Chess club", owner_id=stage.owner)
    there = await stage.people.channel(other, "hall")

    answer = await (await stage.people.slash(stage.owner, there, "mod audit")).answer()

    assert "none yet" in answer.text


async def test_decisions_are_posted_to_the_log_channel_and_ping_nobody(stage: Stage) -> None:
    log = await stage.people.channel(stage.guild, "log")
    shown = await stage.ask(stage.owner, "settings channels", log=log)
    assert f"Log of all decisions: <#{log}>" in shown.text

    await stage.ask(stage.owner, "settings quota", daily_usd=0.5)
    await stage.let_pass()
    await stage.let_pass()

    first, second = await stage.people.read(log, stage.owner)
    assert f"Log of all decisions: <#{log}>" in first.text
    assert "A member's quota of a day: $0.50" in second.text
    recorded = await stage.people.books.messages(log)
    assert [message.pinged_users for message in recorded] == [[], []]


async def test_a_channel_in_which_the_bot_may_not_post_is_refused(stage: Stage) -> None:
    closed = await stage.people.channel(stage.guild, "vault")
    await stage.people.overwrite(closed, stage.guild, deny=["send_messages", "attach_files"])

    for option in ("log", "results"):
        refused = await stage.ask(stage.owner, "settings channels", **{option: closed})
        assert "I lack **Send Messages**, **Attach Files**" in refused.text

    assert "in no channel" in (await stage.ask(stage.owner, "settings show")).text


async def test_the_log_channel_can_be_given_up(stage: Stage) -> None:
    log = await stage.people.channel(stage.guild, "log")
    await stage.ask(stage.owner, "settings channels", log=log)

    shown = await stage.ask(stage.owner, "settings channels", lift="log")

    assert "in no channel" in shown.text
