"""Rights that change while something is on the screen, and rights in one's own matters."""

import pytest

from bot.domain.generation import Generation, State
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage
from tests.cogs.test_approvals import card, moderator, redrawn, waiting
from tests.cogs.test_stopping import replace_custom_id

REFUSED = "This is for the moderators of this server"


@pytest.fixture
async def desk(stage: Stage) -> int:
    """A channel for moderators, who are asked about every request."""
    channel = await stage.people.channel(stage.guild, "desk")
    await stage.ask(stage.owner, "settings approvals", mode="all", channel=channel)
    return channel


async def now(stage: Stage, generation: Generation) -> Generation:
    found = await stage.store.get(generation.id)
    assert found
    return found


async def decisions(stage: Stage, generation: Generation) -> list[tuple[str, int, int]]:
    """What was decided about it, by whom and about whom."""
    sql = (
        "SELECT action, actors.discord_id, subjects.discord_id FROM audit_entries "
        "JOIN members AS actors ON actors.member_id = actor_member_id "
        "JOIN members AS subjects ON subjects.member_id = subject_member_id WHERE generation_id = ?"
    )
    found = await stage.store.writer.do(lambda db: db.execute(sql, (generation.id,)).fetchall())
    return [tuple(row) for row in found]


async def helper(stage: Stage) -> tuple[int, int]:
    """Somebody with the role that the server has chosen for its moderators, and the role."""
    known = await stage.people.join(stage.guild, "helper")
    role = await stage.people.role(stage.guild, "helpers")
    await stage.people.member_roles(stage.guild, known, [role])
    await stage.ask(stage.owner, "settings moderators", role=role)
    return known, role


@pytest.mark.parametrize("label", ["Approve", "Reject", "Reject with reason"])
async def test_who_lost_the_right_since_the_buttons_were_drawn_decides_nothing(
    stage: Stage, desk: int, label: str
) -> None:
    lena = await moderator(stage, "lena")
    generation = await waiting(stage)
    listed = await stage.ask(lena, "mod approvals")
    shown = await card(stage, desk)
    await stage.people.member_roles(stage.guild, lena, [])

    for message in (shown, listed):
        asked = await stage.people.click(lena, message, label=label)
        assert REFUSED in (await asked.answer()).text

    assert (await now(stage, generation)).state is State.PENDING_APPROVAL
    assert await decisions(stage, generation) == []


@pytest.mark.parametrize("role_lost", [True, False])
async def test_who_moderates_by_a_role_does_so_while_they_have_it_and_it_is_chosen(
    stage: Stage, desk: int, *, role_lost: bool
) -> None:
    known, _ = await helper(stage)
    generation = await waiting(stage)
    shown = await card(stage, desk)
    if role_lost:
        await stage.people.member_roles(stage.guild, known, [])
    else:
        await stage.ask(stage.owner, "settings moderators")

    assert REFUSED in (await stage.press(known, shown, "Approve")).text
    assert (await now(stage, generation)).state is State.PENDING_APPROVAL


async def test_who_became_moderator_meanwhile_decides_with_the_buttons_that_stood_there(
    stage: Stage, desk: int
) -> None:
    known, role = await helper(stage)
    await stage.people.member_roles(stage.guild, known, [])
    generation = await waiting(stage)
    shown = await card(stage, desk)
    assert REFUSED in (await stage.press(known, shown, "Approve")).text

    await stage.people.member_roles(stage.guild, known, [role])
    answer = await stage.press(known, shown, "Approve")

    assert "Approved" in answer.text
    assert await decisions(stage, generation) == [("approved", known, stage.member)]


async def test_what_moderators_ask_for_waits_for_nobody(stage: Stage, desk: int) -> None:
    known, _ = await helper(stage)
    for who in (known, await moderator(stage, "lena")):
        answer = await stage.create(who, model="pixverse-v4")
        assert "Queued" in answer.text
        assert (await stage.newest()).state is State.QUEUED


async def test_who_became_moderator_lets_their_own_request_go_on_and_the_log_says_so(
    stage: Stage, desk: int
) -> None:
    generation = await waiting(stage)
    shown = await card(stage, desk)
    assert REFUSED in (await stage.press(stage.member, shown, "Approve")).text
    role = await stage.people.role(stage.guild, "moderators", permissions=["manage_messages", "view_channel"])
    await stage.people.member_roles(stage.guild, stage.member, [role])

    # What they ask for from now on waits for nobody either.
    answer = await stage.press(stage.member, shown, "Approve")

    assert "Approved" in answer.text
    assert await decisions(stage, generation) == [("approved", stage.member, stage.member)]
    assert f"**Approved** by <@{stage.member}>" in (await redrawn(stage, desk)).text


async def test_who_manages_the_server_no_more_tries_nothing_out_with_a_button_of_before(
    stage: Stage,
) -> None:
    role = await stage.people.role(stage.guild, "managers", permissions=["manage_guild"])
    manager = await stage.people.join(stage.guild, "manager", roles=[role])
    page = await stage.ask(manager, "settings check")
    await stage.people.member_roles(stage.guild, manager, [])

    answer = await (await stage.people.click(manager, page, custom_id="gl:rehearse")).answer()

    assert "Only those who may **Manage Server**" in answer.text
    assert await stage.posted() == []


async def test_who_operates_the_bot_no_more_reads_of_servers_no_more(stage: Stage) -> None:
    stage.policy.operator_ids = frozenset({stage.member})
    page = await stage.ask(stage.member, "operator servers")
    assert "Film club" in page.text
    stage.policy.operator_ids = frozenset()
    await stage.create()
    (shown,) = await stage.posted()

    answer = await turned(stage, shown, "gl:servers:0")

    assert "Only the people who operate this bot" in answer.text
    assert "Film club" not in answer.text


async def turned(stage: Stage, shown: Message, custom_id: str) -> Message:
    """Press what a message's button has been made to stand for."""
    replace_custom_id(stage.sandbox.world.get_message(stage.channel, shown.id).components, custom_id)
    return await (await stage.people.click(stage.member, shown, custom_id=custom_id)).answer()


async def test_who_left_the_server_neither_cancels_nor_goes_on_from_elsewhere(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.the_one()
    await stage.people.remove_member(stage.guild, stage.member)
    guild = await stage.people.guild("Book club", owner_id=stage.member)
    there = await stage.people.channel(guild, "books")

    for command in ("cancel", "show"):
        asked = await stage.people.slash(stage.member, there, command, {"id": generation.id})
        assert "There is no video with the id" in (await asked.answer()).text

    assert (await stage.the_one()).state is State.QUEUED
