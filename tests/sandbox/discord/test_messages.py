"""Messages a bot sends to a channel: files, limits, permissions, mentions and nonces."""

import io
from urllib.parse import urlsplit

import discord
import pytest

from sandbox.discord.driver import Driver
from tests.sandbox.discord.conftest import Place
from tests.sandbox.discord.files import mp4, png
from tests.sandbox.discord.small_bot import Card, SmallBot

DAY_SECONDS = 24 * 60 * 60


def attached(name: str, content: bytes, description: str | None = None) -> discord.File:
    return discord.File(io.BytesIO(content), name, description=description)


def place_of(bot: SmallBot, place: Place) -> discord.PartialMessageable:
    return bot.get_partial_messageable(place.channel, guild_id=place.guild)


async def test_sent_files_are_served_with_their_size_and_measure(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    video = mp4(64, 36)

    await place_of(bot, place).send(
        "done", files=[attached("clip.mp4", video, "a teal clip"), attached("still.png", png(20, 10))]
    )

    (message,) = await driver.read(place.channel, place.member)
    clip, still = message.attachments
    assert (clip.width, clip.height, clip.size_bytes) == (64, 36, len(video))
    assert (clip.content_type, clip.description) == ("video/mp4", "a teal clip")
    assert (still.width, still.height, still.content_type) == (20, 10, "image/png")
    fetched = await driver.fetch(clip.url)
    assert (fetched.status_code, fetched.content) == (200, video)
    assert urlsplit(clip.url).query.startswith("ex=")


async def test_a_range_of_a_file_is_served_and_one_beyond_its_end_refused(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await place_of(bot, place).send(file=attached("notes.txt", b"0123456789"))
    (message,) = await driver.read(place.channel, place.member)
    url = message.attachments[0].url

    part = await driver.fetch(url, {"Range": "bytes=2-5"})
    beyond = await driver.fetch(url, {"Range": "bytes=50-"})

    assert (part.status_code, part.content) == (206, b"2345")
    assert part.headers["Content-Range"] == "bytes 2-5/10"
    assert beyond.status_code == 416


async def test_a_link_dies_after_a_day_and_a_fetched_message_has_a_fresh_one(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    sent = await place_of(bot, place).send(file=attached("a.png", png(4, 4)))
    old = sent.attachments[0].url
    await driver.advance(DAY_SECONDS + 1)

    assert (await driver.fetch(old)).status_code == 404
    fresh = (await place_of(bot, place).fetch_message(sent.id)).attachments[0].url
    assert (await driver.fetch(fresh)).status_code == 200


async def test_links_expire_on_demand_and_a_forged_signature_never_works(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    sent = await place_of(bot, place).send(file=attached("a.png", png(4, 4)))
    url = sent.attachments[0].url
    assert (await driver.fetch(url[:-1] + ("0" if url[-1] != "0" else "1"))).status_code == 404

    assert await driver.expire_attachments([sent.attachments[0].id]) == 1

    assert (await driver.fetch(url)).status_code == 404


async def test_a_file_above_the_limit_of_the_server_is_refused_with_413(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await driver.change_guild(place.guild, upload_limit_bytes=1000)

    with pytest.raises(discord.HTTPException) as refused:
        await place_of(bot, place).send(
            files=[attached("a.bin", b"x" * 1000), attached("b.bin", b"x" * 1001)]
        )

    assert (refused.value.status, refused.value.code) == (413, 40005)
    assert await driver.read(place.channel, place.member) == []
    await place_of(bot, place).send(file=attached("a.bin", b"x" * 1000))


@pytest.mark.parametrize(("tier", "mebibytes"), [(0, 20), (1, 20), (2, 50), (3, 100)])
async def test_the_boost_tier_sets_the_upload_limit(
    driver: Driver, bot: SmallBot, place: Place, tier: int, mebibytes: int
) -> None:
    await driver.change_guild(place.guild, premium_tier=tier)
    await (await driver.slash(place.member, place.channel, "make", {"prompt": "x"})).answer()

    assert bot.asked[0].filesize_limit == mebibytes * 1024 * 1024
    assert (await bot.fetch_guild(place.guild)).premium_tier == tier


async def test_the_same_nonce_brings_back_the_first_message_for_a_few_minutes(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    first = await place_of(bot, place).send("one", nonce="n-1")
    again = await place_of(bot, place).send("two", nonce="n-1")

    assert (again.id, again.content, again.nonce) == (first.id, "one", "n-1")
    await driver.advance(5 * 60)
    assert (await place_of(bot, place).send("three", nonce="n-1")).id != first.id
    assert [entry.nonce for entry in await driver.books.messages(place.channel)] == ["n-1", "n-1"]


async def test_the_nonce_of_a_deleted_message_is_answered_with_unknown_message(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    first = await place_of(bot, place).send("one", nonce="n-1")
    await first.delete()

    with pytest.raises(discord.NotFound) as refused:
        await place_of(bot, place).send("one", nonce="n-1")

    assert refused.value.code == 10008


@pytest.mark.parametrize("permission", ["attach_files", "send_messages", "embed_links"])
async def test_a_denied_permission_is_answered_with_missing_permissions(
    driver: Driver, bot: SmallBot, place: Place, permission: str
) -> None:
    bot_id = (await driver.world())["bot_id"]
    await driver.overwrite(place.channel, bot_id, deny=[permission])

    with pytest.raises(discord.Forbidden) as refused:
        await place_of(bot, place).send(
            "x", file=attached("a.txt", b"a"), embed=discord.Embed(description="an embed")
        )

    assert refused.value.code == 50013
    assert (await driver.books.counts())["invalid_requests"] == 1


async def test_a_hidden_channel_is_answered_with_missing_access(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await driver.overwrite(place.channel, (await driver.world())["bot_id"], deny=["view_channel"])

    with pytest.raises(discord.Forbidden) as refused:
        await place_of(bot, place).send("x")

    assert refused.value.code == 50001


async def test_only_allowed_mentions_ping_and_edits_never_do(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    text = f"<@{place.member}> <@{place.owner}>"
    member = discord.Object(place.member)

    silent = await place_of(bot, place).send(text)
    await place_of(bot, place).send(text, allowed_mentions=discord.AllowedMentions(users=[member]))
    await silent.edit(content=f"{text}!", allowed_mentions=discord.AllowedMentions(users=True))

    first, second = await driver.books.messages(place.channel)
    assert first.pinged_users == []
    assert second.pinged_users == [place.member]
    assert first.edits[0]["content"] == text
    assert first.version["content"] == f"{text}!"


async def test_the_books_keep_a_deleted_message_with_when_it_went(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    await (await place_of(bot, place).send("gone")).delete()

    assert await driver.read(place.channel, place.member) == []
    (entry,) = await driver.books.messages(place.channel)
    assert entry.version["content"] == "gone"
    assert entry.deleted_at is not None


async def test_more_than_four_thousand_characters_of_text_are_refused(
    driver: Driver, bot: SmallBot, place: Place
) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await place_of(bot, place).send(view=Card("x" * 4001, 1))

    assert (refused.value.status, refused.value.code) == (400, 50035)


async def test_a_direct_message_reaches_its_reader(driver: Driver, bot: SmallBot, place: Place) -> None:
    reader = await bot.fetch_user(place.member)

    await reader.send("psst")

    private = await driver.direct_channel(place.member)
    assert [message.text for message in await driver.read(private, place.member)] == ["psst"]
