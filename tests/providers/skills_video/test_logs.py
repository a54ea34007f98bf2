"""What the adapter logs and what its errors say: tasks and codes, and nothing that is anybody's secret."""

import logging

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import MediaRole
from tests.providers.orders import file
from tests.providers.skills_video.bench import TASK, answer, order, skills_video
from tests.providers.wire import API_KEY, API_URL, Outcome

PROMPT = "a canary of a prompt"
LINK = "https://greenlit.example/media/canary-token/a.png"
SECRETS = (PROMPT, API_KEY, API_URL, LINK, "canary-token")
PROSE = f"'{PROMPT}' with key {API_KEY} and {LINK} is not allowed"


@pytest.mark.parametrize(
    "outcome",
    [
        answer(422, code="VIDEO_GENERATION_CONTENT_REJECTED", error=PROSE, message=PROSE),
        answer(422, error=PROSE, message=PROSE),
        answer(422, code=PROSE, error={"code": PROSE}, message=PROSE),
        answer(404, message=PROSE),
        answer(500, message=PROSE),
        answer(200, message=PROSE),
        httpx.Response(200, text=PROSE),
        httpx.ConnectError(f"{API_URL} {API_KEY}"),
        httpx.ReadTimeout(f"{API_URL} {PROMPT}"),
    ],
    ids=repr,
)
async def test_neither_logs_nor_errors_give_anything_away(
    outcome: Outcome, caplog: pytest.LogCaptureFixture
) -> None:
    picture = file("image/png", b"x", link=LINK)
    asked = order(1, inputs={MediaRole.FIRST_FRAME: picture}, prompt=PROMPT)
    provider, _ = skills_video(outcome)
    told: list[str] = []

    with caplog.at_level(logging.DEBUG, "bot"):
        for attempt in (provider.submit(asked), provider.poll([TASK]), provider.balance()):
            try:
                await attempt
            except ProviderError as error:
                told += [str(error), repr(error)]

    told += [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert told
    assert [(secret, text) for secret in SECRETS for text in told if secret in text] == []
