"""Reading what comes over the wire: exact money, and no answer that can do harm."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.providers.runware.updates import updates
from bot.providers.runware.wire import read_answer
from tests.providers.orders import task_id
from tests.providers.wire import Json

OWN = task_id(1)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([OWN, "error"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "taskUUID", "status", "videoUUID", "mediaUUID", "videoURL", "mediaURL", "seed", "cost", "NSFWContent",
    "error", "code", "message", "parameter", "balance",
]  # fmt: skip
ITEMS = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=8).map(lambda item: {"taskUUID": OWN, **item})


def only_item(**fields: str) -> Json:
    """One entry whose fields are given as the JSON text of their values."""
    text = ", ".join(f'"{name}": {value}' for name, value in fields.items())
    answer = read_answer(f'{{"data": [{{{text}}}]}}'.encode())
    assert answer is not None
    return answer.items[0]


@pytest.mark.parametrize(
    ("cost", "micros"),
    [
        ("0.3978", 397_800),
        ("0.299", 299_000),
        ("0.1", 100_000),
        ("1", 1_000_000),
        ("0.1500000001", 150_001),
        ('"0.15"', 150_000),
        ("1000", 1_000_000_000),
    ],
)
def test_a_cost_is_exact_and_a_part_of_a_micro_is_rounded_up(cost: str, micros: int) -> None:
    assert only_item(cost=cost).cost_micros == micros


@pytest.mark.parametrize(
    "cost",
    [
        *("0", "0.0", "-0.15", "NaN", "Infinity", "-Infinity", "1000.01", "1e999999999", "1e-999999999"),
        *("null", "true", "{}", '"free"'),
    ],
)
def test_a_cost_that_makes_no_sense_is_not_known(cost: str) -> None:
    assert only_item(cost=cost).cost_micros is None


@pytest.mark.parametrize(
    ("seed", "read"),
    [
        ("0", 0),
        ("4294967295", 2**32 - 1),
        ("4294967296", None),
        ("-1", None),
        ("1e999999999", None),
        ("true", None),
        ('"3"', None),
        ("null", None),
    ],
)
def test_a_seed_is_a_whole_number_of_32_bits(seed: str, read: int | None) -> None:
    assert only_item(seed=seed).seed == read


def test_a_code_keeps_nothing_that_could_forge_a_line_of_a_log() -> None:
    assert (
        only_item(code=json.dumps("bad\nINFO all \x1b[31mwell" + "x" * 500)).code
        == ("badINFOall31mwell" + "x" * 500)[:80]
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"3",
        b"null",
        b'"text"',
        b'{"data": [',
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"[" + b"9" * 5000 + b"]",
        b"[1e99999999999999999999]",
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_answer_is_told_as_such(body: bytes) -> None:
    assert read_answer(body) is None


@pytest.mark.parametrize(
    ("body", "items", "errors"),
    [
        ({}, 0, 0),
        ([{"taskUUID": OWN}, {"taskUUID": OWN}], 2, 0),
        ({"taskUUID": OWN, "status": "success"}, 1, 0),
        ({"code": "invalidApiKey", "message": "prose"}, 0, 1),
        ({"error": {"code": "inferenceError"}, "data": {"taskUUID": OWN}}, 1, 1),
        ({"data": [{"taskUUID": OWN}], "errors": [{"code": "a"}, {"code": "b"}]}, 1, 2),
    ],
    ids=str,
)
def test_answers_come_wrapped_bare_and_flat(body: Json, items: int, errors: int) -> None:
    answer = read_answer(json.dumps(body).encode())

    assert answer is not None
    assert (len(answer.items), len(answer.errors)) == (items, errors)


def test_half_a_character_is_no_text() -> None:
    assert only_item(videoUUID='"\\ud800"', videoURL='"https://a.example/\\udfff"').key == ""


@settings(deadline=None, max_examples=50)
@given(data=st.lists(ITEMS, max_size=4) | JSON, errors=st.lists(ITEMS, max_size=4) | JSON)
def test_no_answer_can_make_reading_it_fail(data: Json, errors: Json) -> None:
    answer = read_answer(json.dumps({"data": data, "errors": errors}).encode())

    assert answer is not None
    for update in updates(answer, [OWN]):
        keys = [take.key for take in update.done] + [take.key for take in update.failed]
        assert update.task_id == OWN
        assert all(keys)
        assert len(set(keys)) == len(keys)
        assert all(take.cost_micros is None or 0 < take.cost_micros <= 10**9 for take in update.done)


@settings(deadline=None)
@given(body=st.binary())
def test_no_bytes_can_make_reading_them_fail(body: bytes) -> None:
    answer = read_answer(body)

    assert answer is None or isinstance(json.loads(body), list | dict)
