"""What operators see of the servers."""

from datetime import UTC, datetime

import pytest

from bot.domain.generation import FailureReason
from bot.domain.money import ZERO, Micros
from bot.domain.overviews import OverviewPage, ServerOverview
from bot.domain.request import Requester
from bot.domain.rights import OperatorsOnly
from bot.domain.troubles import Trouble
from bot.services.overviews import PAGE, KnownServer
from tests.support.fake_provider import trouble
from tests.support.studio import GUILD, Studio

OPERATOR, OWNER = 77, 8
MODERATOR = Requester(91, GUILD, is_moderator=True)
MANAGER = Requester(1, GUILD, is_manager=True)
KNOWN = {GUILD: KnownServer("Film club", OWNER), GUILD + 1: KnownServer("Kites", OWNER)}


@pytest.fixture(autouse=True)
def operated(studio: Studio) -> None:
    studio.policy.operator_ids = frozenset({OPERATOR})


async def page(studio: Studio, number: int = 0, known: dict[int, KnownServer] = KNOWN) -> OverviewPage:
    return await studio.services.overviews.page(OPERATOR, known, number)


async def first(studio: Studio) -> ServerOverview:
    return (await page(studio)).servers[0]


async def test_only_operators_see_the_servers(studio: Studio) -> None:
    with pytest.raises(OperatorsOnly):
        await studio.services.overviews.page(OWNER, KNOWN, 0)


async def test_who_spends_most_comes_first_and_who_spends_nothing_by_name(studio: Studio) -> None:
    known = {**KNOWN, 30: KnownServer("Birds", OWNER), 31: KnownServer("Anglers", OWNER)}
    await studio.request(guild=GUILD + 1)
    await studio.request(guild=GUILD + 1)
    await studio.request(guild=GUILD)
    await studio.request(guild=999)

    found = await page(studio, known=known)
    assert [server.name for server in found.servers] == ["Kites", "Film club", "Anglers", "Birds"]
    assert (found.number, found.last, found.total) == (0, 0, 4)


async def test_a_server_shows_what_is_held_and_spent_and_where_that_leads(studio: Studio) -> None:
    studio.clock.instant = datetime(2026, 3, 11, tzinfo=UTC)
    running = await studio.running()
    studio.provider.finish(running.id, cost_micros=Micros(150_000))
    await studio.pass_time(20)
    await studio.request()

    film = await first(studio)
    assert (film.day.held_micros, film.day.spent_micros) == (150_000, 150_000)
    assert (film.month.held_micros, film.month.spent_micros) == (150_000, 150_000)
    assert 929_000 < film.pace_micros <= 930_000, "ten of 31 days have passed"


async def test_on_its_first_day_a_month_is_projected_from_a_whole_day(studio: Studio) -> None:
    studio.clock.instant = datetime(2026, 3, 1, 0, 1, tzinfo=UTC)
    await studio.request()

    assert (await first(studio)).pace_micros == 150_000 * 31


async def test_a_server_shows_its_budget_and_whether_it_is_served(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"daily_micros": 2_000_000})
    film = await first(studio)
    assert film.served
    assert film.day.limit.limit_micros == 2_000_000
    assert not film.month.limit.is_real

    studio.policy.served_guilds = frozenset()
    film = await first(studio)
    assert (film.served, film.day.limit.limit_micros) == (False, ZERO)


async def test_a_server_shows_its_pause_its_blocks_and_its_last_trouble(studio: Studio) -> None:
    film = await first(studio)
    assert (film.pause, film.standing.blocked, film.standing.last_trouble) == (None, 0, None)

    studio.provider.refuse(trouble("runware", FailureReason.MODERATED))
    await studio.running()
    failed_at = studio.clock.now()
    await studio.services.pausing.pause_any(OPERATOR, GUILD, "Bills")
    blocks = studio.services.blocks
    for number in (1, 2, 3):
        until = "1d" if number == 1 else None
        await blocks.block(MODERATOR, Requester(number, GUILD), until, "", "en-US")
    await blocks.unblock(MODERATOR, 2)
    studio.clock.advance(2 * 86_400)

    film = await first(studio)
    assert film.pause
    assert film.pause.reason == "Bills"
    assert film.standing.blocked == 1
    assert film.standing.last_trouble == Trouble(FailureReason.MODERATED, failed_at)


async def test_many_servers_are_shown_a_page_at_a_time_and_none_is_left_out(studio: Studio) -> None:
    known = {number: KnownServer(f"Server {number:02}", OWNER) for number in range(1, 2 * PAGE + 2)}
    pages = [await page(studio, number, known) for number in range(3)]

    assert [server.guild_id for each in pages for server in each.servers] == sorted(known)
    assert pages[0].last == 2
    assert (await page(studio, 9, known)).number == 2
    assert (await page(studio, 0, {})).servers == []
