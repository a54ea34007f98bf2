"""Who gets a report of what a server spent, and over which days."""

from datetime import timedelta

import pytest

from bot.domain.request import Requester
from bot.domain.rights import ModeratorsOnly
from tests.support.studio import AUTHOR, GUILD, Studio

MANAGER = Requester(AUTHOR, GUILD, is_manager=True)
MODERATOR = Requester(AUTHOR, GUILD, is_moderator=True)


@pytest.mark.parametrize("asking", [Requester(AUTHOR, GUILD), MANAGER])
async def test_only_moderators_get_it(studio: Studio, asking: Requester) -> None:
    with pytest.raises(ModeratorsOnly):
        await studio.services.spending.of_server(asking, 7)


async def test_another_servers_videos_are_not_in_it(studio: Studio) -> None:
    await studio.request(guild=GUILD + 1)

    assert (await studio.services.spending.of_server(MODERATOR, 7)).lines == []


async def test_days_are_those_of_the_servers_zone(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"timezone": "Asia/Tokyo"})
    studio.clock.advance(timedelta(days=3).total_seconds())
    await studio.request()

    report = await studio.services.spending.of_server(MODERATOR, 7)

    today = studio.clock.now().astimezone(report.zone).date()
    assert [day.starts_at.date() for day in report.by_day()][-1] == today
    assert [line.day for line in report.lines] == [6]
    assert report.by_day()[-1].held_micros == report.total.held_micros > 0


async def test_what_is_older_is_left_out(studio: Studio) -> None:
    await studio.request()
    studio.clock.advance(timedelta(days=2).total_seconds())

    assert (await studio.services.spending.of_server(MODERATOR, 2)).lines == []
    assert len((await studio.services.spending.of_server(MODERATOR, 3)).lines) == 1
