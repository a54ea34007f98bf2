"""A provider whose results may lie on any public host cannot point the bot at the inside either."""

from collections.abc import Sequence

import pytest

from bot.domain.errors import MediaUnavailable
from tests.media.library import Desk
from tests.media.test_hosts import LEADING_INSIDE, METADATA

OUTSIDE: dict[str, list[Sequence[str]]] = {
    "cdn.example.com": [["93.184.216.34"]],
    "other.example.com": [["93.184.216.35"]],
}


async def test_each_provider_has_hosts_of_its_own(desk: Desk) -> None:
    desk.names.answers.update(OUTSIDE)

    with pytest.raises(MediaUnavailable, match="not an allowed host"):
        await desk.media.fetch_result("name", "https://cdn.example.com/v.mp4", "mp4", "runware")
    with pytest.raises(MediaUnavailable, match="no video"):
        await desk.media.fetch_result("name", "https://cdn.example.com/v.mp4", "mp4", "skills_video")

    assert desk.transport.reached == ["93.184.216.34:443"]


async def test_any_public_host_may_send_on_to_any_other(desk: Desk) -> None:
    desk.names.answers.update(OUTSIDE)
    desk.transport.redirects["93.184.216.34"] = "https://other.example.com/v.mp4"

    with pytest.raises(MediaUnavailable, match="no video"):
        await desk.media.fetch_result("name", "https://cdn.example.com/v.mp4", "mp4", "skills_video")

    assert desk.transport.reached == ["93.184.216.34:443", "93.184.216.35:443"]


@pytest.mark.parametrize(
    "location",
    [
        "https://inside.example.com/",
        "http://other.example.com/",
        "https://other.example.com:8443/",
        f"http://{METADATA}/latest/meta-data/",
        f"https://{METADATA}/",
        "https://127.0.0.1/",
        "http://127.0.0.1:8080/metrics",
        "http://localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://2130706433/",
        "https://user:secret@other.example.com/",
        "file:///etc/passwd",
    ],
)
async def test_any_public_host_may_not_send_on_to_the_inside(desk: Desk, location: str) -> None:
    desk.names.answers.update(OUTSIDE)
    desk.names.answers["inside.example.com"] = [["10.0.0.1"]]
    desk.transport.redirects["93.184.216.34"] = location

    with pytest.raises(MediaUnavailable) as refusal:
        await desk.media.fetch_result("name", "https://cdn.example.com/v.mp4", "mp4", "skills_video")

    assert not refusal.value.retryable
    assert desk.transport.reached == ["93.184.216.34:443"]


@pytest.mark.parametrize("address", LEADING_INSIDE)
async def test_any_public_host_means_none_that_leads_inside(desk: Desk, address: str) -> None:
    desk.names.answers = {"cdn.example.com": [[address]]}

    with pytest.raises(MediaUnavailable, match="no public address"):
        await desk.media.fetch_result("name", "https://cdn.example.com/v.mp4", "mp4", "skills_video")

    assert desk.transport.reached == []


async def test_any_public_host_is_pinned_to_the_address_that_was_checked(desk: Desk) -> None:
    desk.names.answers = {"cdn.example.com": [["93.184.216.34"], ["127.0.0.1"]]}

    with pytest.raises(MediaUnavailable, match="no video"):
        await desk.media.fetch_result("name", "https://cdn.example.com/v.mp4", "mp4", "skills_video")

    assert desk.names.asked == ["cdn.example.com"]
    assert desk.transport.reached == ["93.184.216.34:443"]
