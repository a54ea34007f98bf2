"""Documented requests read back: what a member would have said to have this sent."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.catalogue import Attached, Choice, Model, Option, OptionValue
from bot.domain.generation import MediaRole
from bot.domain.models import CATALOGUE
from bot.ports.provider import InputMedia
from tests.providers.orders import file

Json = Any
ROLES = {"first": MediaRole.FIRST_FRAME, 0: MediaRole.FIRST_FRAME, "last": MediaRole.LAST_FRAME}
BY_PROVIDER_MODEL = {model.provider_model: model for model in CATALOGUE.models if model.provider == "runware"}


def said(model: Model, request: Json) -> dict[str, OptionValue]:
    """The options that a documented request stands for; attached frames apart."""
    found = {}
    for option in model.options:
        value = at(request, option.sent_as)
        if value is not None and not isinstance(option.kind, Attached):
            found[option.name] = _word(option, value)
    return found | _shape(model, request)


def inputs(request: Json) -> dict[MediaRole, InputMedia]:
    """The frames of a request, in any shape Runware took over the years; their address is the content."""
    frames = request.get("inputs", {}).get("frameImages") or request.get("frameImages", [])
    return {role: file("image/jpeg", address.encode()) for role, address in _frames(frames)}


def at(request: Json, path: str) -> Json:
    """What a request has at a dotted path."""
    for name in path.split("."):
        request = request.get(name) if isinstance(request, Mapping) else None
    return request


def _word(option: Option, value: Json) -> Json:
    if not isinstance(option.kind, Choice):
        return value
    return next((known.name for known in option.kind.values if known.sent == value), value)


def _shape(model: Model, request: Json) -> dict[str, OptionValue]:
    """A size is a resolution and an aspect; beside frames the aspect is theirs."""
    sizes = {size: words for words, size in model.sizes.items()}
    words = sizes.get((request.get("width"), request.get("height")))
    if words is None:
        return {"resolution": request["resolution"]} if "resolution" in request else {}
    resolution, aspect = words
    return {"resolution": resolution} if inputs(request) else {"resolution": resolution, "aspect": aspect}


def _frames(frames: list[Json]) -> Iterator[tuple[MediaRole, str]]:
    for number, frame in enumerate(frames):
        if isinstance(frame, str):
            frame = {"image": frame}  # noqa: PLW2901 - the shorthand, spelled out
        position = frame.get("frame", 0 if number == 0 else "last")
        yield ROLES.get(position, MediaRole.LAST_FRAME), frame.get("image") or frame["inputImage"]
