"""`/queue`: what is under way, for those who may know of it."""

from itertools import pairwise

from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


async def queue(stage: Stage, who: int | None = None) -> Message:
    return await stage.ask(who or stage.member, "queue")


async def hidden_channel(stage: Stage) -> int:
    """A channel that the member cannot read."""
    return await stage.people.channel(
        stage.guild, "staff", overwrites={stage.member: ((), ("view_channel",))}
    )


async def test_an_empty_queue_says_so_and_what_to_do(stage: Stage) -> None:
    answer = await queue(stage)

    assert answer.ephemeral
    assert "Nothing is under way in this server" in answer.text
    assert "/create" in answer.text


async def test_what_is_under_way_is_counted_by_model_and_listed_with_its_place(stage: Stage) -> None:
    await stage.create(who=stage.owner, prompt="the first", model="pixverse-v4")
    await stage.submit()
    await stage.create(who=stage.owner, prompt="the second", model="pixverse-v4")
    await stage.create(prompt="my own", model="pixverse-v6-skills")

    text = (await queue(stage)).text

    now = int(stage.clock.now().timestamp())
    assert "**Under way in this server: 3**" in text
    assert "`pixverse-v4` at Runware: 1 waiting, 1 rendering" in text
    assert "`pixverse-v6-skills` at skills.video: 1 waiting" in text
    prompts = ("> the first", "> the second", "> my own")
    lines = [line for line, below in pairwise(text.splitlines()) if below in prompts]
    assert lines[0].startswith("**rendering** · began <t:")
    assert lines[0].endswith(f"<@{stage.owner}>")
    assert lines[1].startswith("**waiting**, number 1 in line · since <t:")
    assert lines[2].startswith("**waiting**, number 1 in line · since <t:")
    assert lines[2].endswith("**you**")
    assert lines[3].startswith("**waiting**, number 1 in line")
    assert abs(int(lines[2].partition("<t:")[2].partition(":")[0]) - now) < 30


async def test_ones_own_come_with_ids_to_cancel_them_by_and_those_of_others_without(stage: Stage) -> None:
    await stage.create(who=stage.owner)
    theirs = await stage.newest()
    await stage.create()
    own = await stage.newest()

    text = (await queue(stage)).text

    assert text.count(f"id: {own.id}") == 1
    assert theirs.id not in text


async def test_moderators_see_the_ids_of_all_that_is_public(stage: Stage) -> None:
    await stage.create()

    assert f"id: {(await stage.newest()).id}" in (await queue(stage, stage.owner)).text


async def test_private_requests_of_others_are_counted_and_never_shown_even_to_moderators(
    stage: Stage,
) -> None:
    await stage.create(prompt="a secret", private=True)

    others, own = await queue(stage, stage.owner), await queue(stage)

    assert "secret" not in others.text
    assert "**Under way in this server: 1**" in others.text
    assert "and 1 more; what is private, or in a channel that you cannot read, is never listed" in others.text
    assert "**Your own**: none" in others.text
    assert "**you**\n> a secret" in own.text


async def test_what_is_made_in_a_channel_is_for_those_who_may_read_there(stage: Stage) -> None:
    hidden = await hidden_channel(stage)
    await stage.create(who=stage.owner, channel=hidden, prompt="for staff alone")

    assert "staff alone" not in (await queue(stage)).text
    assert "staff alone" in (await queue(stage, stage.owner)).text


async def test_what_is_made_in_a_thread_is_for_those_who_may_read_its_channel(stage: Stage) -> None:
    open_thread = await stage.people.thread(stage.channel, "ideas", stage.owner)
    hidden_thread = await stage.people.thread(await hidden_channel(stage), "secrets", stage.owner)
    await stage.create(who=stage.owner, channel=open_thread, prompt="for all")
    await stage.create(who=stage.owner, channel=hidden_thread, prompt="for staff alone")

    text = (await queue(stage)).text

    assert "for all" in text
    assert "staff alone" not in text
    assert "staff alone" in (await queue(stage, stage.owner)).text


async def test_a_hostile_prompt_stays_on_its_line(stage: Stage) -> None:
    await stage.create(prompt=f"@everyone <@{stage.owner}> **bold** https://evil.example " + "x" * 300)

    text = (await queue(stage)).text

    assert "\\@everyone \\<\\@" in text
    assert "**bold**" not in text
    assert all(len(line) < 200 for line in text.splitlines())


async def test_a_long_queue_is_cut_and_says_how_much_more_there_is(stage: Stage) -> None:
    for number in range(12):
        await stage.create(prompt=f"clip {number}")

    text = (await queue(stage, stage.owner)).text

    assert "and 5 more" in text
    assert "> clip 6" in text
    assert "> clip 7" not in text
