"""Blocks: every way of asking is refused, one appeal is read by moderators, and the member hears of it."""

from bot.domain.generation import State
from sandbox.discord.driver import Message
from tests.cogs.composing import composed, opened
from tests.cogs.stage import Stage
from tests.cogs.test_stopping import replace_custom_id

BLOCKED = "You are blocked from making videos in this server."


async def block(stage: Stage, who: int | None = None, **options: str) -> Message:
    return await stage.ask(stage.owner, "mod block", user=who or stage.member, **options)


async def direct(stage: Stage) -> list[Message]:
    """What the member was told by direct message."""
    await stage.let_pass(3)
    return await stage.people.read(await stage.people.direct_channel(stage.member), stage.member)


async def appealing(stage: Stage) -> tuple[Message, int]:
    """Where moderators read appeals, and the refusal of somebody blocked."""
    channel = await stage.people.channel(stage.guild, "moderators")
    await stage.ask(stage.owner, "settings channels", log=channel)
    await block(stage, reason="Spam")
    return await stage.create(), channel


async def sent(stage: Stage, refused: Message, words: str = "It was my brother") -> Message:
    form = await stage.people.click(stage.member, refused, label="Appeal")
    return await (await stage.people.submit(stage.member, form, {"words": words})).answer()


async def cards(stage: Stage, channel: int) -> list[Message]:
    for _ in range(2):
        await stage.let_pass(3)
    found = await stage.people.read(channel, stage.owner)
    return [message for message in found if "Appeal" in message.text]


async def test_who_is_blocked_reads_why_and_until_when(stage: Stage) -> None:
    said = await block(stage, until="3d", reason="Spam *everywhere*")

    refused = await stage.create()

    ends_at = int((stage.clock.now()).timestamp()) + 3 * 86_400
    stamp = int(refused.text.partition("<t:")[2].partition(":R>")[0])
    assert abs(stamp - ends_at) < 30
    assert BLOCKED in refused.text
    assert r"Spam \*everywhere\*" in refused.text
    assert "Nothing was charged." in refused.text
    assert f"<@{stage.member}> can make no videos here" in said.text
    assert said.ephemeral
    assert stage.ids.made == 0


async def test_who_could_appeal_to_nobody_hears_whom_to_ask(stage: Stage) -> None:
    await block(stage)
    unheard = await stage.create()
    channel = await stage.people.channel(stage.guild, "moderators")
    await stage.ask(stage.owner, "settings channels", log=channel)
    heard = await stage.create()

    assert "Please write to one of them" in unheard.text
    assert "Please write to one of them" not in heard.text
    assert "Appeal" in [button.label for button in heard.buttons]


async def test_every_way_of_asking_is_refused(stage: Stage) -> None:
    made = await stage.make()
    (result,) = [found for found in await stage.posted() if any(b.label == "Again" for b in found.buttons)]
    picture = await stage.people.send(stage.owner, stage.channel, files=[("fox.png", b"fox")])
    draft = await composed(stage)
    form = await opened(stage)
    await block(stage)

    answers = [
        await stage.create(),
        await (await opened(stage)).answer(),
        await (await stage.people.message_menu(stage.member, picture, "Animate this image")).answer(),
        await stage.press(stage.member, result, "Again"),
        await stage.press(stage.member, result, "Edit"),
        await (await stage.people.submit(stage.member, form, {"prompt": "a fox"})).answer(),
        await stage.turn(stage.member, draft, "Generate"),
    ]

    assert [BLOCKED in answer.text for answer in answers] == [True] * 7
    assert stage.ids.made == 1
    assert (await stage.newest()).id == made.id


async def test_who_is_blocked_may_still_look_and_cancel(stage: Stage) -> None:
    generation = await stage.make()
    draft = await composed(stage)
    await block(stage)

    for command, options in (
        ("usage", {}),
        ("history", {}),
        ("help", {}),
        ("show", {"id": generation.id}),
    ):
        assert BLOCKED not in (await stage.ask(stage.member, command, **options)).text
    assert "the draft is gone" in (await stage.turn(stage.member, draft, "Cancel")).text


