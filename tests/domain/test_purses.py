"""How a price is shared between a window and the purse behind it, and whose rule counts."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import Micros
from bot.domain.purses import PurseScope, Refund, Shares, member_purse, server_purse
from bot.domain.role_quotas import RoleQuota, rule_for

AMOUNTS = st.integers(0, 10**12).map(Micros)


def shares(window: int, purse: int) -> Shares:
    return Shares(Micros(window), Micros(purse))


def test_what_was_not_used_goes_back_to_the_purse_first() -> None:
    assert shares(70, 30).used(Micros(80)) == shares(70, 10)
    assert shares(70, 30).used(Micros(70)) == shares(70, 0)
    assert shares(70, 30).used(Micros(20)) == shares(20, 0)


def test_what_was_used_beyond_all_of_it_falls_on_the_window() -> None:
    assert shares(70, 30).used(Micros(150)) == shares(120, 30)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_no_micro_is_lost_and_no_purse_pays_more_than_it_held(
    window: Micros, purse: Micros, used: Micros
) -> None:
    held = shares(window, purse)
    after = held.used(used)

    assert after.window_micros + after.purse_micros == used
    assert 0 <= after.purse_micros <= purse
    assert after.window_micros >= 0


def test_purses_of_members_are_of_one_server_each() -> None:
    assert member_purse(10, 7) != member_purse(11, 7)
    assert (server_purse(10).scope, server_purse(10).owner) == (PurseScope.SERVER, "10")


def test_a_refund_is_the_sum_of_its_parts() -> None:
    assert Refund(5, Micros(2), Micros(3)).total_micros == 5


def test_the_rule_of_the_highest_role_that_has_one_counts_alone() -> None:
    low, high = RoleQuota(1, daily_count=9, concurrent=4), RoleQuota(2, daily_micros=Micros(5))

    assert rule_for([low, high], (3, 2, 1)) == high
    assert rule_for([low, high], (1,)) == low
    assert rule_for([low, high], (3,)) is None
    assert rule_for([], (3,)) is None
