"""Who may make videos in a server, where and with which models, as its managers decide."""

import discord

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason
from cogs.settings.channels import channels
from tests.cogs.composing import composed, opened
from tests.cogs.stage import Stage


async def test_a_young_account_is_told_from_when_on_it_may(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings entry", account_days=30)
    newcomer = await stage.people.user("newcomer", created_days_ago=3)
    await stage.people.member(stage.guild, newcomer)

    refused = await stage.create(newcomer)

    assert "accounts to be at least 30 days old" in refused.text
    assert "<t:" in refused.text
    assert stage.ids.made == 0


async def test_who_joined_lately_waits_and_may_then(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings entry", member_days=31)

    refused = await stage.create()
    stage.clock.advance(2 * 86_400)
    await stage.create()

    assert "member for at least 31 days" in refused.text
    assert stage.ids.made == 1


async def test_a_role_lets_in_and_moderators_need_none(stage: Stage) -> None:
    role = await stage.people.role(stage.guild, "film crew")
    shown = await stage.ask(stage.owner, "settings entry", role=role)
    refused = await stage.create()
    await stage.people.member_roles(stage.guild, stage.member, [role])

    await stage.create()
    await stage.create(stage.owner)

    assert f"<@&{role}>" in shown.text
    assert f"it takes the role <@&{role}>" in refused.text
    assert stage.ids.made == 2


async def test_a_condition_can_be_lifted(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings entry", member_days=7)

    lifted = await stage.ask(stage.owner, "settings entry", lift="member_days")

    assert "Who makes videos: everybody" in lifted.text
    await stage.create()
    assert stage.ids.made == 1


async def test_a_denied_channel_and_its_threads_take_no_requests(stage: Stage) -> None:
    thread = await stage.people.thread(stage.channel, "cuts", stage.member)
    await stage.ask(stage.owner, "settings channels", deny=stage.channel)

    here, in_thread = await stage.create(), await stage.create(channel=thread)

    assert f"no videos in <#{stage.channel}>" in here.text
    assert f"no videos in <#{thread}>" in in_thread.text
    assert stage.ids.made == 0


async def test_once_a_channel_is_allowed_the_others_are_not(stage: Stage) -> None:
    films = await stage.people.channel(stage.guild, "films")
    await stage.ask(stage.owner, "settings channels", allow=films)

    refused = await stage.create()
    await stage.create(channel=films)

    assert f"Please ask in <#{films}>." in refused.text
    assert stage.ids.made == 1


async def test_a_channel_is_on_one_list_only(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings channels", deny=stage.channel)

    shown = await stage.ask(stage.owner, "settings channels", allow=stage.channel)

    assert f"Channels: only <#{stage.channel}>\n" in shown.text
    assert "Channels: all" in (await stage.ask(stage.owner, "settings channels", lift="allow")).text


async def test_a_denied_model_is_refused_and_neither_suggested_nor_in_forms(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings models", deny="pixverse-v6")

    refused = await stage.create(model="pixverse-v6")
    form = await (await opened(stage)).form()
    (models,) = [control for control in form.controls if control.custom_id == "model"]

    assert "does not use `pixverse-v6`" in refused.text
    assert "`pixverse-v4`" in refused.text
    assert "pixverse-v6" not in (await stage.suggestions("create", "model", "")).values()
    assert "pixverse-v6" not in [option["value"] for option in models.raw["options"]]


async def test_who_names_no_model_gets_one_that_is_used(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings models", allow="pixverse-v5.6")

    await stage.create()

    assert (await stage.the_one()).model_id == "pixverse-v5.6"


async def test_another_server_decides_for_itself(stage: Stage) -> None:
    guild = await stage.people.guild("Book club", owner_id=stage.owner)
    channel = await stage.people.channel(guild, "books")
    await stage.people.join(guild, "jonas")
    await stage.ask(stage.owner, "settings entry", member_days=7)
    await stage.ask(stage.owner, "settings models", deny="pixverse-v4")

    elsewhere = await stage.create(stage.owner, channel=channel, model="pixverse-v4")

    assert "Queued" in elsewhere.text


async def test_no_button_or_page_offers_a_model_that_is_not_used_here(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings models", deny="pixverse-v6-skills")
    error = ProviderError("runware", FailureReason.OUT_OF_BALANCE, retryable=False)
    stage.services.troubles.failed(error, None)

    refused = await stage.create(model="pixverse-v6")
    shown = await stage.ask(stage.member, "models")
    preferences = await stage.ask(stage.member, "preferences")

    assert "Choose another model" in refused.text
    assert not refused.buttons
    assert "`pixverse-v6`" in shown.text
    assert "pixverse-v6-skills" not in shown.text
    (models,) = [menu for menu in preferences.selects if menu.custom_id == "gl:prefer:model_id"]
    assert "pixverse-v6-skills" not in models.values


async def test_a_draft_of_a_model_that_is_not_used_any_more_offers_those_that_are(stage: Stage) -> None:
    draft = await composed(stage)
    await stage.ask(stage.owner, "settings models", allow="pixverse-v5.6")

    refused = await stage.turn(stage.member, draft, "Generate")
    changed = await stage.turn(stage.member, refused, "Use pixverse-v5.6")

    assert "does not use `pixverse-v4`" in refused.text
    assert "**Queued**" in (await stage.turn(stage.member, changed, "Generate")).text


async def test_a_preferred_model_that_is_not_used_here_gives_way_to_one_that_is(stage: Stage) -> None:
    await stage.services.preferences.set(stage.member, "model_id", "pixverse-v6")
    await stage.ask(stage.owner, "settings models", deny="pixverse-v6")

    await stage.create()

    assert (await stage.the_one()).model_id == "pixverse-v4"


async def test_a_forum_can_be_chosen_as_the_channel_of_its_posts(stage: Stage) -> None:
    asked = channels.to_dict(stage.bot.tree)["options"]

    kinds = {option["name"]: option.get("channel_types", ()) for option in asked}
    assert discord.ChannelType.forum.value in kinds["allow"]
    assert discord.ChannelType.forum.value in kinds["deny"]
