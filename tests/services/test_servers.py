"""Who may see and change a server's settings, whatever their Discord client showed them."""

import pytest

from bot.domain.errors import ManagersOnly, UnknownModel
from bot.domain.request import Requester
from bot.domain.servers import ServerSettings
from tests.support.studio import AUTHOR, GUILD, Studio

MANAGER = Requester(AUTHOR, GUILD, is_manager=True)


@pytest.mark.parametrize("asking", [Requester(AUTHOR, GUILD), Requester(AUTHOR, GUILD, is_moderator=True)])
async def test_members_and_moderators_neither_see_nor_change_settings(
    studio: Studio, asking: Requester
) -> None:
    servers = studio.services.servers
    with pytest.raises(ManagersOnly):
        await servers.shown_to(asking)
    with pytest.raises(ManagersOnly):
        await servers.change(asking, {"concurrent": 1})

    assert await servers.of(GUILD) == ServerSettings()


async def test_a_manager_changes_their_own_server_only(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"concurrent": 2})

    assert await studio.services.servers.shown_to(MANAGER) == ServerSettings(concurrent=2)
    assert await studio.services.servers.of(GUILD + 1) == ServerSettings()


async def test_a_default_model_must_exist(studio: Studio) -> None:
    with pytest.raises(UnknownModel):
        await studio.services.servers.change(MANAGER, {"default_model_id": "pixverse-v9"})


async def test_a_request_that_names_no_model_is_made_with_the_servers(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"default_model_id": "pixverse-v5.6"})

    assert (await studio.request()).model_id == "pixverse-v5.6"
    assert (await studio.request(model="pixverse-v4")).model_id == "pixverse-v4"
    assert (await studio.request(guild=GUILD + 1)).model_id == "pixverse-v4"
