"""`/settings approvals`: which requests wait for a moderator, and where moderators are asked."""

import pytest

from tests.cogs.stage import Stage


async def test_a_mode_and_its_channel_are_decided_and_shown(stage: Stage) -> None:
    desk = await stage.people.channel(stage.guild, "desk")

    decided = await stage.ask(stage.owner, "settings approvals", mode="over", channel=desk, over_usd=0.4)

    assert "requests above $0.40" in decided.text
    assert f"<#{desk}>" in decided.text
    assert "requests above $0.40" in (await stage.ask(stage.owner, "settings show")).text


async def test_roles_that_need_none_and_the_hours_are_decided_and_lifted(stage: Stage) -> None:
    desk = await stage.people.channel(stage.guild, "desk")
    role = await stage.people.role(stage.guild, "film crew")

    decided = await stage.ask(
        stage.owner, "settings approvals", mode="all", channel=desk, exempt=role, hours=6
    )
    assert f"<@&{role}>" in decided.text
    assert "6 h" in decided.text

    lifted = await stage.ask(stage.owner, "settings approvals", mode="all", lift="exempt")
    assert f"<@&{role}>" not in lifted.text
    assert "6 h" in lifted.text
    assert "48 h" in (await stage.ask(stage.owner, "settings approvals", mode="all", lift="hours")).text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"mode": "all"}, "Say in `channel` where moderators are to be asked"),
        ({"mode": "over", "channel": "desk"}, "Say in `over_usd` above how many dollars"),
        ({"mode": "new_members", "channel": "desk"}, "Say in `member_days` for how many days"),
        ({"mode": "all", "channel": "desk", "over_usd": 1.0}, "`over_usd` says something only with the mode"),
    ],
)
async def test_terms_that_make_no_sense_are_refused_and_change_nothing(
    stage: Stage, said: dict[str, str | float], sentence: str
) -> None:
    if "channel" in said:
        said = {**said, "channel": await stage.people.channel(stage.guild, "desk")}

    refused = await stage.ask(stage.owner, "settings approvals", **said)

    assert sentence in refused.text
    assert (await stage.services.servers.of(stage.guild)).approval_mode is None


async def test_a_channel_in_which_the_bot_cannot_post_is_refused_with_what_it_lacks(stage: Stage) -> None:
    desk = await stage.people.channel(stage.guild, "desk")
    await stage.people.overwrite(desk, stage.guild, deny=["attach_files"])

    refused = await stage.ask(stage.owner, "settings approvals", mode="all", channel=desk)

    assert "I lack **Attach Files** there" in refused.text
    assert (await stage.services.servers.of(stage.guild)).approval_channel_id is None
