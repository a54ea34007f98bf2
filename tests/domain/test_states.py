"""The transition table: complete, and what has ended stays as it ended."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from bot.domain.generation import (
    SUBMITTED,
    TERMINAL,
    TRANSITIONS,
    Generation,
    Place,
    State,
    Take,
    TakeState,
    may_move,
)
from bot.domain.money import Micros
from bot.domain.reviews import Review, ReviewReason

ENDS = {State.DELIVERED, State.REJECTED, State.FAILED, State.CANCELLED, State.EXPIRED}
SETTLED = {State.SUCCEEDED, State.PENDING_REVIEW}
FORWARD = [
    State.PENDING_APPROVAL,
    State.QUEUED,
    State.SUBMITTING,
    State.RUNNING,
    State.SUCCEEDED,
    State.PENDING_REVIEW,
    State.DELIVERED,
]


def generation(state: State, *takes: Take) -> Generation:
    return Generation(
        id="1",
        request_key="2",
        member_id=3,
        author_discord_id=4,
        place=Place(5, 6),
        model_id="pixverse-v4",
        provider="runware",
        settings={},
        prompt="fog",
        private=False,
        takes_asked=1,
        quoted_micros=Micros(1),
        approximate_quote=False,
        state=state,
        created_at=datetime(2026, 3, 14, tzinfo=UTC),
        takes=takes,
    )


def test_every_state_has_its_row_and_leads_to_states_only() -> None:
    assert set(TRANSITIONS) == set(State)
    assert all(following <= set(State) for following in TRANSITIONS.values())


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        TRANSITIONS[State.FAILED] = frozenset(State)  # type: ignore[index]


@pytest.mark.parametrize("state", list(State))
def test_an_end_is_never_left_and_nothing_else_is_an_end(state: State) -> None:
    assert (state in TERMINAL) == (state in ENDS)
    assert generation(state).ended == (state in ENDS)
    assert any(may_move(state, after) for after in State) == (state not in ENDS)


@pytest.mark.parametrize("state", list(State))
def test_no_state_leads_to_itself(state: State) -> None:
    assert not may_move(state, state)


@pytest.mark.parametrize("state", sorted(set(State) - {State.PENDING_APPROVAL}))
def test_every_state_is_reached_from_another(state: State) -> None:
    assert any(may_move(before, state) for before in State)


@pytest.mark.parametrize("state", list(State))
def test_every_state_can_reach_an_end(state: State) -> None:
    reached, fresh = {state}, {state}
    while fresh:
        fresh = {after for before in fresh for after in TRANSITIONS[before]} - reached
        reached |= fresh

    assert reached & ENDS


def test_the_way_of_a_good_generation_is_open() -> None:
    assert may_move(State.SUCCEEDED, State.DELIVERED), "without a review"
    assert all(may_move(before, after) for before, after in pairwise(FORWARD))


def test_only_a_submit_that_surely_failed_leads_back() -> None:
    back = {
        (b, a) for b in FORWARD for a in FORWARD if may_move(b, a) and FORWARD.index(a) < FORWARD.index(b)
    }

    assert back == {(State.SUBMITTING, State.QUEUED)}


def test_nothing_that_may_cost_money_can_be_cancelled_before_its_result_is_paid() -> None:
    assert not any(may_move(state, State.CANCELLED) for state in SUBMITTED - SETTLED)
    assert may_move(State.QUEUED, State.CANCELLED)


def test_the_states_of_submitted_generations_are_those_between_line_and_end() -> None:
    assert set(SUBMITTED) == set(FORWARD[2:6])


def test_only_takes_of_which_we_hold_a_copy_count_as_stored() -> None:
    takes = [Take(state, state) for state in TakeState]

    assert generation(State.SUCCEEDED, *takes).stored_takes == (Take("stored", TakeState.STORED),)


REVIEW = Review(ReviewReason.MODE, datetime(2026, 3, 21, tzinfo=UTC))


@pytest.mark.parametrize(
    ("state", "review", "awaits", "withheld"),
    [
        (State.SUCCEEDED, None, False, False),
        (State.PENDING_REVIEW, REVIEW, True, True),
        (State.PENDING_REVIEW, replace(REVIEW, ends_at=None), False, True),
        (State.DELIVERED, replace(REVIEW, ends_at=None), False, False),
        (State.REJECTED, replace(REVIEW, ends_at=None), False, True),
    ],
    ids=["unreviewed", "waiting", "decided", "published", "refused"],
)
def test_what_moderators_see_first_is_withheld_until_it_is_delivered(
    state: State, review: Review | None, awaits: bool, withheld: bool
) -> None:
    seen = replace(generation(state), review=review)

    assert (seen.awaits_review, seen.withheld) == (awaits, withheld)
