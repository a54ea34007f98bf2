"""Decides whether a videoInference task is taken, by the liberal reading of each model's page.

The schemas are rebuilt from the models' pages. What they do not express stands here: effect excludes
cameraMovement, fast motion only with 5 s and at most 720p (V4 page), V6 with two frames wants `thinking`
decided (Runware's published examples), and a top-level frameImages is still read as `inputs.frameImages`
(older pages).
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from sandbox.runware.requests import VideoRequest
from sandbox.runware.wire import JsonObject, Refused, TaskError, refused

SCHEMA_NAMES = {
    "pixverse:1@2": "pixverse-v4",
    "pixverse:1@3": "pixverse-v4-5",
    "pixverse:1@7": "pixverse-v5-6",
    "pixverse:1@8": "pixverse-v6",
}
# The bounds Runware's own error example prints for invalidCustomHeight.
SMALLEST_SIDE, LARGEST_SIDE = 128, 2048

_formats = FormatChecker(formats=())


@_formats.checks("uri")
def _is_web_address(value: object) -> bool:
    return not isinstance(value, str) or bool(
        urlsplit(value).scheme in {"http", "https"} and urlsplit(value).netloc
    )


@cache
def _validator(model: str) -> Draft202012Validator:
    text = (
        files("sandbox.runware").joinpath("schemas", f"{SCHEMA_NAMES[model]}.schema.json").read_text("utf-8")
    )
    return Draft202012Validator(json.loads(text), format_checker=_formats)


def judge(task: JsonObject) -> VideoRequest:
    """The request a task stands for; raises Refused with every error found."""
    model = task.get("model")
    if not isinstance(model, str) or model not in SCHEMA_NAMES:
        raise refused(
            "invalidModel",
            f"Invalid value for 'model' parameter: {model!r} is not one of this account's models.",
            parameter="model",
            type="string",
            allowedValues=sorted(SCHEMA_NAMES),
        )
    modern = _without_legacy_shape(task)
    errors = [_from_schema(error) for error in _validator(model).iter_errors(modern)]
    if not errors:
        errors = list(_beyond_schema(VideoRequest.read(modern), modern))
    if errors:
        raise Refused(*errors)
    return VideoRequest.read(modern)


def _without_legacy_shape(task: JsonObject) -> JsonObject:
    inputs = task.get("inputs", {})
    if "frameImages" not in task or not isinstance(inputs, dict) or "frameImages" in inputs:
        return task
    modern = {key: value for key, value in task.items() if key != "frameImages"}
    return {**modern, "inputs": {**inputs, "frameImages": task["frameImages"]}}


def _from_schema(error: ValidationError) -> TaskError:
    path = ".".join(str(part) for part in error.absolute_path)
    match error.validator:
        case "additionalProperties":
            unknown = _unknown_names(error)
            names = [f"{path}.{name}".lstrip(".") for name in unknown]
            message = f"Unsupported parameter: {', '.join(names)}. Remove it; this model does not have it."
            return TaskError("unsupportedParameter", message, details={"parameter": names[0]})
        case "required" | "dependentRequired":
            name = error.message.split("'")[1]
            details = {"parameter": f"{path}.{name}".lstrip(".")}
            return TaskError(
                f"missing{_capital(name)}", f"Missing required parameter '{name}'.", details=details
            )
        case _:
            return _wrong_value(error, path)


def _unknown_names(error: ValidationError) -> list[str]:
    known = _object(error.schema)["properties"]
    return [name for name in _object(error.instance) if name not in known]


def _object(value: object) -> JsonObject:
    # jsonschema types schemas and instances wider than they are where this is asked.
    return dict(value) if isinstance(value, Mapping) else {}


def _wrong_value(error: ValidationError, path: str) -> TaskError:
    name = next((part for part in reversed(error.absolute_path) if isinstance(part, str)), "request")
    schema, details = _object(error.schema), {"parameter": path}
    for source, wire in (("enum", "allowedValues"), ("type", "type"), ("minimum", "min"), ("maximum", "max")):
        if source in schema:
            details[wire] = schema[source]
    kind = "unsupported" if name == "duration" else "invalid"
    message = f"Invalid value for '{name}' parameter: {error.message[:200]}"
    return TaskError(f"{kind}{_capital(name)}", message, details=details)


def _beyond_schema(request: VideoRequest, task: JsonObject) -> Iterator[TaskError]:
    yield from _side_errors(request)
    if request.effect and request.camera:
        yield _incompatible("'effect' and 'cameraMovement' cannot be combined.", "effect", "cameraMovement")
    if request.motion == "fast" and (request.duration_seconds > 5 or request.resolution == "1080p"):
        rule = "'motionMode' fast needs a duration of 5 seconds and at most 720p."
        yield _incompatible(rule, "motionMode", "duration", "resolution")
    undecided = task.get("settings", {}).get("thinking", "auto") == "auto"
    if request.model == "pixverse:1@8" and len(request.frames) > 1 and undecided:
        yield _incompatible("Two frames need 'thinking' enabled or disabled.", "thinking", "frameImages")


def _side_errors(request: VideoRequest) -> Iterator[TaskError]:
    for name, side in (("width", request.width), ("height", request.height)):
        if side is not None and not SMALLEST_SIDE <= side <= LARGEST_SIDE:
            message = f"Invalid {name}: {side}. It must be between {SMALLEST_SIDE} and {LARGEST_SIDE} pixels."
            details = {"parameter": name, "type": "integer", "min": SMALLEST_SIDE, "max": LARGEST_SIDE}
            yield TaskError(f"invalidCustom{_capital(name)}", message, details=details)


def _incompatible(message: str, *parameters: str) -> TaskError:
    return TaskError("incompatibleParameters", message, details={"parameter": list(parameters)})


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
