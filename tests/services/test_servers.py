"""Who may see and change a server's settings, whatever their Discord client showed them."""

import pytest

from bot.domain.barred import ListFull
from bot.domain.catalogue import OptionValue
from bot.domain.errors import BeyondServerTerms, UnknownModel
from bot.domain.remedies import Remedy
from bot.domain.request import Requester
from bot.domain.rights import ManagersOnly
from bot.domain.servers import ServerSettings, SettingValue
from bot.services.servers import MOST_LISTED
from tests.services.drafting import Desk
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio

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


async def test_a_default_model_that_is_there_no_more_gives_way_to_the_operators(studio: Studio) -> None:
    changes = {"default_model_id": "pixverse-v0"}
    await studio.store.change_server(GUILD, changes, AUTHOR, studio.clock.now())

    assert (await studio.request()).model_id == "pixverse-v4"


@pytest.mark.parametrize(
    ("decided", "options", "said"),
    [
        ({"max_duration": 5}, {"duration": 8}, ("duration", 8, 5)),
        ({"max_resolution": "540p"}, {"resolution": "1080p"}, ("resolution", "1080p", "540p")),
        ({"max_resolution": "540p"}, {}, ("resolution", "720p", "540p")),
        ({"max_takes": 2}, {"takes": 3}, ("takes", 3, 2)),
    ],
)
async def test_what_goes_beyond_the_servers_bounds_is_refused_and_costs_nothing(
    studio: Studio,
    decided: dict[str, SettingValue],
    options: dict[str, OptionValue],
    said: tuple[object, ...],
) -> None:
    await studio.services.servers.change(MANAGER, decided)

    with pytest.raises(BeyondServerTerms) as refused:
        await studio.request(**options)

    assert (refused.value.option, refused.value.value, refused.value.most) == said
    assert await studio.rows("SELECT * FROM ledger_entries") == []
    await studio.request(guild=GUILD + 1, **options)


async def test_what_keeps_within_the_servers_bounds_is_made(studio: Studio) -> None:
    await studio.services.servers.change(
        MANAGER, {"max_duration": 5, "max_resolution": "540p", "max_takes": 2}
    )

    assert (await studio.request(duration=5, resolution="540p", takes=2)).takes_asked == 2


async def test_a_draft_says_that_it_goes_beyond_the_servers_bounds(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"max_takes": 1})
    desk = Desk(studio)

    look = await studio.services.drafts.look(await desk.start(takes=2), MEMBER, None)

    assert isinstance(look.refusal, BeyondServerTerms)
    assert look.plan
    assert look.remedies == (Remedy({"takes": 1}),)


async def test_no_remedy_is_offered_that_the_model_does_not_take(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"max_duration": 6})
    desk = Desk(studio)

    look = await studio.services.drafts.look(await desk.start(duration=8), MEMBER, None)

    assert isinstance(look.refusal, BeyondServerTerms)
    assert look.remedies == ()


async def test_a_list_too_long_to_be_read_is_refused(studio: Studio) -> None:
    channels = tuple(range(1, MOST_LISTED + 2))
    with pytest.raises(ListFull) as refused:
        await studio.services.servers.change(MANAGER, {"allowed_channel_ids": channels})

    assert refused.value.most == MOST_LISTED
    assert await studio.services.servers.of(GUILD) == ServerSettings()
