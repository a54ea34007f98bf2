"""Slash commands, menus, forms and buttons of an unmodified discord.py bot over real sockets."""

import asyncio

import discord
import pytest

from sandbox.discord.driver import Driver, NotAnswered, Refused
from sandbox.discord.server import Sandbox
from tests.sandbox.discord.conftest import Place
from tests.sandbox.discord.files import png
from tests.sandbox.discord.small_bot import Card, SmallBot


async def test_a_deferred_command_ends_in_the_edited_ephemeral_reply(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    asked = await driver.slash(place.member, place.channel, "make", {"prompt": "a fox", "count": 2})

    answer = await asked.answer()

    assert answer.text == "2 None None a fox"
    assert answer.ephemeral
    assert not answer.thinking


async def test_an_ephemeral_reply_is_seen_by_its_author_alone(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await (await driver.slash(place.member, place.channel, "make", {"prompt": "a fox"})).answer()

    assert [message.text for message in await driver.read(place.channel, place.member)] == [
        "1 None None a fox"
    ]
    assert await driver.read(place.channel, place.owner) == []
    (entry,) = await driver.books.messages(place.channel)
    assert entry.ephemeral
    assert entry.pinged_users == []


async def test_an_attachment_option_can_be_read_from_its_ephemeral_link(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    picture = png(64, 48)

    asked = await driver.slash(
        place.member, place.channel, "make", {"prompt": "x"}, files={"image": ("cat.png", picture)}
    )

    assert (await asked.answer()).text == f"1 None None x 64x48 {len(picture)}"
    image = bot.asked[0].namespace.image
    assert "/ephemeral-attachments/" in image.url
    assert image.ephemeral


async def test_the_interaction_carries_what_the_real_payload_carries(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await driver.change_guild(place.guild, premium_tier=2)
    await (await driver.slash(place.member, place.channel, "make", {"prompt": "x"})).answer()

    (asked,) = bot.asked
    assert (asked.locale, asked.guild_locale) == (discord.Locale.french, discord.Locale.british_english)
    assert asked.filesize_limit == 50 * 1024 * 1024
    assert asked.context.guild
    assert asked.is_guild_integration()
    assert asked.permissions.send_messages
    assert not asked.permissions.manage_guild
    assert asked.app_permissions.attach_files
    assert asked.entitlements == []


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "requires option 'prompt'"),
        ({"prompt": 7}, "expects str"),
        ({"prompt": "x" * 101}, "at most 100"),
        ({"prompt": "x", "count": 9}, "must be ≤ 4"),
        ({"prompt": "x", "style": "oil"}, "only allows"),
        ({"prompt": "x", "stile": "clay"}, "no option 'stile'"),
    ],
)
async def test_options_the_client_would_not_send_are_refused_with_the_reason(
    driver: Driver, bot: SmallBot, place: Place, options: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        await driver.slash(place.member, place.channel, "make", options)

    assert bot.asked == []


async def test_a_subcommand_resolves_members_and_hides_from_who_may_not_use_it(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    asked = await driver.slash(place.owner, place.channel, "tune level", {"user": place.member})

    assert (await asked.answer()).text == "level of bob"
    with pytest.raises(Refused, match="default-member-permissions"):
        await driver.slash(place.member, place.channel, "tune level", {"user": place.owner})


async def test_a_server_may_let_everybody_use_what_asks_for_permissions(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await driver.allow_command(place.guild, "tune", place.guild)

    asked = await driver.slash(place.member, place.channel, "tune level", {"user": place.owner})

    assert "level of" in (await asked.answer()).text
    with pytest.raises(Refused, match="no command 'sing'"):
        await driver.allow_command(place.guild, "sing", place.guild)


async def test_autocomplete_offers_what_the_bot_answers(driver: Driver, bot: SmallBot, place: Place) -> None:
    typing = await driver.autocomplete(place.member, place.channel, "make", "model", "pix", {"prompt": "x"})

    assert await typing.choices() == [{"name": "pix one", "value": "one"}]


async def test_more_than_twenty_five_choices_are_refused(driver: Driver, bot: SmallBot, place: Place) -> None:
    typing = await driver.autocomplete(place.member, place.channel, "make", "model", "everything")

    assert await typing.settled(timeout_seconds=0.3) == "waiting"
    (refused,) = await driver.books.requests("POST", "/interactions/*")
    assert (refused.status, refused.code) == (400, 50035)


async def test_a_private_reply_pings_nobody(driver: Driver, bot: SmallBot, place: Place) -> None:
    asked = await driver.slash(place.member, place.channel, "make", {"prompt": f"<@{place.owner}>"})
    await asked.answer()

    everybody = discord.AllowedMentions.all()
    await bot.asked[0].followup.send(f"<@{place.owner}>", ephemeral=True, allowed_mentions=everybody)

    assert [entry.pinged_users for entry in await driver.books.messages()] == [[], []]


async def test_a_message_menu_hands_over_the_message_with_its_files(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    written = await driver.send(place.owner, place.channel, "look", files=[("cat.png", png(8, 8))])

    asked = await driver.message_menu(place.member, written, "Inspect this")

    assert (await asked.answer()).text == "look ['cat.png']"


async def test_the_files_of_an_old_message_can_still_be_fetched_from_its_menu(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    written = await driver.send(place.owner, place.channel, "look", files=[("cat.png", png(8, 8))])
    await driver.advance(3 * 24 * 60 * 60)
    assert (await driver.fetch(written.attachments[0].url)).status_code == 404

    await (await driver.message_menu(place.member, written, "Inspect this")).answer()

    resolved = (await driver.books.interactions())[-1]["payload"]["data"]["resolved"]["messages"]
    (picture,) = resolved[str(written.id)]["attachments"]
    assert (await driver.fetch(picture["url"])).status_code == 200


async def test_a_form_comes_back_with_its_text_and_uploads(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    opened = await driver.slash(place.member, place.channel, "form")
    assert [control.label for control in (await opened.form()).controls] == ["Words", "Picture"]

    sent = await driver.submit(
        place.member, opened, {"Words": "hello"}, files={"Picture": ("cat.png", png(30, 20))}
    )

    assert (await sent.answer()).text == "hello / cat.png 30x20"


async def test_fields_left_alone_keep_the_text_the_form_was_opened_with(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    opened = await driver.slash(place.member, place.channel, "form")

    assert (await (await driver.submit(place.member, opened)).answer()).text == "as before / "


async def test_a_button_inside_a_container_is_listed_and_can_be_clicked(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    channel = bot.get_partial_messageable(place.channel)
    await channel.send(view=Card("a card", 7))
    card = await driver.wait_message(place.channel, place.member, lambda message: message.text == "a card")
    button = card.button("Press")
    assert button is not None
    assert (button.custom_id, button.disabled) == ("press:7", False)

    clicked = await driver.click(place.member, card, label="Press")

    assert (await clicked.answer()).text == "pressed 7"
    with pytest.raises(Refused, match="No matching component"):
        await driver.click(place.member, card, label="Pull")


async def test_an_answer_after_three_seconds_is_refused_as_unknown_interaction(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    asked = await driver.slash(place.member, place.channel, "silent")
    while not bot.asked:
        await asyncio.sleep(0.01)
    await driver.advance(3.1)

    with pytest.raises(discord.NotFound) as refused:
        await bot.asked[0].response.defer()

    assert refused.value.code == 10062
    assert await asked.state() == "failed"
    with pytest.raises(NotAnswered, match="failed"):
        await asked.answer()


async def test_the_interaction_token_dies_after_fifteen_minutes(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await (await driver.slash(place.member, place.channel, "make", {"prompt": "x"})).answer()
    await driver.advance(15 * 60)

    with pytest.raises(discord.HTTPException) as refused:
        await bot.asked[0].edit_original_response(content="too late")

    assert (refused.value.status, refused.value.code) == (401, 50027)
    assert (await driver.books.counts())["invalid_requests"] == 1


async def test_a_followup_with_a_dead_token_is_refused_as_an_invalid_webhook_token(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await (await driver.slash(place.member, place.channel, "make", {"prompt": "x"})).answer()
    await driver.advance(15 * 60)

    with pytest.raises(discord.HTTPException) as refused:
        await bot.asked[0].followup.send("too late", ephemeral=True)

    assert (refused.value.status, refused.value.code) == (401, 50027)


async def test_a_followup_to_what_was_never_answered_is_refused_as_an_unknown_webhook(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await driver.slash(place.member, place.channel, "silent")
    while not bot.asked:
        await asyncio.sleep(0.01)
    await driver.advance(3.1)

    with pytest.raises(discord.NotFound) as refused:
        await bot.asked[0].followup.send("too late", ephemeral=True)

    assert refused.value.code == 10015


async def test_a_second_answer_is_refused_as_already_acknowledged(
    driver: Driver, bot: SmallBot, place: Place, stand_in: Sandbox
) -> None:
    await (await driver.slash(place.member, place.channel, "make", {"prompt": "x"})).answer()
    asked = bot.asked[0]

    answer = await bot.http._HTTPClient__session.post(  # type: ignore[attr-defined]
        f"{stand_in.api_url}/interactions/{asked.id}/{asked.token}/callback", json={"type": 5}
    )

    assert (answer.status, (await answer.json())["code"]) == (400, 40060)


async def test_a_hundred_commands_at_once_are_all_answered(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    asked = await asyncio.gather(
        *(driver.slash(place.member, place.channel, "make", {"prompt": f"fox {n}"}) for n in range(100))
    )

    answers = await asyncio.gather(*(one.answer() for one in asked))

    assert {answer.text for answer in answers} == {f"1 None None fox {n}" for n in range(100)}
