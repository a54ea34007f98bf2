"""What moderators and others see in channels names nobody who had themselves erased."""

import pytest

from bot.domain.consents import Borrowing, ConsentFacts
from bot.domain.moderation.approvals import ApprovalFacts
from bot.domain.moderation.audit import LogFacts
from bot.domain.moderation.blocks import BlockFacts
from bot.domain.postings import Facts, PostingKind
from bot.domain.request import Requester
from tests.services.approving import DESK, FIRST, waiting
from tests.support.studio import AUTHOR, GUILD, MEMBER, Studio

OTHER = 64


async def shown(studio: Studio, kind: PostingKind) -> Facts:
    await studio.pass_time(10)
    (notice,) = studio.board.of(kind)
    return notice.shown[-1]


async def erased(studio: Studio, requester: Requester = MEMBER) -> None:
    await studio.pass_time(10)
    assert await studio.services.privacy.erase(requester)
    await studio.pass_time(10)


async def test_the_card_of_their_request_and_its_entry_in_the_log(studio: Studio) -> None:
    generation = await waiting(studio, approval_channel_id=DESK)
    await studio.services.servers.change(Requester(1, GUILD, is_manager=True), {"log_channel_id": DESK})
    await studio.services.approvals.reject(FIRST, generation.id, "No")
    await erased(studio)

    card = await shown(studio, PostingKind.APPROVAL)
    assert isinstance(card, ApprovalFacts)
    assert card.generation.author_discord_id is None
    entries = [notice.shown[-1] for notice in studio.board.of(PostingKind.LOG)]
    subjects = [facts.entry.subject_discord_id for facts in entries if isinstance(facts, LogFacts)]
    assert len(subjects) > 1
    assert set(subjects) == {None}


async def test_who_decided_and_is_gone_is_named_no_more(studio: Studio) -> None:
    generation = await waiting(studio, approval_channel_id=DESK)
    await studio.services.approvals.approve(FIRST, generation.id)
    await erased(studio, FIRST)

    card = await shown(studio, PostingKind.APPROVAL)
    assert isinstance(card, ApprovalFacts)
    assert card.verdict
    assert card.verdict.moderator_discord_id is None
    assert card.generation.author_discord_id == AUTHOR


async def test_their_appeal_is_empty_and_nobodys(studio: Studio) -> None:
    await studio.services.servers.change(Requester(1, GUILD, is_manager=True), {"approval_channel_id": DESK})
    block = (await studio.services.blocks.block(FIRST, MEMBER, None, "Spam", "en-US")).block
    await studio.services.appeals.send(block.id, AUTHOR, "I am sorry")
    await erased(studio)

    appeal = await shown(studio, PostingKind.APPEAL)
    assert isinstance(appeal, BlockFacts)
    assert (appeal.block.discord_id, appeal.block.appeal) == (None, "")


@pytest.mark.parametrize("owner", [AUTHOR, OTHER])
async def test_the_question_about_a_picture(studio: Studio, owner: int) -> None:
    await studio.services.servers.change(Requester(1, GUILD, is_manager=True), {"consent": True})
    asker = AUTHOR + OTHER - owner
    consent_id = await studio.services.consents.noted(Borrowing(GUILD, DESK, 5, owner, asker, "en-US"))
    assert consent_id
    await studio.services.consents.ask(consent_id)
    await erased(studio)

    question = await shown(studio, PostingKind.CONSENT)
    assert isinstance(question, ConsentFacts)
    assert AUTHOR not in {question.consent.owner_discord_id, question.consent.asker_discord_id}
