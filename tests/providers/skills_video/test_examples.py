"""Every documented example about skills.video, and every code of its error page."""

import json
from pathlib import Path

import httpx
import pytest

from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason, MediaRole
from bot.domain.money import Micros
from bot.domain.news import TakeDone, Update
from bot.providers.skills_video.errors import is_documented, judge
from tests.providers.orders import file
from tests.providers.skills_video.bench import order, skills_video
from tests.providers.wire import Json

DATA = Path(__file__).parents[2] / "data"
EXAMPLES = {
    file.stem: example
    for file in sorted((DATA / "examples").glob("*.json"))
    if (example := json.loads(file.read_text(encoding="utf-8")))["provider"] == "skills.video"
}
CODES = json.loads((DATA / "error-codes.json").read_text(encoding="utf-8"))["skills_video"]

SUBMITS = ["seed-skills-video-submit"]
RESULTS = {
    "skillsvideo-get-completed-image": "https://cdn.example.com/output/cat.png",
    "skillsvideo-get-completed-video-assumed": "https://cdn.example.com/output/cat.mp4",
}
REFUSALS = {
    "skillsvideo-error-old": (FailureReason.OUT_OF_BALANCE, "VIDEO_GENERATION_INSUFFICIENT_CREDITS"),
    "skillsvideo-error-ratelimit": (FailureReason.PROVIDER_UNAVAILABLE, "IMAGE_GENERATION_RATE_LIMITED"),
}
MEANING = {
    "FAILED": FailureReason.PROVIDER_FAILED,
    "TIMEOUT": FailureReason.PROVIDER_FAILED,
    "RATE_LIMITED": FailureReason.PROVIDER_UNAVAILABLE,
    "PROVIDER_UNAVAILABLE": FailureReason.PROVIDER_UNAVAILABLE,
    "UNSUPPORTED_MODEL": FailureReason.MODEL_UNAVAILABLE,
    "INVALID_INPUT": FailureReason.REFUSED,
    "INSUFFICIENT_CREDITS": FailureReason.OUT_OF_BALANCE,
    "CONTENT_REJECTED": FailureReason.MODERATED,
}


@pytest.mark.parametrize("name", SUBMITS)
async def test_the_documented_submit_is_made_and_its_answer_understood(name: str) -> None:
    example = EXAMPLES[name]
    picture = file("image/png", b"never read", link=example["request"]["image_url"])
    asked = order(1, inputs={MediaRole.FIRST_FRAME: picture}, prompt=example["request"]["prompt"])
    provider, wire = skills_video(httpx.Response(200, json=example["response"]))

    assert await provider.submit(asked) == example["response"]["id"]

    (request,) = wire.requests
    assert json.loads(request.content).items() >= example["request"].items()
    assert example["http"]["url"].endswith(request.url.path.removeprefix("/v1"))
    assert (request.method, request.headers["Authorization"].split()[0]) == ("POST", "Bearer")


@pytest.mark.parametrize("name", RESULTS)
async def test_the_documented_result_is_found(name: str) -> None:
    response = EXAMPLES[name]["response"]
    provider, _ = skills_video(httpx.Response(200, json=response))

    updates = await provider.poll([response["id"]])

    take = TakeDone(response["id"], RESULTS[name], cost_micros=Micros(200_000))
    assert updates == [Update(response["id"], (take,))]


@pytest.mark.parametrize("name", REFUSALS)
async def test_the_documented_error_means_what_is_documented(name: str) -> None:
    example = EXAMPLES[name]
    provider, _ = skills_video(httpx.Response(example["http_status"], json=example["response"]))

    with pytest.raises(ProviderError) as caught:
        await provider.submit(order(1))

    assert (caught.value.reason, caught.value.code) == REFUSALS[name]
    assert (caught.value.retryable, caught.value.uncertain) == (name == "skillsvideo-error-ratelimit", False)


def test_no_example_about_skills_video_is_left_out() -> None:
    assert EXAMPLES.keys() == {*SUBMITS, *RESULTS, *REFUSALS}


@pytest.mark.parametrize("family", CODES["families"])
@pytest.mark.parametrize("known", CODES["sub_codes"], ids=lambda known: known["sub"])
def test_every_documented_code_means_what_its_page_says(known: Json, family: str) -> None:
    code = family + known["sub"]

    verdicts = {judge(code, status) for status in (200, 400, known["http"])}

    (verdict,) = verdicts
    assert verdict.reason is MEANING[known["sub"]]
    # "Maybe" is no: what may have been paid for is not made again by itself.
    assert verdict.retryable == (known["retry"] is True)
    assert is_documented(code)


@pytest.mark.parametrize("status", [status for status in CODES["http_status"] if status >= 400])
def test_every_documented_status_means_something_without_a_code(status: int) -> None:
    known = {
        401: FailureReason.KEY_REFUSED,
        402: FailureReason.OUT_OF_BALANCE,
        403: FailureReason.KEY_REFUSED,
        404: FailureReason.MODEL_UNAVAILABLE,
        429: FailureReason.PROVIDER_UNAVAILABLE,
    }
    by_kind = FailureReason.REFUSED if status < 500 else FailureReason.PROVIDER_UNAVAILABLE

    assert judge("", status).reason is known.get(status, by_kind)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("VIDEO_GENERATION_MODEL_NOT_FOUND", FailureReason.MODEL_UNAVAILABLE),
        ("MODEL_UNAVAILABLE", FailureReason.MODEL_UNAVAILABLE),
        ("UNKNOWN_MODEL", FailureReason.MODEL_UNAVAILABLE),
        ("modelDisabled", FailureReason.MODEL_UNAVAILABLE),
        ("VIDEO_GENERATION_NSFW", FailureReason.MODERATED),
        ("insufficientCredits", FailureReason.OUT_OF_BALANCE),
        ("INVALID_API_KEY", FailureReason.KEY_REFUSED),
        ("AUTHENTICATION_FAILED", FailureReason.KEY_REFUSED),
        ("VALIDATION_FAILED", FailureReason.REFUSED),
        ("PROVIDER_TIMED_OUT", FailureReason.PROVIDER_FAILED),
        ("TASK_CANCELLED", FailureReason.PROVIDER_FAILED),
        ("INTERNAL_SERVER_ERROR", FailureReason.PROVIDER_UNAVAILABLE),
    ],
)
def test_codes_of_tomorrow_are_known_by_their_words(code: str, reason: FailureReason) -> None:
    assert judge(code, 400).reason is reason


@pytest.mark.parametrize(
    "code", ["", "INTERNAL_ERROR", "GENERATION_FAILED", "video_generation_failed", "Oops"]
)
def test_other_words_are_nobodys_for_sure(code: str) -> None:
    assert not is_documented(code)
