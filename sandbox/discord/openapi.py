"""Checks REST requests against Discord's own OpenAPI file.

The file in `data/` is commit 74fda0f (2026-07-18) of Discord's public specification of API v10 (MIT).
In one thing it is stricter than Discord: ids of attachments uploaded with the request are sent as integers,
by discord.py too, so a snowflake may be an integer here.
"""

import gzip
import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from sandbox.discord.books import RecordedRequest

JsonObject = dict[str, Any]

_ROOT = "urn:discord"
_LENIENT_SNOWFLAKE = {
    "anyOf": [{"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}, {"type": "integer", "minimum": 0}]
}
_BODY_TYPES = ("application/json", "multipart/form-data")


class Operation(NamedTuple):
    """What the specification says of a method on a path."""

    template: str
    has_body: bool
    body_required: bool
    validator: Draft202012Validator | None


def problems_of(method: str, path: str, body: object) -> list[str]:
    """List what is wrong with a request (path without /api/v10), in words; empty when nothing is."""
    template = _template_of(method, path)
    if template is None:
        return [f"{method} {path}: Discord documents no such route."]
    operation = _operation(method, template)
    if body is None or body == {}:
        return [f"{method} {path}: a body is required."] if operation.body_required and body is None else []
    if not operation.has_body:
        return [f"{method} {path}: takes no body."]
    if operation.validator is None:
        return []
    error = best_match(operation.validator.iter_errors(body))
    return [f"{method} {path}: {_sentence(error)}"] if error is not None else []


def problems_of_all(requests: Iterable[RecordedRequest]) -> list[str]:
    """List what is wrong with recorded requests, in their order, each numbered as in the books."""
    return [
        f"#{entry.number} {problem}"
        for entry in requests
        for problem in problems_of(entry.method, entry.path, entry.body)
    ]


def _sentence(error: ValidationError) -> str:
    where = "/".join(str(step) for step in error.absolute_path) or "body"
    return f"{where}: {error.message[:300]}"


@cache
def _specification() -> JsonObject:
    packed = resources.files("sandbox.discord").joinpath("data/discord-openapi.json.gz").read_bytes()
    specification: JsonObject = json.loads(gzip.decompress(packed))
    schemas = specification["components"]["schemas"]
    schemas["SnowflakeType"] = _LENIENT_SNOWFLAKE
    _discriminate(specification, schemas)
    return specification


def _discriminate(node: object, schemas: JsonObject) -> None:
    """Rewrite every `oneOf` over objects told apart by `type` as a choice by `type`.

    It means the same, but is judged against one branch only: faster, and what is wrong is named where it is.
    """
    if isinstance(node, list):
        for item in node:
            _discriminate(item, schemas)
    if not isinstance(node, dict):
        return
    for item in node.values():
        _discriminate(item, schemas)
    branches = [(branch, _type_of(branch, schemas)) for branch in node.get("oneOf") or []]
    kinds = [kind for _, kind in branches]
    if kinds and None not in kinds and len(set(kinds)) == len(kinds) and node.keys() == {"oneOf"}:
        del node["oneOf"]
        node["required"] = ["type"]
        node["properties"] = {"type": {"enum": kinds}}
        node["allOf"] = [
            {"if": {"properties": {"type": {"const": kind}}}, "then": branch} for branch, kind in branches
        ]


def _type_of(branch: JsonObject, schemas: JsonObject) -> int | None:
    target = schemas.get(branch.get("$ref", "").rpartition("/")[2], {})
    kinds = target.get("properties", {}).get("type", {}).get("enum") or []
    return kinds[0] if len(kinds) == 1 else None


@cache
def _registry() -> Registry[Any]:
    empty: Registry[Any] = Registry()
    filled: Registry[Any] = empty.with_resource(_ROOT, DRAFT202012.create_resource(_specification()))
    return filled


@cache
def _templates() -> dict[tuple[str, int], list[tuple[list[str], str]]]:
    """Group the documented paths by method and length, those with most fixed words first."""
    grouped: dict[tuple[str, int], list[tuple[list[str], str]]] = {}
    for template, item in _specification()["paths"].items():
        words = template.strip("/").split("/")
        for method in item.keys() & {"get", "post", "put", "patch", "delete"}:
            grouped.setdefault((method.upper(), len(words)), []).append((words, template))
    for candidates in grouped.values():
        candidates.sort(key=lambda candidate: sum(word.startswith("{") for word in candidate[0]))
    return grouped


def _template_of(method: str, path: str) -> str | None:
    words = path.strip("/").split("/")
    for expected, template in _templates().get((method, len(words)), []):
        if all(want.startswith("{") or want == word for want, word in zip(expected, words, strict=True)):
            return template
    return None


@cache
def _operation(method: str, template: str) -> Operation:
    described = _specification()["paths"][template][method.lower()].get("requestBody")
    if described is None:
        return Operation(template, has_body=False, body_required=False, validator=None)
    content = described["content"]
    kind = next((name for name in _BODY_TYPES if name in content), None)
    validator = None
    if kind is not None:
        steps = ("paths", template, method.lower(), "requestBody", "content", kind, "schema")
        pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
        validator = Draft202012Validator({"$ref": f"{_ROOT}#/{_quoted(pointer)}"}, registry=_registry())
    return Operation(
        template, has_body=True, body_required=bool(described.get("required")), validator=validator
    )


def _quoted(pointer: str) -> str:
    """Escape the braces of path templates, which a URI fragment cannot hold."""
    return pointer.replace("{", "%7B").replace("}", "%7D").replace("@", "%40")
