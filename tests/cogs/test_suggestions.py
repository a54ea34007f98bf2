"""What is suggested while a member types: in their language, found by words however they are written."""

from tests.cogs.stage import Stage


async def suggested(stage: Stage, option: str, typed: str, command: str = "create") -> list[str]:
    return list((await stage.suggestions(command, option, typed)).values())


async def speak(stage: Stage, language: str) -> None:
    await stage.services.preferences.set(stage.member, "language", language)


async def test_values_are_found_by_words_of_their_description(stage: Stage) -> None:
    assert await suggested(stage, "camera", "upward") == ["vertical_up", "crane_up"]
    assert await suggested(stage, "effect", "dance") == ["lets ymca", "skeleton dance"]
    assert await suggested(stage, "camera", "crane up") == ["crane_up"]
    assert await suggested(stage, "camera", "upward sideways") == []


async def test_values_are_found_by_words_of_the_members_own_language(stage: Stage) -> None:
    await speak(stage, "de")

    found = await stage.suggestions("create", "camera", "oben")

    assert list(found.values()) == ["vertical_up", "crane_up"]
    assert all("oben" in name for name in found)
    assert await suggested(stage, "camera", "crane_up") == ["crane_up"]


async def test_accents_and_capitals_need_not_be_typed(stage: Stage) -> None:
    await speak(stage, "fr")
    (first, *_) = [name for name in await stage.suggestions("create", "camera", "") if "é" in name]
    word = next(word for word in first.split() if "é" in word).strip(".,’'")

    assert first in await stage.suggestions("create", "camera", word.replace("é", "E"))


async def test_models_say_their_name_what_they_can_do_and_what_they_cost(stage: Stage) -> None:
    assert await stage.suggestions("create", "model", "camera moves v4") == {
        "PixVerse V4.5 · camera moves, effects, styles, first and last frame · $0.15": "pixverse-v4.5",
        "PixVerse V4 · camera moves, effects, styles, first and last frame · $0.15": "pixverse-v4",
    }
    await speak(stage, "de")
    assert any(
        name.startswith("PixVerse V4 · ") and name.endswith("0,15 $")
        for name in await stage.suggestions("create", "model", "")
    )


async def test_own_videos_come_newest_first_and_say_where_they_stand_in_the_members_language(
    stage: Stage,
) -> None:
    first = await stage.make(prompt="an old LIGHTHOUSE")
    second = await stage.make(prompt="a lighthouse by night")
    await speak(stage, "de")

    found = await stage.suggestions("show", "id", "lighthouse")

    assert list(found.values()) == [second.id, first.id]
    assert all("done" not in name for name in found)


async def test_deleted_videos_are_not_there_to_go_on_with(stage: Stage) -> None:
    made = await stage.make(prompt="a fox")
    assert await suggested(stage, "image_from", "fox") == [made.id]

    now = "2026-03-14T12:30:00.000000Z"
    await stage.store.writer.do(lambda db: db.execute("UPDATE generations SET removed_at = ?", (now,)))

    assert await suggested(stage, "image_from", "fox") == []
    assert list(await stage.suggestions("show", "id", "fox")) == ["00000001 · deleted · a fox"]
