"""`/preferences`: selects that save at once, for whoever uses them, and count from then on."""

import pytest

from bot.domain.catalogue import Catalogue
from bot.domain.models import CATALOGUE
from bot.domain.preferences import Preferences, Telling
from sandbox.discord.driver import Message
from tests.cogs.stage import Stage

ALL = ["model_id", "duration", "aspect", "style", "language", "telling"]


async def opened(stage: Stage, who: int | None = None) -> Message:
    return await stage.ask(who or stage.member, "preferences")


async def choose(stage: Stage, page: Message, name: str, value: str, who: int | None = None) -> Message:
    """Choose, and give the page once it says so."""
    member = who or stage.member
    await stage.people.select(member, page, [value], custom_id=f"gl:prefer:{name}")
    return await stage.people.wait_message(
        page.channel_id, member, lambda found: found.id == page.id and found.raw != page.raw
    )


async def kept(stage: Stage, who: int | None = None) -> Preferences:
    return await stage.store.preferences(who or stage.member)


def chosen(page: Message) -> dict[str, str]:
    """What each select shows as chosen, by the words that are read."""
    return {
        node["custom_id"].removeprefix("gl:prefer:"): option["label"]
        for node in page.components
        for option in node.get("options") or ()
        if option.get("default")
    }


async def test_the_page_shows_what_is_preferred_also_where_that_is_nothing(stage: Stage) -> None:
    page = await opened(stage)

    assert page.ephemeral
    assert [select.custom_id for select in page.selects] == [f"gl:prefer:{name}" for name in ALL]
    assert chosen(page) == {
        **dict.fromkeys(ALL[:5], "No preference"),
        "telling": "Mention me with the video",
    }


async def test_each_choice_is_saved_at_once_and_shown(stage: Stage) -> None:
    page = await opened(stage)
    wanted = {
        "model_id": ("pixverse-v6", "PixVerse V6"),
        "duration": ("8", "8 s"),
        "aspect": ("9:16", "9:16"),
        "style": ("anime", "anime"),
        "telling": ("direct", "Send me a direct message"),
    }
    for name, (value, label) in wanted.items():
        page = await choose(stage, page, name, value)
        assert chosen(page)[name] == label
        assert "Saved." in page.text

    assert await kept(stage) == Preferences("pixverse-v6", 8, "9:16", "anime", None, Telling.DIRECT)


async def test_a_choice_counts_for_the_next_request(stage: Stage) -> None:
    await choose(stage, await opened(stage), "duration", "8")

    await stage.create(model="pixverse-v4")
    assert (await stage.newest()).settings["duration"] == 8
    await stage.create(model="pixverse-v4", duration=5)
    assert (await stage.newest()).settings["duration"] == 5


async def test_having_no_preference_is_a_choice(stage: Stage) -> None:
    page = await choose(stage, await opened(stage), "style", "anime")
    page = await choose(stage, page, "style", "-")

    assert chosen(page)["style"] == "No preference"
    assert await kept(stage) == Preferences()


async def test_the_page_speaks_the_language_that_was_just_chosen(stage: Stage) -> None:
    page = await choose(stage, await opened(stage), "language", "ja")

    assert chosen(page)["language"] == "日本語"
    assert await stage.services.preferences.language_of(stage.member) == "ja"


async def test_a_select_works_after_a_restart_and_leaves_what_was_chosen_elsewhere(stage: Stage) -> None:
    page = await opened(stage)
    await stage.services.preferences.set(stage.member, "style", "clay")
    await stage.stop_bot()
    await stage.start_bot()

    page = await choose(stage, page, "duration", "5")

    assert await kept(stage) == Preferences(duration=5, style="clay")
    assert chosen(page)["style"] == "clay"


async def test_whoever_uses_a_select_chooses_for_themselves(stage: Stage) -> None:
    await choose(stage, await opened(stage), "duration", "8")
    await choose(stage, await opened(stage, stage.owner), "duration", "5", stage.owner)

    assert (await kept(stage)).duration == 8
    assert (await kept(stage, stage.owner)).duration == 5


@pytest.mark.parametrize(("name", "value"), [("model_id", "pixverse-v6"), ("duration", "13")])
async def test_what_is_offered_no_more_is_said_and_changes_nothing(
    stage: Stage, name: str, value: str
) -> None:
    page = await opened(stage)
    await stage.services.preferences.set(stage.member, "aspect", "1:1")
    await stage.stop_bot()
    stage.catalogue = Catalogue(model for model in CATALOGUE.models if model.id == "pixverse-v4")
    await stage.start_bot()

    page = await choose(stage, page, name, value)

    assert "cannot be chosen any more" in page.text
    assert await kept(stage) == Preferences(aspect="1:1")
