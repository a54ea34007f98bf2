"""Which tasks a webhook may be about."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.providers.skills_video.webhooks import MOST_IDS, ids_in
from tests.providers.wire import Json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "taskId", "prediction", "x"]), inner, max_size=4)
    ),
    max_leaves=30,
)


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ({"type": "task.completed", "prediction": {"id": "gen_1", "state": "succeeded"}}, ("gen_1",)),
        ({"type": "task.completed", "data": {"prediction": {"id": "gen_1"}}}, ("gen_1",)),
        ({"generation_id": "gen_1", "prediction": {"state": "failed"}}, ("gen_1",)),
        ({"generationId": "gen_1"}, ("gen_1",)),
        ({"task_id": "gen_1"}, ("gen_1",)),
        ({"taskUUID": "gen_1"}, ("gen_1",)),
        ({"id": "gen_1"}, ("gen_1",)),
        ({"id": "evt_1", "workspaceId": "ws", "prediction": {"id": "gen_1"}}, ("gen_1", "evt_1", "ws")),
        ({"id": "gen_1", "data": {"id": "gen_1"}}, ("gen_1",)),
        ([{"task": {"id": "gen_1"}}, {"task": {"id": "gen_2"}}], ("gen_1", "gen_2")),
        ({"id": "../credits"}, ()),
        ({"id": ".."}, ()),
        ({"id": "a b"}, ()),
        ({"id": "x" * 201}, ()),
        ({"id": 7, "paid": "no", "idea": "none", "uuids": "a"}, ()),
        ({"a": {"b": {"c": {"d": {"e": {"f": {"id": "too_deep"}}}}}}}, ()),
        ({}, ()),
        (7, ()),
    ],
    ids=str,
)
def test_every_id_is_a_candidate_the_likeliest_first(body: Json, ids: tuple[str, ...]) -> None:
    assert ids_in(json.dumps(body).encode()) == ids


def test_a_body_full_of_ids_is_not_asked_about_one_by_one() -> None:
    body = [{"id": f"gen_{number}"} for number in range(10_000)]

    assert len(ids_in(json.dumps(body).encode())) == MOST_IDS


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b'{"id": ', b"[" * 200_000, b"null"])
def test_what_is_no_json_is_told_as_such(body: bytes) -> None:
    with pytest.raises(ValueError, match="not JSON"):
        ids_in(body)


@settings(deadline=None)
@given(body=JSON.filter(lambda body: body is not None))
def test_no_body_can_make_reading_it_fail(body: Json) -> None:
    found = ids_in(json.dumps(body).encode())

    assert len(found) == len(set(found)) <= MOST_IDS
    assert all(0 < len(each) <= 200 for each in found)
