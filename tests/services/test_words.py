"""Unwanted words in whatever a member asks for: refused, unpaid, and by each server's own decision."""

import pytest

from bot.domain.errors import MediaProblem, MediaRejected
from bot.domain.request import Attachment, Requester
from bot.domain.rights import ManagersOnly
from bot.domain.words.reading import MOST_BYTES
from bot.domain.words.refusals import (
    FileTrouble,
    NothingToImport,
    UnfitWords,
    UnwantedWords,
    WordFileUnusable,
    WordUnlisted,
)
from bot.ports.wording import WordsChange
from bot.services.moderation.word_lists import MOST_READY, WordLists
from bot.services.moderation.words import Words
from tests.services.drafting import Desk
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio

MANAGER = Requester(AUTHOR, GUILD, is_manager=True)
ELSEWHERE = Requester(AUTHOR, GUILD + 1, is_manager=True)


@pytest.fixture
def words(studio: Studio) -> Words:
    return studio.services.words


def file(studio: Studio, name: str, content: bytes) -> Attachment:
    studio.media.attached[name] = content
    return Attachment("file", name, f"https://cdn.example/{name}", len(content))


async def refused(studio: Studio, **said: str) -> tuple[str, str]:
    with pytest.raises(UnwantedWords) as refusal:
        await studio.request(**said)
    assert await studio.rows("SELECT * FROM ledger_entries") == []
    assert await studio.rows("SELECT * FROM generations") == []
    return refusal.value.option, refusal.value.entry


async def test_a_request_with_an_unwanted_word_is_refused_by_its_entry_and_costs_nothing(
    studio: Studio, words: Words
) -> None:
    await words.add(MANAGER, "Phooey, blue whale")

    assert await refused(studio, prompt="a fox says p.h.o.o.e.y") == ("prompt", "Phooey")
    assert await refused(studio, prompt="a fox", negative="BLUE whale") == ("negative", "blue whale")
    await studio.request(prompt="a blue fox and a whale", negative="fog")


async def test_what_is_cleaned_off_a_prompt_hides_no_word(studio: Studio, words: Words) -> None:
    await words.add(MANAGER, "phooey")

    assert await refused(studio, prompt="ph\x00oo\ue000ey \u202eand more") == ("prompt", "phooey")


@pytest.mark.parametrize(
    "asking", [Requester(AUTHOR, GUILD, is_moderator=True), Requester(AUTHOR, GUILD, is_manager=True)]
)
async def test_who_moderates_and_manages_is_bound_like_everybody(
    studio: Studio, words: Words, asking: Requester
) -> None:
    await words.add(MANAGER, "phooey")
    desk = Desk(studio)

    look = await studio.services.drafts.look(await desk.start(prompt="phooey"), asking, None)

    assert isinstance(look.refusal, UnwantedWords)


async def test_a_draft_says_what_is_unwanted_and_is_not_made(studio: Studio, words: Words) -> None:
    await words.add(MANAGER, "phooey")
    desk = Desk(studio)
    draft = await desk.start(prompt="phooey")

    look = await studio.services.drafts.look(draft, MEMBER, None)
    with pytest.raises(UnwantedWords):
        await desk.generate(draft)

    assert isinstance(look.refusal, UnwantedWords)
    assert look.remedies == ()


async def test_one_servers_words_are_no_others(studio: Studio, words: Words) -> None:
    await words.add(ELSEWHERE, "phooey")
    await words.bring_in(ELSEWHERE, None, replace=False, defaults=True)

    await studio.request(prompt="phooey, a nude statue")
    with pytest.raises(UnwantedWords):
        await studio.request(prompt="phooey", guild=GUILD + 1)


async def test_a_change_counts_at_once_and_after_a_restart(studio: Studio, words: Words) -> None:
    await words.add(MANAGER, "phooey, piffle")
    await refused(studio, prompt="phooey")
    await words.remove(MANAGER, "phooey")
    await studio.request(prompt="phooey")
    await studio.restart()

    with pytest.raises(UnwantedWords):
        await studio.request(prompt="piffle")
    await studio.services.words.remove(MANAGER, "PIFFLE")
    await studio.request(prompt="piffle")


async def test_a_list_is_made_ready_once_until_it_changes(studio: Studio, words: Words) -> None:
    lists = WordLists(studio.store)
    assert await lists.own(GUILD) is None
    await words.add(MANAGER, "phooey")

    first, again = await lists.own(GUILD), await lists.own(GUILD)
    await words.add(MANAGER, "piffle")
    changed = await lists.own(GUILD)

    assert first is again is not None
    assert changed is not first


