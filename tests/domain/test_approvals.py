"""Which requests wait for a moderator, and which terms of that make sense together."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.moderation.approval_terms import (
    ApprovalTermIdle,
    ApprovalTermMissing,
    ApprovalTerms,
    EverybodyExempt,
)
from bot.domain.moderation.approvals import UNANSWERED_AFTER, ApprovalMode, approval_is_needed, patience
from bot.domain.money import Micros
from bot.domain.request import Requester
from bot.domain.servers import ServerSettings

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
GUILD = 10
CREW, CAST = 5, 6
PRICE = Micros(150_000)


def settings(mode: ApprovalMode | None, **decided: int | tuple[int, ...]) -> ServerSettings:
    return ServerSettings(approval_mode=mode, **decided)  # type: ignore[arg-type]


def needed(decided: ServerSettings, **known: object) -> bool:
    return approval_is_needed(decided, Requester(1, GUILD, **known), PRICE, NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", [None, ApprovalMode.OFF, *ApprovalMode])
def test_moderators_and_exempt_roles_need_no_approval(mode: ApprovalMode | None) -> None:
    decided = settings(mode, approval_over_micros=0, approval_exempt_role_ids=(CREW,))

    assert not needed(decided, is_moderator=True)
    assert not needed(decided, role_ids=(CAST, CREW))


@pytest.mark.parametrize(
    ("mode", "waits"), [(None, False), (ApprovalMode.OFF, False), (ApprovalMode.ALL, True)]
)
def test_all_waits_or_nothing(mode: ApprovalMode | None, waits: bool) -> None:
    assert needed(settings(mode), role_ids=(CAST,)) is waits


@pytest.mark.parametrize(("days", "waits"), [(6, True), (7, False)])
def test_who_joined_lately_waits(days: int, waits: bool) -> None:
    decided = settings(ApprovalMode.NEW_MEMBERS, approval_member_days=7)

    assert needed(decided, joined_at=NOW - timedelta(days=days)) is waits


def test_who_joined_nobody_knows_when_is_new() -> None:
    assert needed(settings(ApprovalMode.NEW_MEMBERS, approval_member_days=7))


def test_a_request_waits_as_long_as_the_server_says() -> None:
    assert patience(settings(ApprovalMode.ALL, approval_hours=3)) == timedelta(hours=3)
    assert patience(settings(ApprovalMode.ALL)) == UNANSWERED_AFTER


def test_what_is_said_is_decided_and_the_rest_stays() -> None:
    before = settings(ApprovalMode.OFF, approval_channel_id=20, approval_exempt_role_ids=(CREW,))
    said = ApprovalTerms(ApprovalMode.OVER, over_micros=PRICE, exempt_role_id=CAST, hours=5)

    assert said.changes(GUILD, before) == {
        "approval_mode": "over",
        "approval_over_micros": PRICE,
        "approval_exempt_role_ids": (CREW, CAST),
        "approval_hours": 5,
    }


def test_what_is_lifted_is_as_if_never_decided() -> None:
    before = settings(
        ApprovalMode.ALL, approval_channel_id=20, approval_exempt_role_ids=(CREW,), approval_hours=5
    )

    roles = ApprovalTerms(ApprovalMode.ALL, exempt_role_id=CAST, lifted="exempt").changes(GUILD, before)
    hours = ApprovalTerms(ApprovalMode.ALL, lifted="hours").changes(GUILD, before)

    assert roles["approval_exempt_role_ids"] == (CAST,)
    assert hours["approval_hours"] is None
    assert hours["approval_exempt_role_ids"] == (CREW,)


@pytest.mark.parametrize(
    ("said", "option"),
    [
        (ApprovalTerms(ApprovalMode.ALL), "channel"),
        (ApprovalTerms(ApprovalMode.OVER, channel_id=20), "over_usd"),
        (ApprovalTerms(ApprovalMode.NEW_MEMBERS, channel_id=20), "member_days"),
    ],
)
def test_a_mode_has_what_it_cannot_do_without(said: ApprovalTerms, option: str) -> None:
    with pytest.raises(ApprovalTermMissing) as refused:
        said.changes(GUILD, ServerSettings())

    assert (refused.value.mode, refused.value.option) == (said.mode, option)


@pytest.mark.parametrize(
    ("said", "option"),
    [
        (ApprovalTerms(ApprovalMode.ALL, channel_id=20, over_micros=PRICE), "over_usd"),
        (ApprovalTerms(ApprovalMode.OFF, member_days=7), "member_days"),
    ],
)
def test_what_only_another_mode_looks_at_is_not_taken_in_silence(said: ApprovalTerms, option: str) -> None:
    with pytest.raises(ApprovalTermIdle) as refused:
        said.changes(GUILD, ServerSettings())

    assert refused.value.option == option


def test_approvals_are_switched_off_without_another_word() -> None:
    assert ApprovalTerms(ApprovalMode.OFF).changes(GUILD, ServerSettings())["approval_mode"] == "off"


def test_the_role_that_everybody_has_exempts_nobody() -> None:
    with pytest.raises(EverybodyExempt):
        ApprovalTerms(ApprovalMode.ALL, 20, exempt_role_id=GUILD).changes(GUILD, ServerSettings())
