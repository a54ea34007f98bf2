"""Submit, look up, credits and the stream, as the documents tell them."""

import json
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from sandbox.skills_video.api import CreditsShape, Habits
from sandbox.skills_video.faults import Fault
from sandbox.skills_video.wire import ErrorShape
from tests.sandbox.skills_video.support import MODEL_PATH, STREAM_PATH, Json, Rig, StartRig, quick


async def test_a_submit_is_acknowledged_with_its_input_defaults_seed_and_price(rig: Rig) -> None:
    response = await rig.post("a cat walking through neon rain", seed=7)
    body = response.json()
    assert response.status_code == 200
    assert body["id"].startswith("gen_")
    assert body["status"] == "IN_QUEUE"
    assert body["input"] == {
        "prompt": "a cat walking through neon rain",
        "n": 1,
        "resolution": "720p",
        "duration": 5,
        "negative_prompt": "",
        "seed": 7,
        "generate_audio": False,
        "aspect_ratio": "16:9",
        "generate_multi_clip": False,
        "thinking_type": "auto",
    }
    assert body["usage"] == {"total": 20, "subscription": 20, "permanent": 0}
    assert "data" not in body


async def test_a_generation_is_queued_then_in_progress_and_completes_with_a_video(rig: Rig) -> None:
    await rig.driver.hold()
    generation_id = await rig.submit(duration=3, aspect_ratio="9:16")
    running = await rig.poll_until(generation_id, "IN_PROGRESS")
    assert running["data"] is None
    await rig.driver.release()

    done = await rig.result(generation_id)
    assert done["data"]["type"] == "video"
    assert done["data"]["videos"] == [done["data"]["video"]]
    assert (done["data"]["video"]["width"], done["data"]["video"]["height"]) == (720, 1280)
    assert done["usage"]["total"] == 12
    file = await rig.http.get(done["data"]["video"]["url"])
    assert (file.status_code, file.headers["Content-Type"]) == (200, "video/mp4")


async def test_a_seed_is_chosen_when_none_is_given_and_told_ever_after(rig: Rig) -> None:
    acknowledged = (await rig.post()).json()
    done = await rig.result(acknowledged["id"])
    assert isinstance(acknowledged["input"]["seed"], int)
    assert done["input"] == acknowledged["input"]


async def test_a_video_that_is_not_made_yet_is_not_served(rig: Rig) -> None:
    await rig.driver.hold()
    generation_id = await rig.submit()
    assert (await rig.http.get(f"/files/{generation_id}.mp4")).status_code == 404
    assert (await rig.http.get("/files/gen_unknown.mp4")).status_code == 404


async def test_the_stream_tells_every_state_and_the_price_at_the_end(rig: Rig) -> None:
    async with rig.http.stream("POST", STREAM_PATH, json={"prompt": "a cat", "duration": 1}) as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        lines = [line async for line in response.aiter_lines() if line]
    events: list[Json] = [json.loads(line.removeprefix("data: ")) for line in lines]
    assert [event["status"] for event in events] == ["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]
    assert [event["usage"]["total"] for event in events] == [0, 0, 4]
    assert [bool(event["data"]) for event in events] == [False, False, True]


async def test_an_unknown_generation_is_404(rig: Rig) -> None:
    response = await rig.http.get("/api/v1/generation/gen_unknown")
    assert response.status_code == 404
    assert "gen_unknown" in response.json()["message"]


async def test_another_model_is_refused_by_name(rig: Rig) -> None:
    response = await rig.http.post("/api/v1/generation/pixverse/v7", json={"prompt": "a cat"})
    assert response.status_code == 400
    assert response.json()["code"] == "VIDEO_GENERATION_UNSUPPORTED_MODEL"
    assert "pixverse/v6" in response.json()["message"]


@pytest.mark.parametrize("header", [{}, {"Authorization": "Basic local-key"}, {"Authorization": "Bearer"}])
async def test_every_endpoint_wants_a_bearer_key(rig: Rig, header: dict[str, str]) -> None:
    async with httpx.AsyncClient(base_url=rig.url, trust_env=False, headers=header) as stranger:
        answers = [
            await stranger.post(MODEL_PATH, json={"prompt": "a cat"}),
            await stranger.get("/api/v1/generation/gen_1"),
            await stranger.get("/api/v1/credits"),
        ]
    assert [answer.status_code for answer in answers] == [401] * 3
    assert (await rig.driver.books()).submits == []


async def test_only_the_configured_key_is_good(start_rig: StartRig, tmp_path: Path) -> None:
    rig = await start_rig(replace(quick(tmp_path), habits=Habits(api_key="the-key")))
    assert (await rig.post()).status_code == 401
    good = {"Authorization": "Bearer the-key"}
    assert (await rig.http.post(MODEL_PATH, json={"prompt": "a cat"}, headers=good)).status_code == 200


async def test_a_submit_may_be_acknowledged_with_202(start_rig: StartRig, tmp_path: Path) -> None:
    rig = await start_rig(replace(quick(tmp_path), habits=Habits(accepted_status=202)))
    assert (await rig.post()).status_code == 202


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ("split", {"total": 90, "subscription": 90, "permanent": 0}),
        ("credits", {"credits": 90}),
        ("balance", {"balance": 90}),
        ("data", {"data": {"credits": 90}}),
    ],
)
async def test_the_balance_is_told_in_any_of_its_likely_shapes(
    start_rig: StartRig, tmp_path: Path, shape: CreditsShape, told: Json
) -> None:
    rig = await start_rig(replace(quick(tmp_path), credits=90, habits=Habits(credits_shape=shape)))
    assert (await rig.http.get("/api/v1/credits")).json() == told


@pytest.mark.parametrize(
    ("shape", "keys"),
    [("both", {"error", "code", "message"}), ("new", {"code", "message"}), ("old", {"error", "message"})],
)
async def test_errors_come_in_the_shape_of_the_day(
    start_rig: StartRig, tmp_path: Path, shape: ErrorShape, keys: set[str]
) -> None:
    rig = await start_rig(replace(quick(tmp_path), habits=Habits(error_shape=shape)))
    assert set((await rig.post(duration=16)).json()) == keys
    await rig.driver.add_fault(Fault("http_error", shape=shape))
    assert set((await rig.post()).json()) == keys
