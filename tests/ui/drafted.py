"""Drafts as their authors look at them, by the real rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.drafts import DRAFT_LIFE, Draft
from bot.domain.economies import economies
from bot.domain.errors import LimitReached, Rejection
from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.domain.quota import Limit, LimitUsage, Scope, day_window
from bot.domain.remedies import remedies
from bot.domain.request import Plan
from bot.domain.rules import OPTION_OF_ROLE, plan
from bot.services.draft_looks import DraftLook
from bot.ui.drafts.ticks import files_of
from tests.ui.samples import AUTHOR, NOW

DRAFT_ID = "7c1f0a52-93de-4a0b-8f3e-5d0c6b1a2e44"


def draft(**changes: Any) -> Draft:
    """One draft, with what a test says of it."""
    ordinary = Draft(
        id=DRAFT_ID,
        author_discord_id=AUTHOR,
        guild_id=10,
        created_at=NOW,
        expires_at=NOW + DRAFT_LIFE,
        prompt="a fox in the snow",
        model_id="pixverse-v5.6",
        options={"duration": 5, "resolution": "720p"},
    )
    return replace(ordinary, **changes)


def usages(spent_micros: int = 200_000) -> list[LimitUsage]:
    """What is left of a quota of a dollar, and of the server's five."""
    window = day_window(NOW + timedelta(hours=2))
    return [
        LimitUsage(Limit(scope, "1", window, Micros(limit)), Micros(0), Micros(spent))
        for scope, limit, spent in (
            (Scope.MEMBER_DAY, 1_000_000, spent_micros),
            (Scope.GUILD_DAY, 5_000_000, 1_400_000),
            (Scope.GUILD_MONTH, 60_000_000, 21_400_000),
        )
    ]


def look(drafted: Draft, left: Sequence[LimitUsage] | None = None) -> DraftLook:
    """What would come of it, or what is in the way and what would help."""
    found = usages() if left is None else left
    files = {OPTION_OF_ROLE[role]: True for role in files_of(drafted)}
    said = {"prompt": drafted.prompt, **drafted.options, **files}
    planned: Plan | None = None
    try:
        planned = plan(CATALOGUE, str(drafted.model_id), said)
        for usage in found:
            if usage.left_micros < planned.quote.total_micros:
                raise LimitReached(planned.quote, usage)
    except LimitReached as refusal:
        assert planned
        cheaper = economies(CATALOGUE, planned.model, said, refusal.usage.left_micros)
        return DraftLook(drafted, planned, refusal, cheaper, found)
    except Rejection as refusal:
        ways = remedies(CATALOGUE, str(drafted.model_id), said, refusal)
        return DraftLook(drafted, planned, refusal, ways, found)
    return DraftLook(drafted, planned, None, (), found)
