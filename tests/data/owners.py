"""Who sets each parameter that the seeds list: a member, the bot or the operator."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.catalogue import Model, Option

Json = Any

OF_THE_BOT: Final[Mapping[str, str]] = {
    "taskType": "`videoInference`",
    "taskUUID": "the generation's id",
    "model": "the model's name at the provider",
    "deliveryMethod": "`async`",
    "outputType": "`URL`",
    "includeCost": "`true`",
}
"""With what it always says."""

OF_THE_OPERATOR: Final[Mapping[str, tuple[str, str]]] = {
    "safety": ("RUNWARE_SAFETY_MODE", "its mode"),
    "safety.mode": ("RUNWARE_SAFETY_MODE", "`none`, `fast` or `full`"),
    "ttl": ("RUNWARE_TTL_SECONDS", "60 s or more"),
    "uploadEndpoint": ("RUNWARE_UPLOAD_ENDPOINT", "an address"),
    "webhookURL": ("PUBLIC_URL", "an address of its own for each generation"),
}
"""With the setting, and what it may say."""

NEVER_SENT: Final[Mapping[str, str]] = {
    "safety.checkContent": "`safety.mode` beats it (rule R15)",
    "feature": "`text-image` is what goes without saying, and the only value the page has",
    "{key}": "the page's way to say that it takes anything",
}
"""With the reason."""

FILLED_IN: Final[Mapping[tuple[str, str], str]] = {
    ("pixverse-v6-skills", "seed"): "one made from the generation's id, by which it is found again",
}
"""By model and option, what an adapter says when a member says nothing."""

CONTAINERS: Final = frozenset({"inputs", "settings", "providerSettings", "providerSettings.pixverse"})
"""What is sent around parameters, and is none."""

SHAPES: Final[Mapping[str, frozenset[str]]] = {
    "resolution, or width and height": frozenset({"resolution", "width", "height"}),
    "width and height": frozenset({"width", "height"}),
}


@dataclass(frozen=True)
class Ownership:
    """One parameter of a model's page, and those who set it; somebody does, or it is never sent."""

    model: Model
    path: str

    @property
    def options(self) -> list[Option]:
        """What members say it with."""
        return [option for option in self.model.options if self.path in sent_as(option)]

    @property
    def owners(self) -> list[str]:
        """All who claim it: there should be one."""
        claims = {
            "a member": bool(self.options),
            "the bot": self.path in OF_THE_BOT,
            "the operator": self.path in OF_THE_OPERATOR,
            "nobody": self.path in NEVER_SENT,
        }
        return [owner for owner, claimed in claims.items() if claimed]


def sent_as(option: Option) -> frozenset[str]:
    """The parameters that an option becomes; a frame is an entry of a list with its image and position."""
    if option.sent_as in SHAPES:
        return SHAPES[option.sent_as]
    frames, bracket, _ = option.sent_as.partition("[")
    return frozenset({frames, f"{frames}.image", f"{frames}.frame"} if bracket else {frames})


def paths(document: Json, above: str = "") -> Iterator[str]:
    """Every parameter of a request by its path; lists are looked into."""
    for entry in document if isinstance(document, list) else [document]:
        if isinstance(entry, dict):
            for name, value in entry.items():
                yield above + name
                yield from paths(value, f"{above}{name}.")
