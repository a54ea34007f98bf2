"""Who reads a server's audit log, and that it reaches the log channel once."""

import pytest

from bot.domain.errors import DeliveryTrouble
from bot.domain.moderation.audit import Action, LogFacts
from bot.domain.postings import Posting, PostingKind
from bot.domain.request import Requester
from bot.domain.rights import ModeratorsOnly
from bot.services.moderation.log_entries import LogEntries
from tests.support.studio import AUTHOR, GUILD, Studio

MANAGER = Requester(AUTHOR, GUILD, is_manager=True)
MODERATOR = Requester(AUTHOR + 1, GUILD, is_moderator=True)
LOG = 77


@pytest.mark.parametrize("asking", [Requester(AUTHOR, GUILD), MANAGER])
async def test_only_moderators_read_the_log(studio: Studio, asking: Requester) -> None:
    with pytest.raises(ModeratorsOnly):
        await studio.services.audit.page(asking, None, 0, 9)


async def test_moderators_read_their_own_servers_log(studio: Studio) -> None:
    await studio.services.servers.change(MANAGER, {"concurrent": 2})

    page = await studio.services.audit.page(MODERATOR, None, 0, 9)
    elsewhere = await studio.services.audit.page(Requester(8, GUILD + 1, is_moderator=True), None, 0, 9)

    assert [entry.action for entry in page.entries] == [Action.SETTINGS_CHANGED]
    assert elsewhere.total == 0


@pytest.mark.parametrize("happened", [False, True])
async def test_a_decision_is_posted_once_whatever_happens_on_the_way(studio: Studio, happened: bool) -> None:
    await studio.services.servers.change(MANAGER, {"log_channel_id": LOG})
    studio.board.troubles.append((DeliveryTrouble.UNAVAILABLE, happened))

    await studio.worker.tick()
    await studio.restart()
    await studio.pass_time(120)

    (notice,) = studio.board.of(PostingKind.LOG)
    shown = notice.shown[-1]
    assert isinstance(shown, LogFacts)
    assert notice.posting.channel_id == LOG
    assert shown.entry.details["log_channel_id"] == LOG


async def test_an_entry_that_is_not_there_shows_nothing(studio: Studio) -> None:
    now = studio.clock.now()
    posting = Posting(1, PostingKind.LOG, GUILD, "404", LOG, None, None, "en", now, None, 0, 0)

    assert await LogEntries(studio.store).gather(posting) is None
