"""Every parameter of every model: what its page allows is taken, what lies just beyond is refused by name."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from sandbox.runware.judge import SCHEMA_NAMES, judge
from sandbox.runware.wire import Refused
from tests.sandbox.runware.support import V6, Json, video_task

FRAME = {"image": "aac49721-1964-481a-ae78-8a4e29b91402"}
Path = tuple[str, ...]


def schema_of(model: str) -> Json:
    name = f"{SCHEMA_NAMES[model]}.schema.json"
    schema: Json = json.loads(files("sandbox.runware").joinpath("schemas", name).read_text("utf-8"))
    return schema


def leaves(schema: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """The parameters that carry values, also those inside objects."""
    for name, inner in schema["properties"].items():
        if inner.get("type") == "object":
            yield from leaves(inner, (*path, name))
        else:
            yield (*path, name), inner


CASES = [(model, path, schema) for model in SCHEMA_NAMES for path, schema in leaves(schema_of(model))]
EACH = pytest.mark.parametrize(
    ("model", "path", "schema"),
    CASES,
    ids=[f"{SCHEMA_NAMES[model]}-{'.'.join(path)}" for model, path, _ in CASES],
)


def good_values(schema: Json) -> list[Any]:
    """Values at the very edges of what is allowed."""
    match schema:
        case {"const": only}:
            return [only]
        case {"enum": words}:
            return list(words)
        case {"type": "boolean"}:
            return [True, False]
        case {"type": "integer" | "number"}:
            return [schema[edge] for edge in ("minimum", "maximum") if edge in schema] or [640]
        case {"type": "array"}:
            return [[FRAME] * schema["minItems"], [FRAME] * schema["maxItems"]]
        case {"format": "uri"}:
            return ["https://bot.example/hook?token=1"]
        case {"minLength": shortest, "maxLength": longest}:
            return ["x" * shortest, "x" * longest]
        case _:
            return ["aac49721-1964-481a-ae78-8a4e29b91402"]


def wrong_values(schema: Json) -> list[Any]:
    """Values just beyond, and of another type."""
    match schema:
        case {"type": "integer" | "number"}:
            beyond = [("minimum", -1), ("maximum", 1)]
            return ["5", None, *(schema[edge] + step for edge, step in beyond if edge in schema)]
        case {"type": "array"}:
            return ["x", [], [FRAME] * (schema["maxItems"] + 1)]
        case {"format": "uri"}:
            return ["bot.example/hook", 7]
        case {"minLength": shortest, "maxLength": longest}:
            return ["x" * (shortest - 1), "x" * (longest + 1), 7]
        case {"type": "boolean"}:
            return ["true", 1]
        case _:
            return ["no such value", 7] if "enum" in schema or "const" in schema else [7]


def task_with(model: str, path: Path, value: object) -> Json:
    """A good task of the model that says this."""
    task = video_task(model=model, width=640, height=360)
    if model == V6:
        task["settings"] = {"thinking": "enabled"}
    place = task
    for name in path[:-1]:
        place = place.setdefault(name, {})
    place[path[-1]] = value
    return task


@EACH
def test_what_is_allowed_is_taken(model: str, path: Path, schema: Json) -> None:
    for value in good_values(schema):
        assert judge(task_with(model, path, value)).model == model


@EACH
def test_what_lies_beyond_is_refused_by_name(model: str, path: Path, schema: Json) -> None:
    for value in wrong_values(schema):
        with pytest.raises(Refused) as refusal:
            judge(task_with(model, path, value))
        assert refusal.value.errors[0].details["parameter"] == ".".join(path)


def test_the_walk_meets_the_parameters_that_set_the_models_apart() -> None:
    names = {(SCHEMA_NAMES[model], ".".join(path)) for model, path, _ in CASES}
    assert len(names) == len(CASES) > 80
    for model in ("pixverse-v4", "pixverse-v4-5"):
        assert (model, "providerSettings.pixverse.effect") in names
    assert ("pixverse-v5-6", "providerSettings.pixverse.audio") in names
    assert {("pixverse-v6", "settings.multiClip"), ("pixverse-v6", "inputs.video")} <= names
