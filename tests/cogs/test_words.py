"""`/settings words`: kept by those who manage a server, and held against whatever its members write."""

import pytest

from tests.cogs.composing import composed, edited
from tests.cogs.stage import Stage

LIST = b"# ours\nphooey\n\nblue whale\n*piffle*\n"


async def import_of(stage: Stage, name: str, content: bytes, **options: bool) -> str:
    """Run `/settings words import` with a file, as its owner."""
    stage.media.attached[name] = content
    asked = await stage.people.slash(
        stage.owner, stage.channel, "settings words import", options, files={"file": (name, content)}
    )
    return (await asked.answer()).text


async def open_to(stage: Stage, member: int) -> None:
    """Let a server's integrations page show `/settings` to a member, as an owner can."""
    (command,) = [one for one in await stage.bot.tree.fetch_commands() if one.name == "settings"]
    allowed = {"id": str(member), "type": 2, "permission": True}
    stage.sandbox.world.set_command_permissions(stage.guild, command.id, [allowed])


@pytest.mark.parametrize("who", ["member", "owner"])
async def test_a_request_with_an_unwanted_word_is_refused_with_the_word_and_costs_nothing(
    stage: Stage, who: str
) -> None:
    await stage.ask(stage.owner, "settings words add", words="phooey, blue whale")

    refused = await stage.create(getattr(stage, who), prompt="a fox says PH\u200b00EY")

    assert refused.ephemeral
    assert "does not want `phooey` in `prompt`" in refused.text
    assert "Nothing was charged." in refused.text
    assert stage.ids.made == 0
    assert await stage.posted() == []


