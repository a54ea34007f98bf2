"""Members are answered in their own language, and the channel is told in the server's."""

from sandbox.discord.driver import Message
from tests.cogs.stage import Stage


async def newcomer(stage: Stage, locale: str) -> int:
    return await stage.people.join(stage.guild, "lena", locale=locale)


async def the_card(stage: Stage) -> Message:
    (card,) = await stage.posted()
    return card


async def test_a_member_is_answered_in_the_language_of_their_client(stage: Stage) -> None:
    lena = await newcomer(stage, "de")

    accepted = await stage.create(lena)
    refused = await stage.create(lena, model="pixverse-v5.6", camera="zoom_in")

    assert "Eingereiht" in accepted.text
    assert (
        "0,15\N{NO-BREAK SPACE}$" in accepted.text or "\N{NO-BREAK SPACE}$ sind vorgemerkt" in accepted.text
    )
    assert "Die Option `kamera` fehlt diesem Modell" in refused.text


async def test_the_card_speaks_the_servers_language_whoever_asks(stage: Stage) -> None:
    await stage.people.change_guild(stage.guild, locale="fr")
    lena = await newcomer(stage, "de")

    await stage.create(lena)

    assert "Dans la file" in (await the_card(stage)).text
    assert "Annuler" in str((await the_card(stage)).raw)


async def test_a_private_card_speaks_its_authors_language(stage: Stage) -> None:
    await stage.people.change_guild(stage.guild, locale="fr")
    lena = await newcomer(stage, "ja")

    card = await stage.create(lena, private=True)

    assert "順番待ち" in card.text


async def test_a_preference_goes_before_the_language_of_the_client(stage: Stage) -> None:
    lena = await newcomer(stage, "de")
    await stage.services.preferences.set(lena, "language", "pt-BR")

    assert "Na fila" in (await stage.create(lena)).text


async def test_one_button_answers_each_in_their_own_language(stage: Stage) -> None:
    lena, aiko = await newcomer(stage, "es-419"), await newcomer(stage, "ja")
    await stage.create()

    answers = [await stage.press(who, await the_card(stage), "Cancel") for who in (lena, aiko, stage.member)]

    assert "Solo su autor" in answers[0].text
    assert "依頼した本人" in answers[1].text
    assert "Cancelled" in answers[2].text


async def test_a_language_that_is_not_served_is_answered_in_english(stage: Stage) -> None:
    assert "Queued" in (await stage.create(await newcomer(stage, "pl"))).text


async def test_discord_is_told_of_every_command_in_every_language(stage: Stage) -> None:
    known = (await stage.people.world())["commands"]
    served = {"de", "fr", "es-ES", "es-419", "pt-BR", "ja"}

    assert known
    assert all(command["name_localizations"].keys() == served for command in known)


async def test_a_private_card_follows_its_authors_preference_too(stage: Stage) -> None:
    lena = await newcomer(stage, "de")
    await stage.services.preferences.set(lena, "language", "ja")

    assert "順番待ち" in (await stage.create(lena, private=True)).text
