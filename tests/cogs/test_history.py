"""`/history`: what was made, page by page, and never what is not for the reader."""

import pytest

from bot.domain.generation import State
from bot.ui.pages.history import SEARCH_CHARACTERS, PageButton
from sandbox.discord.driver import Message, Refused
from tests.cogs.stage import Stage


async def history(stage: Stage, who: int | None = None, **options: str | int) -> Message:
    return await stage.ask(who or stage.member, "history", **options)


async def test_a_line_says_state_model_time_price_prompt_link_and_id(stage: Stage) -> None:
    generation = await stage.make(prompt="a fox in the **snow**")

    answer = await history(stage)

    video = (await stage.posted())[1]
    assert answer.ephemeral
    assert "**Your videos**: 1" in answer.text
    asked_at = int(generation.created_at.timestamp())
    assert f"**done** · `pixverse-v4` · <t:{asked_at}:R> · $0.15 charged" in answer.text
    assert r"> a fox in the \*\*snow\*\*" in answer.text
    link = f"https://discord.com/channels/{stage.guild}/{stage.channel}/{video.id}"
    assert f"-# {link} · id: {generation.id}" in answer.text
    assert not answer.buttons


async def test_without_anything_it_says_so(stage: Stage) -> None:
    assert "none yet in this server" in (await history(stage)).text
    assert "with `owl`**: none yet" in (await history(stage, search="owl")).text


async def test_everything_of_ones_own_is_there_whatever_became_of_it(stage: Stage) -> None:
    await stage.create(prompt="a private one", private=True)
    await stage.create(prompt="a cancelled one")
    await stage.store.cancel((await stage.newest()).id, stage.clock.now())

    text = (await history(stage)).text

    assert "**cancelled** · `pixverse-v4`" in text
    assert "nothing charged" in text
    assert "**waiting** · `pixverse-v4`" in text
    assert "$0.15 held · private" in text


async def test_of_others_only_what_they_posted_is_shown(stage: Stage) -> None:
    await stage.make(prompt="for everybody")
    await stage.make(prompt="a secret", private=True)
    await stage.create(prompt="not finished")
    other = await stage.people.join(stage.guild, "eve")

    text = (await history(stage, other, user=stage.member)).text

    assert f"**What you can see of <@{stage.member}>'s videos**: 1" in text
    assert "for everybody" in text
    assert "secret" not in text
    assert "not finished" not in text


async def test_moderators_see_all_that_is_public(stage: Stage) -> None:
    await stage.create(prompt="not finished")
    await stage.create(prompt="a secret", private=True)

    text = (await history(stage, stage.owner, user=stage.member)).text

    assert "not finished" in text
    assert "secret" not in text


async def test_words_are_searched_in_any_order_and_ids_by_their_start(stage: Stage) -> None:
    await stage.create(prompt="An owl at night")
    owl = await stage.newest()
    await stage.create(prompt="a fox in the snow")

    found = await history(stage, search="NIGHT owl")

    assert "**Your videos with `NIGHT owl`**: 1" in found.text
    assert "An owl at night" in found.text
    assert "fox" not in (await history(stage, search=owl.id[:8])).text


async def test_pages_are_turned_in_place_there_and_back(stage: Stage) -> None:
    for number in range(10):
        await stage.create(prompt=f"clip {number}.")
    first = await history(stage)
    assert "page 1 of 2" in first.text
    assert [button.label for button in first.buttons] == ["Next"]

    second = await stage.turn(stage.member, first, "Next")

    assert second.id == first.id
    assert second.ephemeral
    assert "page 2 of 2" in second.text
    assert "clip 0." in second.text
    assert "clip 9." not in second.text
    assert [button.label for button in second.buttons] == ["Previous"]
    assert "clip 9." in (await stage.turn(stage.member, second, "Previous")).text


