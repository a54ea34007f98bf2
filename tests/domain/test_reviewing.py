"""How much is checked, and where moderators see videos first."""

from itertools import product

import pytest

from bot.domain.moderation.reviewing import ReviewChannelMissing, require_review_channel
from bot.domain.safety import SafetyMode, stricter
from bot.domain.servers import ServerSettings, SettingValue


@pytest.mark.parametrize(("one", "other"), list(product(SafetyMode, repeat=2)))
def test_the_stricter_of_two_modes_is_the_same_whoever_asks_for_it(
    one: SafetyMode, other: SafetyMode
) -> None:
    order = ["none", "fast", "full"]

    assert stricter(one, other) == stricter(other, one) == max(one, other, key=order.index)


def test_a_server_that_decided_nothing_asks_for_no_checking_of_its_own() -> None:
    assert ServerSettings().safety is SafetyMode.NONE
    assert ServerSettings(safety_minimum="full").safety is SafetyMode.FULL


@pytest.mark.parametrize(
    ("settings", "changes"),
    [
        (ServerSettings(), {"review_mode": "off"}),
        (ServerSettings(), {"review_channel_id": 20}),
        (ServerSettings(), {"review_mode": "all", "review_channel_id": 20}),
        (ServerSettings(approval_channel_id=20), {"review_mode": "all"}),
        (ServerSettings(review_channel_id=20), {"review_mode": "all"}),
    ],
)
def test_review_needs_a_channel_where_moderators_see_videos(
    settings: ServerSettings, changes: dict[str, SettingValue]
) -> None:
    require_review_channel(settings, changes)


@pytest.mark.parametrize(
    ("settings", "changes"),
    [
        (ServerSettings(), {"review_mode": "all"}),
        (ServerSettings(review_mode="all", review_channel_id=20), {"review_channel_id": None}),
    ],
)
def test_without_one_it_is_refused(settings: ServerSettings, changes: dict[str, SettingValue]) -> None:
    with pytest.raises(ReviewChannelMissing):
        require_review_channel(settings, changes)
