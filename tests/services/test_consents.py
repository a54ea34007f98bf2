"""Consent: asked once, answered once, by whom the picture is of and in time."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.consents import (
    Borrowing,
    Consent,
    ConsentAnswered,
    ConsentAwaited,
    ConsentNeeded,
    ConsentRefused,
    ConsentState,
    ConsentUnknown,
    OwnersOnly,
)
from bot.domain.drafts import Draft, DraftChanges
from bot.domain.errors import MediaProblem, MediaRejected, ValueNotAllowed
from bot.domain.generation import MediaRole
from bot.domain.postings import PostingKind
from bot.domain.request import Attachment, Requester
from tests.services.drafting import Desk, wish
from tests.support.studio import AUTHOR, CHANNEL, GUILD, MEMBER, Studio, picture

OWNER = Requester(61, GUILD)
MANAGER = Requester(1, GUILD, is_manager=True)
WISH = Borrowing(GUILD, CHANNEL, 500, OWNER.discord_id, AUTHOR, "en-US")
DAY = timedelta(hours=24)


@pytest.fixture
async def careful(studio: Studio) -> Studio:
    await studio.services.servers.change(MANAGER, {"consent": True})
    return studio


async def noted(studio: Studio) -> int:
    consent_id = await studio.services.consents.noted(WISH)
    assert consent_id is not None
    return consent_id


async def drafted(studio: Studio, prompt: str = "it runs") -> Draft:
    attachments = {MediaRole.FIRST_FRAME: picture()}
    request = replace(wish(prompt=prompt, attachments=attachments), consent_id=await noted(studio))
    return await studio.services.drafts.start(request)


async def state(studio: Studio, consent_id: int) -> ConsentState:
    found = await studio.store.consent(consent_id)
    assert found
    return found.state


async def test_the_first_press_asks_and_the_second_does_not(careful: Studio) -> None:
    desk, draft = Desk(careful), await drafted(careful)

    refusals = await asyncio.gather(desk.generate(draft), desk.generate(draft), return_exceptions=True)
    await careful.pass_time(10)
    with pytest.raises(ConsentAwaited):
        await desk.generate(draft)

    assert [type(refusal) for refusal in refusals] == [ConsentAwaited] * 2
    (notice,) = careful.board.of(PostingKind.CONSENT)
    assert notice.shown[0].pings == (OWNER.discord_id,)
    assert notice.posting.channel_id == CHANNEL


async def test_a_file_that_is_of_no_use_leaves_the_picture_and_the_need_for_a_consent(
    careful: Studio,
) -> None:
    desk, draft = Desk(careful), await drafted(careful)
    await desk.change(draft)
    careful.media.useless["broken.png"] = MediaProblem.NOT_AN_IMAGE
    broken = Attachment("image", "broken.png", "https://cdn.example/broken.png", 1_000)
    with pytest.raises(MediaRejected):
        await desk.change(draft, attachments={MediaRole.FIRST_FRAME: broken})
    with pytest.raises(ConsentAwaited):
        await desk.generate(draft)

    await desk.change(draft, attachments={MediaRole.FIRST_FRAME: picture(url="https://cdn.example/own.png")})
    await desk.generate(draft)


async def test_a_look_asks_nobody_and_says_what_a_press_would_do(careful: Studio) -> None:
    draft = await drafted(careful)

    look = await careful.services.drafts.look(draft, MEMBER, None)
    await careful.pass_time(10)

    assert isinstance(look.refusal, ConsentNeeded)
    assert not careful.board.of(PostingKind.CONSENT)


async def test_nobody_is_asked_for_what_the_rules_refuse(careful: Studio) -> None:
    draft = await drafted(careful, prompt="")

    with pytest.raises(ValueNotAllowed):
        await Desk(careful).generate(draft)

    assert draft.consent_id
    assert await state(careful, draft.consent_id) is ConsentState.NOTED


async def test_an_answer_lets_it_be_made_or_not(careful: Studio) -> None:
    desk, draft = Desk(careful), await drafted(careful)
    consents = careful.services.consents
    assert draft.consent_id
    await consents.ask(draft.consent_id)

    allowed = await consents.answer(OWNER, draft.consent_id, allow=True)
    await careful.pass_time(15)

    assert allowed.state is ConsentState.ALLOWED
    (told,) = careful.board.of(PostingKind.CONSENT_ANSWERED)
    assert told.posting.recipient_discord_id == AUTHOR
    assert told.shown[-1].pings == ()
    await desk.generate(draft)


async def test_of_two_answers_at_once_the_first_stays(careful: Studio) -> None:
    consents, consent_id = careful.services.consents, await noted(careful)
    await consents.ask(consent_id)

    first, second = await asyncio.gather(
        consents.answer(OWNER, consent_id, allow=False),
        consents.answer(OWNER, consent_id, allow=True),
        return_exceptions=True,
    )

    assert isinstance(first, Consent)
    assert isinstance(second, ConsentAnswered)
    assert second.state is ConsentState.REFUSED
    assert await state(careful, consent_id) is ConsentState.REFUSED


async def test_only_the_owner_answers_in_that_server_and_in_time(careful: Studio) -> None:
    consents, consent_id = careful.services.consents, await noted(careful)
    for who, refusal in (
        (MEMBER, OwnersOnly),
        (MANAGER, OwnersOnly),
        (replace(OWNER, guild_id=GUILD + 1), ConsentUnknown),
        (OWNER, ConsentAnswered),
    ):
        with pytest.raises(refusal):
            await consents.answer(who, consent_id, allow=True)
    with pytest.raises(ConsentUnknown):
        await consents.answer(OWNER, consent_id + 1, allow=True)
    await consents.ask(consent_id)
    careful.clock.advance(DAY.total_seconds())

    with pytest.raises(ConsentAnswered) as late:
        await consents.answer(OWNER, consent_id, allow=True)

    assert late.value.state is ConsentState.UNANSWERED


async def test_silence_is_a_no_after_a_day(careful: Studio) -> None:
    draft = await drafted(careful)
    assert draft.consent_id
    await careful.services.consents.ask(draft.consent_id)
    careful.clock.advance(DAY.total_seconds() - 1)
    await careful.worker.tick()
    assert await state(careful, draft.consent_id) is ConsentState.ASKED

    await careful.pass_time(15)

    assert await state(careful, draft.consent_id) is ConsentState.UNANSWERED
    assert len(careful.board.of(PostingKind.CONSENT_ANSWERED)) == 1
    with pytest.raises(ConsentRefused) as refused:
        await Desk(careful).generate(await drafted(careful))
    assert not refused.value.answered
    found = await careful.store.consent(draft.consent_id)
    assert found
    assert not await careful.services.consents.act(found)


async def test_own_pictures_and_servers_that_do_not_care_need_none(studio: Studio) -> None:
    consents = studio.services.consents
    assert await consents.noted(WISH) is None
    await studio.services.servers.change(MANAGER, {"consent": True})
    assert await consents.noted(replace(WISH, owner_discord_id=AUTHOR)) is None
    draft = await drafted(studio)
    await studio.services.servers.change(MANAGER, {"consent": None})

    await Desk(studio).generate(draft)


async def test_another_picture_needs_no_answer_and_a_new_prompt_does(careful: Studio) -> None:
    draft = await drafted(careful)
    desk = Desk(careful)

    reworded = await desk.change(draft, prompt="it flies")
    without = draft.changed(DraftChanges(options={"image": None}), careful.clock.now())
    replaced = await desk.change(reworded, attachments={MediaRole.FIRST_FRAME: picture()})

    assert reworded.consent_id == draft.consent_id
    assert without.consent_id is None
    assert replaced.consent_id is None


async def test_what_is_said_of_a_question_that_is_no_more_is_nothing(careful: Studio) -> None:
    consents, consent_id = careful.services.consents, await noted(careful)
    await consents.ask(consent_id)
    await careful.pass_time(5)
    (notice,) = careful.board.of(PostingKind.CONSENT)

    assert await consents.gather(replace(notice.posting, key=str(consent_id + 1))) is None