async def test_pages_turn_also_after_a_restart_and_keep_their_search(stage: Stage) -> None:
    await stage.create(prompt="an owl")
    for number in range(9):
        await stage.create(prompt=f"fox {number}")
    first = await history(stage, search="fox")
    await stage.stop_bot()
    await stage.start_bot()

    second = await stage.turn(stage.member, first, "Next")

    assert "**Your videos with `fox`**: 9" in second.text
    assert "fox 0" in second.text
    assert "owl" not in second.text


async def test_a_page_that_is_no_more_gives_the_first(stage: Stage) -> None:
    for number in range(9):
        await stage.create(prompt=f"fox {number}")
    first = await history(stage)
    await stage.store.writer.do(lambda db: db.execute("UPDATE generations SET guild_id = 1 WHERE number > 5"))

    assert "page 1 of 1" in (await stage.turn(stage.member, first, "Next")).text


async def test_what_is_wrong_while_a_page_turns_is_said_in_its_place(stage: Stage) -> None:
    for number in range(9):
        await stage.create(prompt=f"fox {number}")
    first = await history(stage)
    await stage.store.writer.do(lambda db: db.execute("DROP TABLE takes"))

    answer = await stage.turn(stage.member, first, "Next")

    assert "something went wrong on my side" in answer.text


async def test_a_search_that_would_not_fit_a_button_cannot_be_typed(stage: Stage) -> None:
    longest = PageButton(2**63 - 1, 999_999, "🦊" * SEARCH_CHARACTERS)
    assert longest.custom_id
    assert len(longest.custom_id) <= 100

    with pytest.raises(Refused):
        await history(stage, search="x" * (SEARCH_CHARACTERS + 1))


async def test_a_discarded_video_is_not_shown_to_others_and_says_what_it_is(stage: Stage) -> None:
    await stage.create(model="pixverse-v4")
    generation = await stage.submit()
    await stage.store.discard(generation.id, stage.clock.now())
    assert (await stage.finish(generation)).state is State.CANCELLED
    other = await stage.people.join(stage.guild, "eve")

    assert "**discarded**" in (await history(stage)).text
    assert "none yet" in (await history(stage, other, user=stage.member)).text


async def test_words_are_found_in_any_order_without_accents_and_in_japanese(stage: Stage) -> None:
    await stage.create(prompt="Ein GRÜNER Leuchtturm bei Sturm")
    await stage.create(prompt="雨の中の灯台")

    for typed in ("sturm gruner", "LEUCHT", "grüner"):
        text = (await history(stage, search=typed)).text
        assert "GRÜNER Leuchtturm" in text
        assert "灯台" not in text
    assert "雨の中の灯台" in (await history(stage, search="灯台")).text


async def test_what_was_deleted_says_so(stage: Stage) -> None:
    await stage.make(prompt="a fox")
    now = "2026-03-14T12:30:00.000000Z"
    await stage.store.writer.do(lambda db: db.execute("UPDATE generations SET removed_at = ?", (now,)))

    text = (await history(stage)).text

    assert "**deleted** · `pixverse-v4`" in text
    assert "https://discord.com/channels" not in text


async def test_what_a_reader_may_see_is_decided_anew_at_each_turn(stage: Stage) -> None:
    club = await stage.people.channel(stage.guild, "club")
    for number in range(9):
        await stage.make(channel=club, prompt=f"fox {number}")
    other = await stage.people.join(stage.guild, "eve")
    first = await history(stage, other, user=stage.member)
    assert "fox 8" in first.text
    await stage.people.overwrite(club, other, deny=["view_channel"])

    assert "none yet in this server" in (await stage.turn(other, first, "Next")).text


async def test_the_page_is_in_the_members_language(stage: Stage) -> None:
    await stage.services.preferences.set(stage.member, "language", "de")
    await stage.make(prompt="ein Fuchs")

    text = (await history(stage)).text

    assert "**Your videos**" not in text
    assert "ein Fuchs" in text
