"""Which tasks a webhook of Runware's speaks of, in every shape that was met."""

import json
from pathlib import Path

import pytest

from bot.providers.runware.webhooks import ids_in
from tests.providers.orders import task_id
from tests.providers.wire import Json

FOLDER = Path(__file__).parents[2] / "data" / "examples"
HOOKED = "550e8400-e29b-41d4-a716-446655440000"
OWN, OTHER = task_id(1), task_id(2)


@pytest.mark.parametrize(
    "name", ["runware-webhook-success-flat", "runware-webhook-processing", "runware-webhook-wrapped-errors"]
)
def test_a_documented_webhook_names_its_task(name: str) -> None:
    example = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    assert ids_in(json.dumps(example["body"]).encode()) == (HOOKED,)


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ({"taskUUID": OWN, "status": "success", "videoURL": "https://media.example/a.mp4"}, (OWN,)),
        ({"taskUUID": OWN, "status": "error", "error": {"code": "inferenceError"}}, (OWN,)),
        ({"taskUUID": OWN, "code": "inferenceError", "message": "prose"}, (OWN,)),
        ({"data": {"taskUUID": OWN}}, (OWN,)),
        ({"data": [{"taskUUID": OWN}, {"taskUUID": OWN}, {"taskUUID": OTHER}]}, (OWN, OTHER)),
        ({"data": [], "errors": [{"taskUUID": OWN, "code": "inferenceError"}]}, (OWN,)),
        ({"data": None, "error": {"taskUUID": OWN, "code": "inferenceError"}}, (OWN,)),
        ({"code": "inferenceError", "taskUUID": OWN}, (OWN,)),
        ([{"taskUUID": OWN}], (OWN,)),
        ({"taskUUID": OWN.upper()}, (OWN,)),
        ({"errors": [{"code": "invalidApiKey"}]}, ()),
        ({"taskUUID": 7}, ()),
        ({"taskUUID": "x" * 201}, ()),
        ({"hello": "world"}, ()),
    ],
    ids=str,
)
def test_tasks_are_named_in_every_shape(body: Json, ids: tuple[str, ...]) -> None:
    assert ids_in(json.dumps(body).encode()) == ids


@pytest.mark.parametrize("body", [b"", b"<html>", b"7", b'"text"', b"\xff", b"[" * 200_000])
def test_what_is_no_answer_is_told_as_such(body: bytes) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        ids_in(body)