async def test_what_waits_is_cancelled_and_what_is_submitted_is_not_posted(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    submitted = await stage.submit()
    await stage.create(model="pixverse-v4")

    said = await block(stage)
    waiting = await stage.newest()
    stage.provider.finish(submitted.id)
    await stage.let_pass()

    assert "1 request of theirs that waited is cancelled" in said.text
    assert "1 video of theirs is at a provider already" in said.text
    assert waiting.state is State.CANCELLED
    ended = await stage.store.get(submitted.id)
    assert ended
    assert ended.state is State.CANCELLED
    assert ended.charged_micros
    assert not ended.messages.result_ids


async def test_only_moderators_block_and_only_whom_stands_lower(stage: Stage) -> None:
    role = await stage.people.role(stage.guild, "mods", permissions=["manage_messages"])
    moderator = await stage.people.join(stage.guild, "ada")
    other = await stage.people.join(stage.guild, "bea")
    for user in (moderator, other):
        await stage.people.member_roles(stage.guild, user, [role])

    by_member = await stage.ask(stage.member, "mod block", user=other)
    equal = await stage.ask(moderator, "mod block", user=other)
    above = await stage.ask(moderator, "mod block", user=stage.owner)
    oneself = await stage.ask(moderator, "mod block", user=moderator)
    by_manager = await stage.ask(stage.owner, "mod block", user=other)

    assert "This is for the moderators" in by_member.text
    assert all("You cannot block" in refused.text for refused in (equal, above, oneself))
    assert "**Blocked**" in by_manager.text
    assert "Nobody decides about their own block" in (await stage.ask(other, "mod unblock", user=other)).text


async def test_an_unreadable_end_is_refused_and_a_date_counts_in_the_servers_zone(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings timezone", name="Asia/Tokyo")

    unreadable = await block(stage, until="soon")
    past = await block(stage, until="2020-01-01")
    free = await stage.create()
    dated = await block(stage, until="2026-12-01")

    assert "I cannot read `soon` as the end of a block" in unreadable.text
    assert "A block ends later than now" in past.text
    assert "Queued" in free.text
    assert "<t:1796050800:R>" in dated.text


async def test_usual_lengths_are_suggested_and_taken(stage: Stage) -> None:
    suggested = await stage.suggestions("mod block", "until", "week")

    assert suggested == {"a week": "1 week"}
    assert "It ends <t:" in (await block(stage, until=suggested["a week"])).text
    assert "until it is lifted" in (await block(stage, until="for good")).text


async def test_a_block_is_lifted_or_ends_by_itself(stage: Stage) -> None:
    await block(stage, until="1 hour")
    stage.clock.advance(3_601)
    await stage.create()
    await block(stage)

    lifted = await stage.ask(stage.owner, "mod unblock", user=stage.member)
    again = await stage.ask(stage.owner, "mod unblock", user=stage.member)
    await stage.create()

    assert "**Lifted**" in lifted.text
    assert "is not blocked here" in again.text
    assert stage.ids.made == 2
    told = await direct(stage)
    assert "you can make videos in [this server]" in told[-1].text


async def test_another_server_knows_nothing_of_a_block(stage: Stage) -> None:
    guild = await stage.people.guild("Book club", owner_id=stage.owner)
    channel = await stage.people.channel(guild, "books")
    await stage.people.member(guild, stage.member)
    await block(stage)

    assert "Queued" in (await stage.create(channel=channel)).text


async def test_an_appeal_is_read_by_moderators_who_lift_the_block(stage: Stage) -> None:
    refused, channel = await appealing(stage)

    said = await sent(stage, refused)
    (card,) = await cards(stage, channel)
    stopped = await stage.press(stage.owner, card, "Lift block")
    (redrawn,) = await cards(stage, channel)

    assert "**Sent**" in said.text
    assert f"<@{stage.member}>" in card.text
    assert "> It was my brother" in card.text
    assert "Reason: Spam" in card.text
    assert "**Lifted**" in stopped.text
    assert f"<@{stage.owner}> lifted the block" in redrawn.text
    assert not redrawn.buttons
    assert "Moderators lifted your block" in (await direct(stage))[-1].text
    assert "Queued" in (await stage.create()).text


async def test_a_kept_block_is_told_and_there_is_no_second_appeal(stage: Stage) -> None:
    refused, channel = await appealing(stage)
    await sent(stage, refused)
    await stage.stop_bot()
    await stage.start_bot()
    (card,) = await cards(stage, channel)

    kept = await stage.press(stage.owner, card, "Keep")
    late = await stage.press(stage.owner, card, "Lift block")
    second = await stage.press(stage.member, refused, "Appeal")

    assert "stays blocked" in kept.text
    assert "**Lifted**" in late.text
    assert "This block holds no more" in second.text


async def test_nobody_else_appeals_and_no_member_decides(stage: Stage) -> None:
    refused, channel = await appealing(stage)
    other = await stage.people.join(stage.guild, "eva")
    (appeal_id,) = [str(button.custom_id) for button in refused.buttons]
    told = (await direct(stage))[-1]
    await sent(stage, told)
    (card,) = await cards(stage, channel)
    by_member = await stage.press(stage.member, card, "Lift block")

    await stage.create(other)
    theirs = (await stage.posted())[-1]
    replace_custom_id(stage.sandbox.world.get_message(stage.channel, theirs.id).components, appeal_id)
    forged = await (await stage.people.click(other, (await stage.posted())[-1], custom_id=appeal_id)).answer()

    assert "I know no such block" in forged.text
    assert "This is for the moderators" in by_member.text
    assert BLOCKED in (await stage.create()).text


async def test_without_a_channel_for_it_no_appeal_is_offered(stage: Stage) -> None:
    await block(stage)

    refused = await stage.create()
    (told,) = await direct(stage)

    assert not refused.buttons
    assert "You are blocked from making videos in [this server]" in told.text
    assert not told.buttons
