"""Models that are not there, and accounts that are empty."""

import pytest

from sandbox.runware.faults import Fault
from tests.sandbox.runware.support import V6, V56, Rig, video_task


@pytest.mark.parametrize("code", ["modelNotReady", "modelDisabled", "modelNotFound", "modelUnavailable"])
async def test_a_model_can_be_unavailable_in_any_of_the_provider_words(rig: Rig, code: str) -> None:
    await rig.driver.add_fault(Fault("model_unavailable", model=V6, code=code))
    response = await rig.post(video_task(model=V6))
    (error,) = response.json()["errors"]
    assert (response.status_code, error["code"], error["parameter"]) == (400, code, "model")
    await rig.submit(video_task(model=V56))
    books = await rig.driver.books()
    assert [(submit.outcome, submit.code) for submit in books.submits] == [
        ("refused", code),
        ("accepted", None),
    ]


async def test_an_unavailable_model_leaves_the_id_free_until_it_is_there(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("model_unavailable", model=V6, status=503))
    task = video_task(model=V6)
    response = await rig.post(task)
    assert (response.status_code, response.json()["errors"][0]["code"]) == (503, "modelNotReady")
    await rig.driver.clear_faults()
    await rig.submit(task)


async def test_a_dry_run_of_an_unavailable_model_is_refused_too(rig: Rig) -> None:
    await rig.driver.add_fault(Fault("model_unavailable", model=V6))
    response = await rig.http.post("/v1", json=[video_task(model=V6)], headers={"X-Runware-Dry-Run": "1"})
    assert response.json()["errors"][0]["code"] == "modelNotReady"


async def test_an_empty_balance_refuses_every_model_until_it_is_filled(rig: Rig) -> None:
    await rig.driver.set_balance(0)
    for model in (V56, V6):
        response = await rig.post(video_task(model=model))
        assert response.status_code == 402
        assert response.json()["errors"][0]["code"] == "insufficientCredits"
    await rig.driver.set_balance(1_000_000)
    await rig.submit(video_task())
