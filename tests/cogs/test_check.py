"""`/settings check` and its test clip."""

import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from bot.domain.servers import SettingValue
from tests.cogs.stage import Stage


async def bot_id(stage: Stage) -> int:
    return int((await stage.people.world())["bot_id"])


async def test_a_server_in_order_reads_so_and_sees_its_prices(stage: Stage) -> None:
    answer = await stage.ask(stage.owner, "settings check")

    assert answer.ephemeral
    assert "**Everything is fine.**" in answer.text
    assert f"fine: <#{stage.channel}> (here)" in answer.text
    assert "`pixverse-v4` · $0.15 for 5 s in 720p · Runware: works" in answer.text


@pytest.mark.parametrize("option", ["log", "results"])
async def test_rights_that_were_taken_away_later_are_found(stage: Stage, option: str) -> None:
    there = await stage.people.channel(stage.guild, "there")
    await stage.ask(stage.owner, "settings channels", **{option: there})
    await stage.people.overwrite(there, await bot_id(stage), deny=["attach_files"])

    answer = await stage.ask(stage.owner, "settings check")

    assert "**1 thing needs a look.**" in answer.text
    assert f"⚠️ <#{there}> (" in answer.text
    assert "I lack **Attach Files**." in answer.text


async def test_channels_and_roles_that_are_gone_are_found(stage: Stage) -> None:
    there = await stage.people.channel(stage.guild, "there")
    await stage.ask(stage.owner, "settings channels", allow=there, log=there)
    changes: dict[str, SettingValue] = {"moderators_role_id": 404}
    await stage.store.change_server(stage.guild, changes, stage.owner, stage.clock.now())
    await stage.people.delete_channel(there)

    answer = await stage.ask(stage.owner, "settings check")

    assert f"<#{there}> (requests, log): the channel is gone" in answer.text
    assert "The role is gone that was for: moderators" in answer.text


async def test_where_members_cannot_use_commands_is_found(stage: Stage) -> None:
    await stage.people.overwrite(stage.channel, stage.guild, deny=["use_application_commands"])

    answer = await stage.ask(stage.owner, "settings check")

    assert "not everybody may **Use Application Commands**" in answer.text


async def test_troubles_of_providers_are_named(stage: Stage) -> None:
    stage.services.troubles.failed(ProviderError("runware", FailureReason.OUT_OF_BALANCE, retryable=False))

    answer = await stage.ask(stage.owner, "settings check")

    assert "⚠️ in trouble" in answer.text


async def test_a_server_that_nobody_pays_for_is_told_so(stage: Stage) -> None:
    stage.policy.served_guilds = frozenset()

    assert "no money yet" in (await stage.ask(stage.owner, "settings check")).text
    stage.policy.operator_ids = frozenset({stage.member})
    funded = await stage.ask(stage.member, "operator fund", server=str(stage.guild), usd=5.0)
    assert "no money yet" not in (await stage.ask(stage.owner, "settings check")).text, funded.text


async def test_the_test_clip_is_posted_watched_and_gone(stage: Stage) -> None:
    page = await stage.ask(stage.owner, "settings check")
    before = await stage.posted()

    answer = await stage.press(stage.owner, page, "Make a test clip")

    assert answer.ephemeral
    assert "Discord took the file for a video of 640×360" in answer.text
    assert "I have deleted the message again." in answer.text
    assert [file.filename for file in answer.attachments] == ["greenlit-test.mp4"]
    assert await stage.posted() == before
    assert stage.ids.made == 0


async def test_a_clip_that_cannot_be_posted_says_why(stage: Stage) -> None:
    page = await stage.ask(stage.owner, "settings check")
    await stage.people.overwrite(stage.channel, await bot_id(stage), deny=["send_messages"])

    answer = await stage.press(stage.owner, page, "Make a test clip")

    assert "could not be posted" in answer.text
    assert "I am not allowed to" in answer.text
