"""The bot cannot be pointed at anything but the hosts it is told to trust."""

from collections.abc import Sequence

import pytest
from aiohttp import web

from bot.domain.errors import MediaProblem, MediaRejected, MediaUnavailable
from bot.domain.request import Attachment
from bot.media.hosts import HostList, HostRefused, is_public, resolve_by_system
from tests.media.library import Desk, serving

METADATA = "169.254.169.254"

ALLOWED_NOWHERE = [
    # loopback and private addresses, in every spelling that some parser understands
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "http://127.0.0.1:1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://127.1/",
    "https://127.0.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://10.0.0.1/",
    "https://192.168.0.1/",
    f"http://{METADATA}/latest/meta-data/",
    f"https://{METADATA}/",
    "https://2852039166/",
    "https://0xa9fea9fe/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[0:0:0:0:0:ffff:a9fe:a9fe]/",
    "https://[fe80::1%25eth0]/",
    "https://[64:ff9b::7f00:1]/",
    "https://localhost/",
    "https://localhost.localdomain/",
    # names that only look like an allowed one
    "https://evil.com/",
    "https://runware.ai/",
    "https://evilrunware.ai/",
    "https://im.runware.ai.evil.com/",
    "https://im-runware.ai/",
    "https://.runware.ai/",
    "https://im..runware.ai/",
    "https://im.runware.ai./",
    "https://-.runware.ai/",
    "https://im。runware。ai/",
    "https://im.runware.ai\u3002/",
    "https://ⓘm.runware.ai/",
    "https://①②⑦.⓪.⓪.①/",
    "https://127.0.0.1.nip.io/",
    # what parsers disagree about
    "https://im.runware.ai@127.0.0.1/",
    "https://127.0.0.1@im.runware.ai/",
    "https://user:secret@im.runware.ai/",
    "https://im.runware.ai:443@127.0.0.1/",
    "https://127.0.0.1\\@im.runware.ai/",
    "https://im.runware.ai\\.evil.com/",
    "https://im.runware.ai#@127.0.0.1:80\\/ x",
    "https:///im.runware.ai/",
    "https:im.runware.ai/",
    "//im.runware.ai/",
    "https://im.runware.ai\t/",
    "https://im.runware.ai/\x00",
    "https://im.runware.ai/\x7f",
    " https://im.runware.ai/",
    "https://im.runware.ai/\r\nHost: 127.0.0.1",
    "https://im%2erunware%2eai/",
    "https://im.runware.ai%00.evil.com/",
    # other ports, other schemes
    "http://im.runware.ai/",
    "https://im.runware.ai:22/",
    "https://im.runware.ai:8443/",
    "https://im.runware.ai:99999/",
    "file:///etc/passwd",
    "ftp://im.runware.ai/",
    "gopher://im.runware.ai/",
    "data:text/plain,hello",
    "",
]


@pytest.mark.parametrize("url", ALLOWED_NOWHERE)
async def test_an_address_that_is_not_plainly_on_the_list_is_never_connected_to(desk: Desk, url: str) -> None:
    desk.names.answers = {"im.runware.ai": [["93.184.216.34"]]}

    with pytest.raises(MediaUnavailable) as refusal:
        await desk.media.fetch_result("name", url, "mp4", "runware")

    assert not refusal.value.retryable
    assert desk.transport.reached == []
    assert desk.names.asked == []


LEADING_INSIDE = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", METADATA),
    *("192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "nonsense"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::1"),
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]


@pytest.mark.parametrize("address", LEADING_INSIDE)
async def test_an_allowed_name_that_leads_inside_is_never_connected_to(desk: Desk, address: str) -> None:
    desk.names.answers = {"im.runware.ai": [["93.184.216.34", address]]}

    with pytest.raises(MediaUnavailable) as refusal:
        await desk.media.fetch_result("name", "https://im.runware.ai/v.mp4", "mp4", "runware")

    assert "no public address" in refusal.value.detail
    assert desk.transport.reached == []


async def test_the_connection_goes_to_the_address_that_was_checked_even_if_the_name_changes(
    desk: Desk,
) -> None:
    desk.names.answers = {"im.runware.ai": [["93.184.216.34"], ["127.0.0.1"]]}

    with pytest.raises(MediaUnavailable, match="no video"):
        await desk.media.fetch_result("name", "https://im.runware.ai/v.mp4?token=1", "mp4", "runware")

    request = desk.transport.requests[0]
    assert desk.names.asked == ["im.runware.ai"]
    assert str(request.url) == "https://93.184.216.34/v.mp4?token=1"
    assert request.headers["Host"] == "im.runware.ai"
    assert request.extensions["sni_hostname"] == "im.runware.ai", "TLS must prove the name, not the address"
    assert request.headers["Connection"] == "close", "two names may share an address; connections must not"