async def test_the_negative_prompt_is_held_against_the_list_too(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings words add", words="phooey")

    refused = await stage.create(model="pixverse-v4", negative="no phooey")

    assert "does not want `phooey` in `negative`" in refused.text
    assert stage.ids.made == 0


async def test_a_draft_says_which_word_it_is_until_the_prompt_is_edited(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings words add", words="phooey")

    draft = await composed(stage, prompt="a phooey fox")
    mended = await edited(stage, draft, "Edit", prompt="a fox in the snow")

    assert "does not want `phooey`" in draft.text
    assert "phooey" not in mended.text
    await stage.press(stage.member, mended, "Generate")
    assert stage.ids.made == 1


async def test_what_was_fine_once_is_refused_when_it_is_made_again(stage: Stage) -> None:
    await stage.make(prompt="a phooey fox")
    result = (await stage.posted())[-1]
    await stage.ask(stage.owner, "settings words add", words="phooey")

    again = await stage.press(stage.member, result, "Again")

    assert "does not want `phooey`" in again.text
    assert stage.ids.made == 1


async def test_a_word_that_is_taken_off_the_list_is_welcome_again(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings words add", words="phooey, piffle")

    removed = await stage.ask(stage.owner, "settings words remove", word="PHOOEY")
    unknown = await stage.ask(stage.owner, "settings words remove", word="tosh")
    await stage.create(prompt="a phooey fox")

    assert "`phooey` is off the list." in removed.text
    assert "`tosh` is not on this server's list" in unknown.text
    assert stage.ids.made == 1


async def test_what_is_added_is_counted_and_flaws_are_named(stage: Stage) -> None:
    first = await stage.ask(stage.owner, "settings words add", words="phooey, blue whale")
    second = await stage.ask(stage.owner, "settings words add", words="PHOOEY, piffle")
    flawed = await stage.ask(stage.owner, "settings words add", words="tosh, ***, a*")

    assert "2 entries added. The list has 2 entries now." in first.text
    assert "1 entry added, 1 was there already. The list has 3 entries now." in second.text
    assert "2 entries cannot be kept, so that nothing was changed." in flawed.text
    assert "`a*` would find too much" in flawed.text


async def test_the_list_comes_as_a_file_that_import_reads_back(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings words add", words="phooey, blue whale, *piffle*")

    listed = await stage.ask(stage.owner, "settings words list")
    (attached,) = listed.attachments
    content = (await stage.people.fetch(attached.url)).content
    emptied = await import_of(stage, "one.txt", b"tosh", replace=True)
    again = await import_of(stage, "words.txt", content, replace=True)
    after = await stage.ask(stage.owner, "settings words list")

    assert listed.ephemeral
    assert "3 of this server's own:" in listed.text
    assert "1 entry added, 3 removed." in emptied
    assert "3 entries added, 1 removed." in again
    assert after.text == listed.text


async def test_bad_lines_of_a_file_are_named_and_nothing_is_changed(stage: Stage) -> None:
    bad = await import_of(stage, "words.txt", b"phooey\n***\n", defaults=True)
    broken = await import_of(stage, "words.json", b'["phooey",\n')
    none = await stage.ask(stage.owner, "settings words import")
    listed = await stage.ask(stage.owner, "settings words list")

    assert "Line 2: `***` has no letters." in bad
    assert "`words.json` is not what its name says. See line 2." in broken
    assert "Attach a `file`" in none.text
    assert "This server's own list is empty." in listed.text
    assert "The default list does not count;" in listed.text


async def test_the_default_list_is_switched_on_by_choice_and_comes_along_as_a_file(stage: Stage) -> None:
    await stage.create(prompt="a nude statue")

    on = await stage.ask(stage.owner, "settings words import", defaults=True)
    refused = await stage.create(prompt="a nude statue")
    listed = await stage.ask(stage.owner, "settings words list")
    shown = await stage.ask(stage.owner, "settings show")

    assert "The default list counts now." in on.text
    assert "does not want `nude`" in refused.text
    assert [one.filename for one in listed.attachments] == ["default-words.txt"]
    assert "Unwanted words: the default list" in shown.text
    assert stage.ids.made == 1


async def test_settings_show_how_many_words_there_are(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings words add", words="phooey, piffle")

    shown = await stage.ask(stage.owner, "settings show")

    assert "Unwanted words: 2 of this server's own" in shown.text


async def test_entries_are_suggested_to_those_who_manage_the_server_alone(stage: Stage) -> None:
    await stage.ask(stage.owner, "settings words add", words="phooey, piffle, tosh")
    await open_to(stage, stage.member)

    async def suggested(who: int) -> list[str]:
        asked = await stage.people.autocomplete(who, stage.channel, "settings words remove", "word", "p")
        return [choice["value"] for choice in await asked.choices()]

    assert await suggested(stage.owner) == ["phooey", "piffle"]
    assert await suggested(stage.member) == []


async def test_members_and_moderators_change_nothing_whatever_their_client_shows(stage: Stage) -> None:
    role = await stage.people.role(stage.guild, "film crew")
    await stage.ask(stage.owner, "settings moderators", role=role)
    await open_to(stage, stage.member)
    await stage.ask(stage.owner, "settings words add", words="phooey")
    for roles in ([], [role]):
        await stage.people.member_roles(stage.guild, stage.member, roles)
        answers = [
            await stage.ask(stage.member, "settings words add", words="tosh"),
            await stage.ask(stage.member, "settings words remove", word="phooey"),
            await stage.ask(stage.member, "settings words import", defaults=True),
            await stage.ask(stage.member, "settings words list"),
        ]
        assert all("phooey" not in answer.text and "Manage Server" in answer.text for answer in answers)

    assert (await stage.store.words(stage.guild)).entries == ("phooey",)
    assert not (await stage.store.server(stage.guild)).default_words


async def test_another_servers_list_never_counts(stage: Stage) -> None:
    guild = await stage.people.guild("Book club", owner_id=stage.owner)
    channel = await stage.people.channel(guild, "books")
    await stage.ask(stage.owner, "settings words add", words="phooey")

    elsewhere = await stage.create(stage.owner, channel=channel, prompt="a phooey fox")
    listed = await (await stage.people.slash(stage.owner, channel, "settings words list", {})).answer()

    assert "Queued" in elsewhere.text
    assert "phooey" not in listed.text
