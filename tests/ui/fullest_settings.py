"""A server that has decided everything, each as long as it can be; new settings are in it by themselves."""

from dataclasses import fields
from typing import Any, Final

from bot.domain.models import CATALOGUE
from bot.domain.servers import ServerSettings

HUGE: Final = 2**64 - 1
"""The largest id that Discord can give."""
_RICH: Final = 10**12
_MOST: Final = 25
"""So many things are on a list at most."""
_WORDS: Final = {
    "default_model_id": "pixverse-v6-skills",
    "max_resolution": "1080p",
    "timezone": "America/Argentina/ComodRivadavia",
    "approval_mode": "new_members",
    "safety_minimum": "full",
    "safety_checks": "required",
}
_UNSAID: Final = {"windows_kept"}
"""What a server does not decide itself."""


def fullest() -> ServerSettings:
    """Every setting decided."""
    named = [setting for setting in fields(ServerSettings) if setting.name not in _UNSAID]
    return ServerSettings(**{setting.name: _largest(setting.name, str(setting.type)) for setting in named})


def _largest(name: str, kind: str) -> Any:
    if name.endswith("_ids"):
        models = tuple(model.id for model in CATALOGUE.models)
        return models if name.endswith("model_ids") else tuple(HUGE - number for number in range(_MOST))
    if name.endswith("_id") and "int" in kind:
        return HUGE
    if name.endswith("_micros"):
        return _RICH
    return True if "bool" in kind else _WORDS.get(name, "all") if "str" in kind else 9_999
