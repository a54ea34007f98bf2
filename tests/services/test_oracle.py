"""The judge of the simulation must itself be able to condemn: bugs planted on purpose do not pass."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from sqlite3 import Connection

import pytest

from bot.domain.generation import Failure, FailureReason, Generation, MediaRole, StoredMedia
from bot.domain.money import Micros
from bot.domain.news import Letter, Update
from bot.domain.request import DraftRef, Plan, Requester
from bot.domain.safety import SafetyMode
from bot.services.moderation.approvals import Approvals
from bot.services.moderation.reviews import Reviews
from bot.services.money.pricing import Pricing
from bot.services.safety import Safety
from bot.services.stages.applying import Applying
from bot.storage.sqlite import SqliteStore, acceptance, posting
from tests.services.evening import simulate
from tests.services.far import FarProvider
from tests.services.reckoning import Violation
from tests.support.studio import AUTHOR, GUILD

EVENINGS = 100
"""Each of these was seen within the first thirty."""

Plant = Callable[[pytest.MonkeyPatch], None]


def believe_webhooks(monkeypatch: pytest.MonkeyPatch) -> None:
    apply = Applying.act

    async def act(self: Applying, letter: Letter) -> bool:
        for task_id in letter.task_ids:
            news = Update(task_id, failure=Failure(FailureReason.PROVIDER_FAILED))
            await self.store.observe(news, self.clock.now())
        return await apply(self, letter)

    monkeypatch.setattr(Applying, "act", act)


def adopt_what_strangers_made(monkeypatch: pytest.MonkeyPatch) -> None:
    async def recognise(self: FarProvider, task_id: str, candidates: Sequence[Generation]) -> str | None:
        return candidates[0].id

    monkeypatch.setattr(FarProvider, "recognise", recognise)


def forget_what_a_question_may_have_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Pricing.exact

    async def exact(
        self: Pricing, planned: Plan, inputs: Mapping[MediaRole, StoredMedia], safety: SafetyMode
    ) -> tuple[str, Plan]:
        _, priced = await ask(self, planned, inputs, safety)
        return self.ids.generation_id(), priced

    monkeypatch.setattr(Pricing, "exact", exact)


def retire_what_has_not_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    async def to_retire(self: SqliteStore, before: datetime, count: int) -> Sequence[Generation]:
        kept = "SELECT id FROM generations WHERE retired_at IS NULL"
        ids = await self.writer.do(lambda db: db.execute(kept).fetchall())
        return [found for (id_,) in ids if (found := await self.get(id_)) and found.created_at < before]

    monkeypatch.setattr(SqliteStore, "to_retire", to_retire)


def let_members_have_as_many_as_they_like(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = SqliteStore.claim_for_submit

    async def claim_for_submit(
        self: SqliteStore, account: str, now: datetime, retry_at: datetime, max_running: int, count: int
    ) -> Sequence[Generation]:
        decided = (await self.server(GUILD)).concurrent
        await self.change_server(GUILD, {"concurrent": None}, AUTHOR, now)
        claimed = await claim(self, account, now, retry_at, max_running, count)
        await self.change_server(GUILD, {"concurrent": decided}, AUTHOR, now)
        return claimed

    monkeypatch.setattr(SqliteStore, "claim_for_submit", claim_for_submit)


def keep_drafts_that_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def take_over(_db: Connection, _draft: DraftRef) -> None:
        pass

    monkeypatch.setattr(acceptance, "_take_over", take_over)


def make_what_nobody_approved(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ends_at(_self: Approvals, _requester: Requester, _price_micros: Micros) -> None:
        return None

    monkeypatch.setattr(Approvals, "ends_at", ends_at)


def confirm_every_press(monkeypatch: pytest.MonkeyPatch) -> None:
    async def too_late(self: Approvals, generation_id: str) -> Generation | None:
        return await self.store.get(generation_id)

    monkeypatch.setattr(Approvals, "_too_late", too_late)


def leave_cards_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    def refresh(_db: Connection, _kind: str, _guild_id: int, _key: str, _now: datetime) -> None:
        pass

    monkeypatch.setattr(posting, "refresh", refresh)


def publish_what_nobody_saw(monkeypatch: pytest.MonkeyPatch) -> None:
    async def kept_back(_self: Safety, _generation: Generation) -> bool:
        return False

    monkeypatch.setattr(Safety, "kept_back", kept_back)


def confirm_every_review(monkeypatch: pytest.MonkeyPatch) -> None:
    async def too_late(self: Reviews, generation_id: str) -> Generation | None:
        return await self.store.get(generation_id)

    monkeypatch.setattr(Reviews, "_too_late", too_late)


@pytest.mark.parametrize(
    ("plant", "complaint"),
    [
        (believe_webhooks, r"is failed without|come to their good end|is failed"),
        (adopt_what_strangers_made, r"asked about tasks it never named|not made for it|good end"),
        (let_members_have_as_many_as_they_like, r"are at work in server"),
        (forget_what_a_question_may_have_begun, r"is not what the question"),
        (keep_drafts_that_were_made, r"is kept that was made"),
        (retire_what_has_not_ended, r"files are gone before the end|kept for ever|without their files"),
        (make_what_nobody_approved, r"without an approval"),
        (confirm_every_press, r"was decided twice|told otherwise"),
        (publish_what_nobody_saw, r"was posted unseen"),
        (confirm_every_review, r"was decided twice|told otherwise"),
        (leave_cards_as_they_were, r"still asks"),
    ],
)
def test_a_planted_bug_is_found(monkeypatch: pytest.MonkeyPatch, plant: Plant, complaint: str) -> None:
    plant(monkeypatch)

    with pytest.raises(Violation, match=complaint):
        deque(map(simulate, range(EVENINGS)), maxlen=0)