async def test_a_name_that_leads_inside_at_the_second_download_is_refused_then(desk: Desk) -> None:
    desk.names.answers = {"im.runware.ai": [["93.184.216.34"], ["127.0.0.1"]]}
    with pytest.raises(MediaUnavailable, match="no video"):
        await desk.media.fetch_result("name", "https://im.runware.ai/v.mp4", "mp4", "runware")

    with pytest.raises(MediaUnavailable, match="no public address"):
        await desk.media.fetch_result("name", "https://im.runware.ai/v.mp4", "mp4", "runware")

    assert desk.transport.reached == ["93.184.216.34:443"]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        f"http://{METADATA}/latest/meta-data/",
        f"//{METADATA}/",
        "http://[::1]/",
        "http://2130706433/",
        "https://evil.com/",
        "https://inside.runware.ai/",
        "http://127.0.0.1\\@im.runware.ai/",
        "file:///etc/passwd",
        "http://[broken",
    ],
)
async def test_a_redirect_off_the_list_is_not_followed(desk: Desk, location: str) -> None:
    desk.names.answers = {"inside.runware.ai": [["10.0.0.1"]], "evil.com": [["93.184.216.34"]]}

    async def redirect(_: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": location})

    with pytest.raises(MediaUnavailable) as refusal:
        await desk.media.fetch_result("name", desk.handle(redirect), "mp4", "runware")

    assert not refusal.value.retryable
    assert desk.transport.reached == [desk.origin.removeprefix("http://")]


async def test_a_redirect_to_another_port_of_this_machine_is_not_followed(desk: Desk) -> None:
    async def secret(_: web.Request) -> web.StreamResponse:
        raise AssertionError("reached")

    async with serving(secret) as inside:

        async def redirect(_: web.Request) -> web.StreamResponse:
            raise web.HTTPFound(f"http://127.0.0.1:{inside}/")

        with pytest.raises(MediaUnavailable, match="neither https nor a listed loopback host"):
            await desk.media.fetch_result("name", desk.handle(redirect), "mp4", "runware")


async def test_an_address_without_end_is_not_connected_to(desk: Desk) -> None:
    desk.names.answers = {"im.runware.ai": [["93.184.216.34"]]}

    with pytest.raises(MediaUnavailable, match="not a valid address"):
        await desk.media.fetch_result("name", "https://im.runware.ai/" + "a" * 70_000, "mp4", "runware")

    assert desk.transport.reached == []


async def test_three_redirects_on_the_list_are_followed_and_a_fourth_is_not(desk: Desk) -> None:
    async def onwards(request: web.Request) -> web.StreamResponse:
        left = int(request.query["left"])
        return web.Response(status=302, headers={"Location": f"?left={left - 1}"}) if left else web.Response()

    url = desk.handle(onwards)

    with pytest.raises(MediaUnavailable, match="no video: empty file"):
        await desk.media.fetch_result("name", f"{url}?left=3", "mp4", "runware")
    with pytest.raises(MediaUnavailable, match="more than 3 redirects"):
        await desk.media.fetch_result("name", f"{url}?left=4", "mp4", "runware")


@pytest.mark.parametrize("answers", [{}, {"im.runware.ai": [[]]}])
async def test_a_name_without_an_address_may_have_one_later(
    desk: Desk, answers: dict[str, list[Sequence[str]]]
) -> None:
    desk.names.answers.update(answers)

    with pytest.raises(MediaUnavailable) as failure:
        await desk.media.fetch_result("name", "https://im.runware.ai/v.mp4", "mp4", "runware")

    assert failure.value.retryable


def test_whether_an_address_may_be_attached_from_is_told_without_going_there(desk: Desk) -> None:
    assert desk.media.may_attach(desk.serve(b""))
    assert not desk.media.may_attach("https://evil.com/a.png")
    assert desk.transport.reached == []


async def test_an_attachment_from_elsewhere_names_the_host_and_the_allowed_ones(desk: Desk) -> None:
    attachment = Attachment("image", "a.png", "https://evil.com/a.png", 10)

    with pytest.raises(MediaRejected) as rejection:
        await desk.media.take_in_image(attachment)

    assert rejection.value.problem is MediaProblem.WRONG_HOST
    assert "evil.com" in rejection.value.found
    assert "*.runware.ai" in rejection.value.allowed


@pytest.mark.parametrize(
    ("entries", "url"),
    [
        (["*.runware.ai"], "https://im.runware.ai/image/ws/0/x.mp4"),
        (["*.runware.ai"], "https://a.b.runware.ai"),
        (["*.runware.ai"], "HTTPS://VM.Runware.AI:443/x?y=z#part"),
        (
            ["cdn.discordapp.com"],
            "https://cdn.discordapp.com/ephemeral-attachments/1/2/a.png?ex=6&is=5&hm=4&",
        ),
        (["*"], "https://anything.example/x.mp4"),
        (["127.0.0.1:8081"], "http://127.0.0.1:8081/x"),
        (["127.0.0.1:8081"], "https://127.0.0.1:8081/x"),
        (["[::1]:8081"], "http://[::1]:8081/x"),
        (["LocalHost:8081"], "http://localhost:8081/x"),
    ],
)
def test_what_is_listed_is_allowed(entries: list[str], url: str) -> None:
    assert HostList(entries).judge(url).host in url.lower()


def test_every_public_host_means_neither_numbers_nor_loopback() -> None:
    for url in (
        "https://93.184.216.34/",
        "https://localhost/",
        "http://example.com/",
        "https://[2606:4700::1]/",
    ):
        with pytest.raises(HostRefused):
            HostList(["*"]).judge(url)


@pytest.mark.parametrize(
    "entry",
    ["", "https://im.runware.ai", "im.runware.ai:443", "*runware.ai", "10.0.0.1:80", "127.0.0.1", "a b"],
)
def test_a_list_with_something_else_than_hosts_is_refused_by_name(entry: str) -> None:
    with pytest.raises(ValueError, match="is no host: write NAME"):
        HostList([entry])


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111"])
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(address)


async def test_the_machine_looks_names_up() -> None:
    assert "127.0.0.1" in await resolve_by_system("localhost")
