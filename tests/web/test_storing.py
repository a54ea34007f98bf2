"""When what was proven cannot be kept: the provider is told to send it again."""

import asyncio
import json
import time

import pytest

from tests.web.site import GENERATION, Letters, Site, runware_path, signed

BODY = json.dumps({"taskUUID": GENERATION}).encode()


@pytest.fixture(params=["runware", "skills-video"])
def path(request: pytest.FixtureRequest) -> str:
    return runware_path() if request.param == "runware" else "/webhooks/skills-video"


async def test_a_store_in_trouble_asks_for_another_try(site: Site, letters: Letters, path: str) -> None:
    letters.trouble = OSError("the database cannot be written: database or disk is full")
    answer = await site.ask("POST", path, signed(BODY), BODY)

    assert (answer.status, answer.headers["retry-after"]) == (503, "1")
    assert b"disk" not in answer.body

    letters.trouble = None
    assert (await site.ask("POST", path, signed(BODY), BODY)).status == 204
    assert len(letters.kept) == 1


async def test_a_store_that_does_not_answer_is_waited_for_less_than_a_second(
    site: Site, letters: Letters, path: str
) -> None:
    letters.hanging = True
    began = time.monotonic()
    answers = await asyncio.gather(*(site.ask("POST", path, signed(BODY), BODY) for _ in range(20)))

    assert {answer.status for answer in answers} == {503}
    assert 0.5 < time.monotonic() - began < 10


async def test_the_log_says_that_news_could_not_be_kept_and_why(
    site: Site, letters: Letters, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    letters.trouble = OSError("the database cannot be written: database or disk is full")
    await site.ask("POST", path, signed(BODY), BODY)

    (said,) = [record.getMessage() for record in caplog.records if record.name == "bot.web.mailroom"]
    assert "disk is full" in said
    assert GENERATION not in said
