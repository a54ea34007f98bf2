"""Blocks, appeals, strikes, and the question to who posted a picture."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from discord import ui

from bot.domain.consents import Consent, ConsentAwaited, ConsentFacts, ConsentState
from bot.domain.moderation.blocks import Block, Blocked, BlockFacts, Stopped
from bot.domain.moderation.strikes import Cause, Strike, StrikeFacts, Struck, Tally
from bot.domain.postings import Facts, Posting, PostingKind
from bot.domain.words.refusals import UnwantedWords
from bot.ui.answer import paged, refused
from bot.ui.blocks import blocked, unblocked
from bot.ui.errors import sentence
from bot.ui.faces import REGISTERED
from bot.ui.moderation.appeals import appeal_form
from bot.ui.postings import posting_view
from tests.support.screens.screen import OTHERS, Screen
from tests.ui.samples import AUTHOR, NOW

JONAS, AIKO, LENA = OTHERS
REASON = "Ten times the same video in an hour, after two warnings"
APPEAL = "That was my little brother at my computer. It will not happen again, I have set a password."


def people() -> Iterator[Screen]:
    """From the block to what was decided about the appeal, and the answer about a picture."""
    ends_at = NOW + timedelta(days=3)
    block = Block(1, 10, AUTHOR, NOW - timedelta(hours=2), ends_at, REASON)
    yield Screen("block-said", paged(blocked(Stopped(block, 2, 1))).view, used="/mod block", by="lena")
    yield Screen("unblock-said", paged(unblocked(block)).view, used="/mod unblock", by="lena")
    told = BlockFacts(block=block, now=NOW, may_appeal=True)
    yield Screen("block-told", posted(told, PostingKind.BLOCK), private=False)
    refusal = Blocked(1, ends_at, REASON, may_appeal=True)
    yield Screen("block-refusal", paged(refused(refusal)).view, used="/create")
    yield Screen("appeal-form", appeal_form(1), used="pressed “Appeal”")
    appealed = replace(block, appeal=APPEAL, appealed_at=NOW)
    card = BlockFacts(block=appealed, now=NOW)
    yield Screen("appeal-card", posted(card, PostingKind.APPEAL), private=False)
    kept = BlockFacts(block=replace(appealed, kept_at=NOW, decided_by_discord_id=LENA), now=NOW)
    yield Screen("appeal-kept", posted(kept, PostingKind.APPEAL), private=False)
    yield Screen("appeal-kept-told", posted(kept, PostingKind.BLOCK_DECIDED), private=False)
    yield Screen("block-told-kept", posted(kept, PostingKind.BLOCK), private=False)
    lifted = BlockFacts(block=replace(appealed, lifted_at=NOW, decided_by_discord_id=LENA), now=NOW)
    yield Screen("appeal-lifted", posted(lifted, PostingKind.APPEAL), private=False)
    yield Screen("appeal-lifted-told", posted(lifted, PostingKind.BLOCK_DECIDED), private=False)
    yield from _strikes()
    yield from _consents()


def posted(facts: Facts, kind: PostingKind) -> ui.LayoutView:
    """A posting as it is sent."""
    assert REGISTERED
    return posting_view(Posting(1, kind, 10, "1", 77, None, None, "en-US", NOW, None, 0, 0), facts)


def _strikes() -> Iterator[Screen]:
    for count in (1, 2, 4, 6):
        words = Struck(UnwantedWords("prompt", "phooey"), Tally(count, 3 if count == 1 else 2))
        yield Screen(f"strike-words-{count}", paged(sentence(words)).view, used="/create")
    strike = Strike(1, 10, Cause.REMOVED, Tally(2, 3), NOW)
    yield Screen("strike-told", posted(StrikeFacts(strike=strike), PostingKind.STRIKE), private=False)
    by_strikes = Blocked(1, NOW + timedelta(days=1), "", may_appeal=True, strikes=3)
    yield Screen("strike-blocked", paged(refused(by_strikes)).view, used="/create")


def _consents() -> Iterator[Screen]:
    ends_at = NOW + timedelta(hours=24)
    asked = Consent(1, 10, 20, 500, JONAS, AUTHOR, ConsentState.ASKED, ends_at, "en-US")
    yield Screen("consent-asked", posted(ConsentFacts(consent=asked), PostingKind.CONSENT), private=False)
    yield Screen("consent-awaited", paged(sentence(ConsentAwaited(JONAS, ends_at))).view, used="Generate")
    for state in (ConsentState.ALLOWED, ConsentState.REFUSED, ConsentState.UNANSWERED):
        facts = ConsentFacts(consent=replace(asked, state=state))
        yield Screen(f"consent-{state}", posted(facts, PostingKind.CONSENT), private=False)
        yield Screen(f"consent-{state}-told", posted(facts, PostingKind.CONSENT_ANSWERED), private=False)
