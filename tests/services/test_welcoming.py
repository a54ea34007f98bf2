"""A first word in each new server: once, and only where it is news."""

from datetime import timedelta

import pytest

from bot.domain.errors import DeliveryTrouble
from bot.domain.postings import PostingKind
from bot.domain.request import Requester
from bot.domain.welcomes import WelcomeFacts
from tests.support.fake_board import Notice
from tests.support.studio import AUTHOR, GUILD, PLENTY, Studio

OWNER = 8


async def greeted(studio: Studio, guild_id: int = GUILD) -> bool:
    return await studio.services.welcoming.greet(guild_id, OWNER, "de")


def welcomes(studio: Studio) -> list[Notice]:
    return studio.board.of(PostingKind.WELCOME)


async def test_whoever_brought_the_bot_is_written_to(studio: Studio) -> None:
    assert await greeted(studio)
    await studio.worker.tick()

    (welcome,) = welcomes(studio)
    shown = welcome.shown[-1]
    assert isinstance(shown, WelcomeFacts)
    assert (welcome.posting.recipient_discord_id, welcome.posting.locale) == (OWNER, "de")
    assert shown.given.server_daily_micros == PLENTY


@pytest.mark.parametrize("happened", [False, True])
async def test_there_is_one_welcome_whatever_happens_on_the_way(studio: Studio, happened: bool) -> None:
    studio.board.troubles.append((DeliveryTrouble.UNAVAILABLE, happened))
    assert await greeted(studio)
    await studio.worker.tick()

    assert not await greeted(studio)
    await studio.restart()
    assert not await greeted(studio)
    await studio.pass_time(300)

    assert len(welcomes(studio)) == 1


async def test_every_server_has_its_own(studio: Studio) -> None:
    assert await greeted(studio)
    assert await greeted(studio, GUILD + 1)
    await studio.worker.tick()

    assert len(welcomes(studio)) == 2


async def test_where_something_is_made_or_decided_nobody_is_written_to(studio: Studio) -> None:
    await studio.request()
    manager = Requester(AUTHOR, GUILD + 1, is_manager=True)
    await studio.services.servers.change(manager, {"concurrent": 1})

    assert not await greeted(studio)
    assert not await greeted(studio, GUILD + 1)


async def test_a_server_that_nobody_pays_for_is_told_so(studio: Studio) -> None:
    studio.policy.served_guilds = frozenset()
    await greeted(studio)
    await studio.worker.tick()

    (welcome,) = welcomes(studio)
    shown = welcome.shown[-1]
    assert isinstance(shown, WelcomeFacts)
    assert shown.given.server_daily_micros == 0


async def test_only_lately_joined_servers_are_news(studio: Studio) -> None:
    is_news, now = studio.services.welcoming.is_news, studio.clock.now()

    assert is_news(now - timedelta(days=6))
    assert not is_news(now - timedelta(days=8))
    assert not is_news(None)
