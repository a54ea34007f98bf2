"""`/mod pause`, `/operator pause` and their ends, as members, moderators and operators meet them."""

from tests.cogs.stage import Stage


async def test_a_paused_server_says_who_why_and_since_when_and_its_card_says_so(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")

    told = await stage.ask(stage.owner, "mod pause", reason="A **flood**")
    assert told.ephemeral
    assert "This server's videos are paused." in told.text
    assert "`/mod resume`" in told.text

    refused = await stage.create(model="pixverse-v4")
    assert f"<@{stage.owner}> paused this server's videos <t:" in refused.text
    assert "“A \\*\\*flood\\*\\*”" in refused.text
    assert "Nothing was charged." in refused.text
    assert f"⏸️ <@{stage.owner}> paused" in (await stage.ask(stage.member, "queue")).text
    await stage.let_pass()
    (card,) = await stage.posted()
    assert "Paused by this server's moderators <t:" in card.text
    assert stage.provider.submits == []


async def test_a_resumed_server_goes_on(stage: Stage) -> None:
    await stage.ask(stage.owner, "mod pause")
    assert "That goes on until `/mod resume` ends it" in (await stage.ask(stage.owner, "mod pause")).text

    assert "The pause is over" in (await stage.ask(stage.owner, "mod resume")).text
    assert "Nothing is paused here" in (await stage.ask(stage.owner, "mod resume")).text
    assert "Queued" in (await stage.create(model="pixverse-v4")).text


async def test_only_moderators_pause_a_server_and_only_operators_the_bot(stage: Stage) -> None:
    for command in ("mod pause", "mod resume"):
        assert "moderators of this server" in (await stage.ask(stage.member, command)).text
    for command in ("operator pause", "operator resume"):
        assert "Only the people who operate this bot" in (await stage.ask(stage.owner, command)).text
    assert "Queued" in (await stage.create(model="pixverse-v4")).text


async def test_an_operator_pauses_everything_and_moderators_cannot_end_it(stage: Stage) -> None:
    stage.policy.operator_ids = frozenset({stage.member})
    told = await stage.ask(stage.member, "operator pause", reason="Bills")
    assert "All videos are paused, in every server." in told.text

    assert "The bot's operator paused all videos everywhere" in (await stage.create()).text
    kept = await stage.ask(stage.owner, "mod resume")
    assert "Only `/operator resume` ends that" in kept.text
    assert "The pause is over" in (await stage.ask(stage.member, "operator resume")).text
    assert "Queued" in (await stage.create(model="pixverse-v4")).text


async def test_an_operator_names_a_server_by_its_name_or_id(stage: Stage) -> None:
    stage.policy.operator_ids = frozenset({stage.member})
    assert await stage.suggestions("operator pause", "server", "film") == {
        f"Film club ({stage.guild})": str(stage.guild)
    }
    await stage.ask(stage.member, "operator pause", server="film club")
    assert "The bot's operator paused this server's videos" in (await stage.create()).text
    await stage.ask(stage.owner, "mod pause")

    still = await stage.ask(stage.member, "operator resume", server=str(stage.guild))
    assert "Your pause is over, but another one is not." in still.text
    unknown = await stage.ask(stage.member, "operator pause", server="Film clob")
    assert "I am in no server `Film clob`" in unknown.text


async def test_nobody_else_is_told_which_servers_there_are(stage: Stage) -> None:
    assert await stage.suggestions("operator resume", "server", "") == {}
