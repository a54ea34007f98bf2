"""A server in which requests wait for moderators, and those who decide."""

from bot.domain.generation import Generation
from bot.domain.request import Requester
from bot.domain.servers import SettingValue
from tests.support.studio import GUILD, Studio

DESK = 77
"""The moderators' channel."""
MANAGER = Requester(1, GUILD, is_manager=True)
FIRST = Requester(91, GUILD, is_moderator=True)
SECOND = Requester(92, GUILD, is_moderator=True)
ELSEWHERE = Requester(93, GUILD + 1, is_moderator=True)


async def waiting(studio: Studio, **decided: SettingValue) -> Generation:
    """A request that waits, unless what is decided says otherwise."""
    await studio.services.servers.change(MANAGER, {"approval_mode": "all", **decided})
    return await studio.request()
