"""Fifty hostile prompts through the whole bot, with everything that it posts of them."""

import pytest

from sandbox.discord.driver import Message
from tests.cogs.stage import Stage
from tests.ui.hostile import hostile
from tests.ui.test_hostile import INLINE_CODE, MENTION, UNSEEN

SEEDS = range(20_000, 20_050)


async def asked(stage: Stage, seed: int) -> Message:
    """Ask for a video with a prompt that a client can send, with lines and all that cannot be seen."""
    prompt = f"fox {hostile(seed)}".encode("utf-8", "replace").decode()
    return await stage.create(prompt=prompt[:2_000], model="pixverse-v4", negative=prompt[-200:])


@pytest.mark.parametrize("part", range(5))
async def test_hostile_prompts_become_videos_and_ping_only_their_author(stage: Stage, part: int) -> None:
    await stage.ask(stage.owner, "settings words import", defaults=True)
    accepted = 0
    for seed in SEEDS[part::5]:
        answer = await asked(stage, seed)
        accepted += "Queued" in answer.text
        assert "Queued" in answer.text or "Nothing was charged" in answer.text, seed
        harmless(answer.text, stage, seed)
        await stage.worker.tick()
    assert stage.ids.made == accepted >= 3
    for generation in await stage.store.find(stage.member, stage.guild, "", 25, active_only=True):
        stage.provider.finish(generation.id)
    await stage.let_pass(40)

    posted = [one for one in await stage.people.books.messages(stage.channel) if not one.ephemeral]
    assert {user for one in posted for user in one.pinged_users} == {stage.member}
    assert not any(one.pinged_everyone for one in posted)
    shown = await stage.posted()
    assert len(shown) == 2 * accepted
    for message in shown:
        harmless(message.text, stage, part)


async def test_moderators_are_asked_about_hostile_prompts_without_a_ping(stage: Stage) -> None:
    desk = await stage.people.channel(stage.guild, "desk")
    await stage.ask(stage.owner, "settings approvals", mode="all", channel=desk)
    for seed in SEEDS[:10]:
        await asked(stage, seed)
        await stage.worker.tick()

    posted = [one for one in await stage.people.books.messages(desk) if not one.ephemeral]
    assert not any(one.pinged_users or one.pinged_everyone for one in posted)
    cards = [one for one in await stage.people.read(desk, stage.owner) if not one.ephemeral]
    assert len(cards) == stage.ids.made >= 8
    for card in cards:
        harmless(card.text, stage, stage.ids.made)


def harmless(text: str, stage: Stage, seed: int) -> None:
    """Whatever is said mentions nobody but the author, and hides nothing."""
    mentioned = set(MENTION.findall(INLINE_CODE.sub("", text)))
    assert mentioned <= {f"<@{stage.member}>", f"<#{stage.channel}>", "<t:1"}, seed
    assert not UNSEEN.search(text), seed
