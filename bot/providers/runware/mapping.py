"""An order → the task that Runware is sent, placed by what the catalogue says of each option.

Source: the parameter lists of the seeds of V4 to V6; rules.json R1 and R2 where they contradict themselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.generation import MediaRole
from bot.domain.safety import SafetyMode, stricter
from bot.ports.provider import Order
from bot.providers.parameters import attached, demand_inputs, parameters
from bot.providers.runware.errors import NAME

SHAPE: Final = frozenset({"resolution", "aspect"})
"""Options that together become a resolution, or a width and height."""

SAFETY_MODES: Final = tuple(SafetyMode)
SHORTEST_TTL_SECONDS: Final = 60
"""Both from the seeds, section "API Options"; the words themselves from Runware's API reference."""

# Its price hangs on it, so it is not left to a default of the provider's.
_ALWAYS_SENT: Final = frozenset({"duration"})
_FRAME: Final = re.compile(r"(?P<list>.+)\[(?P<frame>\w+)\]")


@dataclass(frozen=True, slots=True)
class OperatorTerms:
    """What the operator asks of every task."""

    safety_mode: str = "fast"
    """The least that is checked: none, fast or full. Sent alone: it beats `checkContent` (rules.json R15)."""
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

    def parameters(self, task_id: str, safety: SafetyMode) -> dict[str, object]:
        """Give what a task carries of them; `safety` is what its server asks for."""
        chosen: dict[str, object] = {"safety": {"mode": stricter(self.safety_mode, safety)}}
        if self.ttl_seconds is not None:
            chosen["ttl"] = self.ttl_seconds
        if self.upload_endpoint:
            chosen["uploadEndpoint"] = self.upload_endpoint.replace("{taskUUID}", task_id)
        return chosen


def video_task(order: Order, terms: OperatorTerms, given: Mapping[MediaRole, str]) -> dict[str, object]:
    """Build the task; raises `ProviderError` when a file that was attached is not there any more.

    `given` has the inputs as Runware takes them: data URIs, addresses or UUIDs.
    """
    demand_inputs(NAME, order)
    task: dict[str, Any] = {
        "taskType": "videoInference",
        "taskUUID": order.task_id,
        "model": order.model.provider_model,
        "deliveryMethod": "async",
        "outputType": "URL",
        "includeCost": True,
        **terms.parameters(order.task_id, order.safety),
        **_shape(order),
    }
    if order.webhook_url:
        task["webhookURL"] = order.webhook_url
    for option, value in parameters(order, _ALWAYS_SENT):
        if option.name not in SHAPE:
            _put(task, option.sent_as, value)
    for option, role in attached(order):
        _put(task, option.sent_as, given[role])
    return task


def _shape(order: Order) -> dict[str, object]:
    """Frames bring their own shape: they go with a resolution, everything else with a width and height."""
    resolution = str(order.settings["resolution"])
    if order.inputs:
        return {"resolution": resolution}
    width, height = order.model.sizes[resolution, str(order.settings["aspect"])]
    return {"width": width, "height": height}


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
