"""Test clips: who may have one made, and that nobody pays for it."""

import pytest

from bot.domain.errors import DeliveryTrouble
from bot.domain.rehearsals import RehearsalFailed
from bot.domain.request import Requester
from bot.domain.rights import ManagersOnly
from tests.support.studio import AUTHOR, CHANNEL, GUILD, Studio

MANAGER = Requester(AUTHOR, GUILD, is_manager=True)


async def test_a_manager_has_one_made_and_nothing_is_asked_of_anybody(studio: Studio) -> None:
    found, clip = await studio.services.rehearsing.rehearse(MANAGER, CHANNEL, "en")

    assert found.size_bytes == len(clip) > 0
    assert studio.board.rehearsed == [(GUILD, CHANNEL)]
    assert await studio.rows("SELECT * FROM ledger_entries") == []
    assert await studio.rows("SELECT * FROM generations") == []


@pytest.mark.parametrize("asking", [Requester(AUTHOR, GUILD), Requester(AUTHOR, GUILD, is_moderator=True)])
async def test_nobody_else_has(studio: Studio, asking: Requester) -> None:
    with pytest.raises(ManagersOnly):
        await studio.services.rehearsing.rehearse(asking, CHANNEL, "en")

    assert studio.board.rehearsed == []


async def test_what_discord_refuses_is_said(studio: Studio) -> None:
    studio.board.troubles.append((DeliveryTrouble.FORBIDDEN, False))

    with pytest.raises(RehearsalFailed) as refused:
        await studio.services.rehearsing.rehearse(MANAGER, CHANNEL, "en")

    assert (refused.value.channel_id, refused.value.trouble) == (CHANNEL, DeliveryTrouble.FORBIDDEN)
