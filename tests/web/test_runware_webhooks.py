"""Runware's news at an address that only Runware was given."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bot.domain.links import Links
from tests.support.fake_clock import START
from tests.web.site import BASE, GENERATION, LINKS, Letters, Site, media_path, runware_path

OTHER = "0f8fad5b-d9cb-469f-a165-70867728950e"
DONE = {
    "taskType": "videoInference",
    "taskUUID": GENERATION,
    "videoUUID": "v1",
    "videoURL": "https://x.example/1",
}


FAILED = {"taskType": "videoInference", "taskUUID": GENERATION, "code": "timeoutProvider", "message": "late"}
EXAMPLES = Path(__file__).parent.parent / "data" / "examples"


def written(body: object) -> bytes:
    return json.dumps(body).encode()


async def post(site: Site, body: object, path: str | None = None) -> int:
    answer = await site.ask("POST", path or runware_path(), body=written(body))
    return answer.status


async def test_news_is_kept_before_it_is_answered(site: Site, letters: Letters) -> None:
    answer = await site.ask("POST", runware_path(), body=written(DONE))

    assert (answer.status, answer.body) == (204, b"")
    (letter,) = letters.kept.values()
    assert (letter.provider, letter.task_ids, letter.received_at) == ("runware", (GENERATION,), START)
    assert len(letter.key) == 64


@pytest.mark.parametrize(
    "example", sorted(EXAMPLES.glob("runware-webhook-*.json")), ids=lambda path: path.stem
)
async def test_every_documented_body_is_taken(site: Site, letters: Letters, example: Path) -> None:
    body = json.loads(example.read_text(encoding="utf-8"))["body"]

    assert await post(site, body) == 204
    assert [letter.task_ids for letter in letters.kept.values()] == [(GENERATION,)]


@pytest.mark.parametrize(
    "body",
    [
        DONE,
        {"data": [DONE]},
        {"data": DONE},
        {"data": [DONE, {**DONE, "videoUUID": "v2"}], "errors": []},
        [DONE],
        {**DONE, "status": "processing", "progress": 47},
        {**FAILED, "status": "error"},
        {**DONE, "status": "error", "error": {"code": "timeoutProvider", "message": "late"}},
        {"errors": [FAILED]},
        {"data": [], "errors": [FAILED]},
        {"data": DONE, "error": FAILED},
        {"error": FAILED},
        {**DONE, "mediaUUID": "m1", "mediaURL": "https://x.example/1", "unknown": {"id": [1, None]}},
    ],
    ids=range(13),
)
async def test_bodies_that_others_have_met_are_taken(site: Site, letters: Letters, body: Any) -> None:
    assert await post(site, body) == 204
    assert [letter.task_ids for letter in letters.kept.values()] == [(GENERATION,)]


async def test_the_same_news_fifty_times_at_once_is_one_letter(site: Site, letters: Letters) -> None:
    statuses = await asyncio.gather(*(post(site, DONE) for _ in range(50)))

    assert set(statuses) == {204}
    assert (letters.asked, len(letters.kept)) == (50, 1)


async def test_each_result_of_a_task_is_news_of_its_own(site: Site, letters: Letters) -> None:
    for video in ("v1", "v2", "v1"):
        await post(site, {**DONE, "videoUUID": video})

    assert len(letters.kept) == 2


async def test_the_same_body_about_two_tasks_is_two_letters(site: Site, letters: Letters) -> None:
    both = [{**DONE}, {**DONE, "taskUUID": OTHER}]

    assert await post(site, both) == 204
    assert await post(site, both, runware_path(OTHER)) == 204

    assert sorted(letter.task_ids for letter in letters.kept.values()) == [(OTHER,), (GENERATION,)]


async def test_a_task_is_recognised_in_capitals(site: Site, letters: Letters) -> None:
    assert await post(site, {**DONE, "taskUUID": GENERATION.upper()}) == 204

    assert [letter.task_ids for letter in letters.kept.values()] == [(GENERATION,)]


@pytest.mark.parametrize(
    "path",
    [
        runware_path(OTHER, Links(BASE, bytes(32))),
        media_path("inputs/a.png").replace("/media/", "/webhooks/runware/").removesuffix("/a.png"),
        f"/webhooks/runware/{GENERATION}",
        runware_path()[:-1],
        f"{runware_path()}A",
        f"{runware_path()}%0A",
        f"{runware_path()}/",
        f"{runware_path()}%2F..",
        "/webhooks/runware/",
        "/webhooks/runware",
        "/webhooks/",
        f"/webhooks/runware/{'A' * 64}",
        f"/webhooks/runware/{'%00' * 64}",
        f"/webhooks/runware/{'%FF' * 43}",
        "/webhooks/runware/../skills-video",
    ],
)
async def test_an_address_that_we_did_not_make_is_not_found(site: Site, letters: Letters, path: str) -> None:
    assert await post(site, DONE, path) == 404
    assert letters.asked == 0


async def test_a_forged_address_is_refused_before_its_body_is_read(site: Site) -> None:
    async with site.line() as line:
        head = f"POST {runware_path()[:-1]}A HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
        await line.send(head.encode())

        assert (await line.answer()).status == 404


@pytest.mark.parametrize(
    "body",
    [
        {**DONE, "taskUUID": OTHER},
        {"data": [{**DONE, "taskUUID": OTHER}]},
        {"videoUUID": GENERATION},
        {},
        [],
        "text",
        7,
        None,
    ],
)
async def test_a_body_about_another_task_is_refused(site: Site, letters: Letters, body: Any) -> None:
    assert await post(site, body) == 400
    assert letters.asked == 0


@pytest.mark.parametrize(
    "body", [b"", b"{", b"<html>", b"\xff\xfe{}", b"[" * 200_000, GENERATION.encode(), b"\0"]
)
async def test_a_body_that_is_not_json_is_refused(site: Site, letters: Letters, body: bytes) -> None:
    answer = await site.ask("POST", runware_path(), body=body)

    assert (answer.status, letters.asked) == (400, 0)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
async def test_other_methods_are_refused_whether_the_address_is_genuine_or_not(
    site: Site, method: str
) -> None:
    genuine = await site.ask(method, runware_path())
    forged = await site.ask(method, f"/webhooks/runware/{'A' * 64}")

    assert genuine.status == 405
    assert (genuine.status, genuine.body, genuine.headers["allow"]) == (
        forged.status,
        forged.body,
        forged.headers["allow"],
    )


async def test_the_order_of_news_does_not_matter_for_keeping_it(site: Site, letters: Letters) -> None:
    for status in ("success", "processing", "success"):
        assert await post(site, {**DONE, "status": status}) == 204

    assert len(letters.kept) == 2


async def test_many_generations_have_addresses_of_their_own(site: Site, letters: Letters) -> None:
    ids = [str(UUID(int=number, version=4)) for number in range(100)]
    assert len({LINKS.webhook("runware", generation_id) for generation_id in ids}) == 100

    for generation_id in ids:
        assert await post(site, {**DONE, "taskUUID": generation_id}, runware_path(generation_id)) == 204

    assert {letter.task_ids for letter in letters.kept.values()} == {(one,) for one in ids}
