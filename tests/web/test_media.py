"""Our own copies of files, for whoever has their address."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.links import Links
from bot.media.folder import MediaFolder
from bot.web.media import MediaFetching
from tests.web.site import BASE, LINKS, Site, media_path, open_site, runware_path

CONTENT = bytes(range(256)) * 40
VIDEO = "results/550e8400-e29b-41d4-a716-446655440000.mp4"
NOT_FOUND = b"404: Not Found"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "media"
    for name in ("inputs", "results", "elsewhere"):
        (root / name).mkdir(parents=True)
    (root / VIDEO).write_bytes(CONTENT)
    (tmp_path / "greenlit.db").write_bytes(b"the database")
    return root


@pytest.fixture
async def site(folder: Path) -> AsyncIterator[Site]:
    async with open_site(MediaFetching(LINKS, MediaFolder(folder).where).routes()) as opened:
        yield opened


async def test_a_file_is_served_whole_with_its_type_and_little_else(site: Site) -> None:
    answer = await site.ask("GET", media_path(VIDEO))

    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["content-disposition"] == "inline"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"].startswith("private")
    assert answer.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("inputs/a.png", "image/png"),
        ("inputs/a.jpg", "image/jpeg"),
        ("inputs/a.webp", "image/webp"),
        ("inputs/a.mp4", "video/mp4"),
        ("results/a.webm", "video/webm"),
        ("results/a.mov", "video/quicktime"),
        ("results/a.fit-8388608.mp4", "video/mp4"),
    ],
)
async def test_every_kind_that_is_kept_is_served_as_what_it_is(
    site: Site, folder: Path, name: str, kind: str
) -> None:
    (folder / name).write_bytes(b"content")
    answer = await site.ask("GET", media_path(name))

    assert (answer.status, answer.headers["content-type"]) == (200, kind)


async def test_head_tells_the_size_without_the_content(site: Site) -> None:
    answer = await site.ask("HEAD", media_path(VIDEO))

    assert (answer.status, answer.headers["content-length"], answer.body) == (200, str(len(CONTENT)), b"")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("0-0", 0, 0),
        ("0-99", 0, 99),
        ("100-", 100, 10_239),
        ("-5", 10_235, 10_239),
        ("10000-99999", 10_000, 10_239),
    ],
)
async def test_a_part_is_served_when_a_part_is_asked_for(
    site: Site, asked: str, first: int, last: int
) -> None:
    answer = await site.ask("GET", media_path(VIDEO), {"Range": f"bytes={asked}"})

    assert (answer.status, answer.body) == (206, CONTENT[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(CONTENT)}"
    assert answer.headers["content-type"] == "video/mp4"


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=99999-100000", "bytes=5-1", "pages=1-2"])
async def test_a_part_that_is_not_there_cannot_be_served(site: Site, asked: str) -> None:
    answer = await site.ask("GET", media_path(VIDEO), {"Range": asked})

    assert (answer.status, answer.body) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{len(CONTENT)}"


async def test_a_video_can_be_fetched_piece_by_piece_over_one_line(site: Site) -> None:
    pieces = []
    async with site.line() as line:
        for start in range(0, len(CONTENT), 1000):
            ranged = {"Range": f"bytes={start}-{start + 999}"}
            pieces.append((await line.ask("GET", media_path(VIDEO), ranged)).body)

    assert b"".join(pieces) == CONTENT


async def test_what_did_not_change_need_not_be_sent_again(site: Site) -> None:
    tag = (await site.ask("GET", media_path(VIDEO))).headers["etag"]
    answer = await site.ask("GET", media_path(VIDEO), {"If-None-Match": tag})

    assert (answer.status, answer.body) == (304, b"")


async def test_an_address_dies_with_its_file(site: Site, folder: Path) -> None:
    (folder / VIDEO).unlink()

    assert (await site.ask("GET", media_path(VIDEO))).status == 404


def addresses_that_open_nothing() -> dict[str, str]:
    token = media_path(VIDEO).split("/")[2]
    name = VIDEO.rpartition("/")[2]
    return {
        "made with another key": media_path(VIDEO, Links(BASE, bytes(32))),
        "made for another file": f"/media/{media_path('results/b.mp4').split('/')[2]}/{name}",
        "made for the same name elsewhere": f"/media/{media_path(f'inputs/{name}').split('/')[2]}/{name}",
        "made for a webhook": f"/media/{runware_path().rpartition('/')[2]}/{name}",
        "another name": f"/media/{token}/b.mp4",
        "the name in capitals": f"/media/{token}/{name.upper()}",
        "no name": f"/media/{token}/",
        "no token": f"/media//{name}",
        "half a token": f"/media/{token[:20]}/{name}",
        "more than a token": f"/media/{token}A/{name}",
        "a token and a line end": f"/media/{token}%0A/{name}",
        "no text": f"/media/{'%FF' * 43}/%FF.mp4",
        "a name and nothing": f"/media/{token}/{name}%00",
        "a folder more": f"/media/{token}/results%2F{name}",
        "genuine, gone": media_path("results/gone.mp4"),
        "genuine, a folder": media_path("results/folder.mp4"),
        "genuine, a link": media_path("results/link.mp4"),
        "genuine, a pipe": media_path("results/pipe.mp4"),
        "genuine, no kind that is kept": media_path("results/notes.txt"),
        "genuine, unfinished": media_path("unfinished/a.mp4"),
        "genuine, another folder": media_path("elsewhere/a.mp4"),
        "genuine, hidden": media_path("results/.hidden.mp4"),
        "genuine, above": f"/media/{LINKS.media('results/../../greenlit.db')}/..%2F..%2Fgreenlit.db".replace(
            f"{BASE}/media/", ""
        ),
        "genuine, far above": media_path("results/..").replace("/..", "/%2E%2E"),
    }


@pytest.mark.parametrize("what", addresses_that_open_nothing())
async def test_everything_else_is_not_found_and_tells_nothing(site: Site, folder: Path, what: str) -> None:
    (folder / "results" / "folder.mp4").mkdir()
    (folder / "results" / "link.mp4").symlink_to(folder.parent / "greenlit.db")
    os.mkfifo(folder / "results" / "pipe.mp4")
    for name in ("results/notes.txt", "results/.hidden.mp4", "unfinished/a.mp4", "elsewhere/a.mp4"):
        (folder / name).write_bytes(b"content")

    answer = await site.ask("GET", addresses_that_open_nothing()[what])

    assert (answer.status, answer.body) == (404, NOT_FOUND)
    assert set(answer.headers) == {"content-type", "content-length", "date"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_nothing_can_be_changed(site: Site, folder: Path, method: str) -> None:
    assert (await site.ask(method, media_path(VIDEO))).status == 405
    assert (folder / VIDEO).read_bytes() == CONTENT
