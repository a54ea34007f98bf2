"""`/mod report`."""

from tests.cogs.stage import Stage


async def test_moderators_get_totals_a_picture_and_a_table(stage: Stage) -> None:
    await stage.make()

    answer = await stage.ask(stage.owner, "mod report", days=7)

    assert answer.ephemeral
    assert "The last 7 days" in answer.text
    assert f"<@{stage.member}>: 1 request · charged $0.15 · cost $0.15" in answer.text
    assert {file.filename for file in answer.attachments} == {"spending.png", "spending.csv"}
    (sheet,) = [file for file in answer.attachments if file.filename == "spending.csv"]
    found = await stage.people.fetch(sheet.url)
    assert f"<@{stage.member}>,pixverse-v4,1,0.150000,0.000000,0.150000,0.000000" in found.text


async def test_members_get_none(stage: Stage) -> None:
    assert "moderators of this server" in (await stage.ask(stage.member, "mod report")).text


async def test_another_servers_moderators_see_nothing_of_this_one(stage: Stage) -> None:
    await stage.make()
    other = await stage.people.guild("Chess club", owner_id=stage.owner)
    there = await stage.people.channel(other, "hall")

    answer = await (await stage.people.slash(stage.owner, there, "mod report")).answer()

    assert "Nobody has asked" in answer.text