async def test_only_so_many_lists_are_kept_ready(studio: Studio) -> None:
    lists = WordLists(studio.store)
    for guild in range(MOST_READY + 1):
        await studio.services.words.add(Requester(AUTHOR, 1_000 + guild, is_manager=True), "phooey")

    first = await lists.own(1_000)
    for guild in range(MOST_READY + 1):
        assert await lists.hit(1_000 + guild, "phooey") == "phooey"

    assert await lists.own(1_000) is not first


async def test_the_default_list_counts_where_it_is_switched_on(studio: Studio, words: Words) -> None:
    await studio.request(prompt="a nude statue")
    assert await words.bring_in(MANAGER, None, replace=False, defaults=True) is None
    await words.add(MANAGER, "phooey")

    with pytest.raises(UnwantedWords) as refusal:
        await studio.request(prompt="a nude statue")
    assert refusal.value.entry == "nude"
    assert "nude" in (await words.of(MANAGER)).defaults

    await words.bring_in(MANAGER, None, replace=False, defaults=False)
    await studio.request(prompt="a nude statue")
    assert (await words.of(MANAGER)).defaults == ()


async def test_what_is_to_be_avoided_may_be_named_in_words_of_the_default_list_but_of_no_other(
    studio: Studio, words: Words
) -> None:
    await words.bring_in(MANAGER, None, replace=False, defaults=True)
    await words.add(MANAGER, "phooey")

    await studio.request(prompt="a marble statue", negative="nude, gore, fog")
    with pytest.raises(UnwantedWords) as refusal:
        await studio.request(prompt="a marble statue", negative="nude, phooey")

    assert (refusal.value.option, refusal.value.entry) == ("negative", "phooey")


async def test_a_file_is_added_to_the_list_or_comes_instead(studio: Studio, words: Words) -> None:
    await words.add(MANAGER, "phooey")

    more = await words.bring_in(MANAGER, file(studio, "a.txt", b"piffle\n"), replace=False, defaults=True)
    instead = await words.bring_in(
        MANAGER, file(studio, "a.csv", b"word\ntosh\n"), replace=True, defaults=None
    )

    assert more == WordsChange(added=1, removed=0, known=0, count=2)
    assert instead == WordsChange(added=1, removed=2, known=0, count=1)
    assert (await words.of(MANAGER)).own == ("tosh",)
    assert (await studio.store.server(GUILD)).default_words


async def test_a_file_with_anything_wrong_changes_nothing(studio: Studio, words: Words) -> None:
    await words.add(MANAGER, "phooey")
    bad = file(studio, "a.txt", b"piffle\n***\n")
    large = Attachment("file", "b.txt", "https://cdn.example/b.txt", MOST_BYTES + 1)
    studio.media.useless["c.txt"] = MediaProblem.GONE

    with pytest.raises(UnfitWords):
        await words.bring_in(MANAGER, bad, replace=True, defaults=True)
    with pytest.raises(WordFileUnusable) as too_large:
        await words.bring_in(MANAGER, large, replace=True, defaults=True)
    with pytest.raises(MediaRejected):
        await words.bring_in(MANAGER, file(studio, "c.txt", b"piffle"), replace=True, defaults=True)
    with pytest.raises(NothingToImport):
        await words.bring_in(MANAGER, None, replace=True, defaults=None)

    assert too_large.value.trouble is FileTrouble.TOO_LARGE
    assert (await words.of(MANAGER)).own == ("phooey",)
    assert (await words.of(MANAGER)).defaults == ()


async def test_what_is_not_on_the_list_cannot_be_removed(studio: Studio, words: Words) -> None:
    for defaults in (False, True):
        await words.bring_in(MANAGER, None, replace=False, defaults=defaults)
        with pytest.raises(WordUnlisted) as refusal:
            await words.remove(MANAGER, "NUDE")
        assert refusal.value.by_default is defaults
    with pytest.raises(WordUnlisted) as refusal:
        await words.remove(MANAGER, "phooey")
    assert not refusal.value.by_default


@pytest.mark.parametrize("asking", [MEMBER, Requester(AUTHOR, GUILD, is_moderator=True)])
async def test_only_those_who_manage_the_server_see_and_change_its_list(
    studio: Studio, words: Words, asking: Requester
) -> None:
    await words.add(MANAGER, "phooey")
    attached = file(studio, "a.txt", b"piffle")

    for attempt in (
        words.of(asking),
        words.add(asking, "piffle"),
        words.remove(asking, "phooey"),
        words.bring_in(asking, attached, replace=True, defaults=True),
    ):
        with pytest.raises(ManagersOnly):
            await attempt

    assert await words.own(asking) == ()
    assert await words.own(MANAGER) == ("phooey",)
    assert (await words.of(MANAGER)).defaults == ()
