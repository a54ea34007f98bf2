"""An order → the task that Runware is sent, placed by what the catalogue says of each option.

Source: the parameter lists of the V4 and V5.6 seeds; rules.json R1 and R2 where they contradict themselves.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.catalogue import Attached, Choice, Option, OptionValue
from bot.domain.errors import ProviderError
from bot.domain.generation import FailureReason, MediaRole
from bot.domain.rules import OPTION_OF_ROLE
from bot.ports.provider import InputMedia, Order
from bot.providers.runware.errors import NAME

SHAPE: Final = frozenset({"resolution", "aspect"})
"""Options that together become a resolution, or a width and height."""

SAFETY_MODES: Final = ("none", "fast", "full")
SHORTEST_TTL_SECONDS: Final = 60
"""Both from the seeds, section "API Options"; the words themselves from Runware's API reference."""

# Its price hangs on it, so it is not left to a default of the provider's.
_ALWAYS_SENT: Final = frozenset({"duration"})
_FRAME: Final = re.compile(r"(?P<list>.+)\[(?P<frame>\w+)\]")


@dataclass(frozen=True, slots=True)
class OperatorTerms:
    """What the operator asks of every task."""

    safety_mode: str = "fast"
    """How much is checked: none, fast or full. Sent alone: it beats `checkContent` (rules.json R15)."""
    ttl_seconds: int | None = None
    upload_endpoint: str | None = None
    """`{taskUUID}` stands for the task's id."""

    def __post_init__(self) -> None:
        if self.safety_mode not in SAFETY_MODES:
            raise ValueError(
                f"the safety mode is {self.safety_mode!r} but must be one of: {', '.join(SAFETY_MODES)}"
            )
        if self.ttl_seconds is not None and self.ttl_seconds < SHORTEST_TTL_SECONDS:
            raise ValueError(
                f"results must be kept for at least {SHORTEST_TTL_SECONDS} s, not {self.ttl_seconds} s"
            )

    def parameters(self, task_id: str) -> dict[str, object]:
        """Give what a task carries of them."""
        chosen: dict[str, object] = {"safety": {"mode": self.safety_mode}}
        if self.ttl_seconds is not None:
            chosen["ttl"] = self.ttl_seconds
        if self.upload_endpoint:
            chosen["uploadEndpoint"] = self.upload_endpoint.replace("{taskUUID}", task_id)
        return chosen


def video_task(order: Order, terms: OperatorTerms, given: Mapping[MediaRole, str]) -> dict[str, object]:
    """Build the task; raises `ProviderError` when a file that was attached is not there any more.

    `given` has the inputs as Runware takes them: data URIs, addresses or UUIDs.
    """
    _check_inputs(order)
    task: dict[str, Any] = {
        "taskType": "videoInference",
        "taskUUID": order.task_id,
        "model": order.model.provider_model,
        "deliveryMethod": "async",
        "outputType": "URL",
        "includeCost": True,
        **terms.parameters(order.task_id),
        **_shape(order),
    }
    for path, value in _placed(order, given):
        _put(task, path, value)
    return task


def _check_inputs(order: Order) -> None:
    """Guard the money: without its picture the request would become another video."""
    for role, name in OPTION_OF_ROLE.items():
        if order.settings.get(name) and role not in order.inputs:
            raise ProviderError(NAME, FailureReason.INPUT_LOST, retryable=False, message=name)


def _shape(order: Order) -> dict[str, object]:
    """Frames bring their own shape: they go with a resolution, everything else with a width and height."""
    resolution = str(order.settings["resolution"])
    if order.inputs:
        return {"resolution": resolution}
    width, height = order.model.sizes[resolution, str(order.settings["aspect"])]
    return {"width": width, "height": height}


def _placed(order: Order, given: Mapping[MediaRole, str]) -> Iterator[tuple[str, object]]:
    """Give every parameter that an option of the order stands for, with its path."""
    media = {OPTION_OF_ROLE[role]: where for role, where in given.items()}
    said = {**order.settings, "prompt": order.prompt}
    for option in order.model.options:
        if option.name in media:
            yield option.sent_as, media[option.name]
        elif option.name in said and _is_meant(option, said[option.name]):
            yield option.sent_as, _sent(option, said[option.name])


def _is_meant(option: Option, value: OptionValue) -> bool:
    """Tell whether a value is to be sent: a default of the catalogue's is the provider's default as well."""
    if option.name in SHAPE or isinstance(option.kind, Attached):
        return False
    return option.name in _ALWAYS_SENT or value != option.default


def _sent(option: Option, value: OptionValue) -> OptionValue:
    return option.kind.sent(value) if isinstance(option.kind, Choice) else value


def _put(task: dict[str, Any], path: str, value: object) -> None:
    """Set a value at a dotted path; a path like `a.b[first]` adds a frame of that position to the list."""
    if frame := _FRAME.fullmatch(path):
        path = frame["list"]
    *folders, name = path.split(".")
    for folder in folders:
        task = task.setdefault(folder, {})
    if frame:
        task.setdefault(name, []).append({"image": value, "frame": frame["frame"]})
    else:
        task[name] = value


async def data_uri(media: InputMedia) -> str:
    """Write a file into an address; raises `MediaUnavailable` when it is gone."""
    content = b"".join([piece async for piece in media.read()])
    return f"data:{media.mime};base64,{b64encode(content).decode()}"
