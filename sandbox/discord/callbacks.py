"""Which first answers an interaction takes, and what a form may hold, where simcord lets more through."""

from typing import Any

from simcord.backend.errors import BackendError
from simcord.backend.models import Interaction
from simcord.components import walk_components
from simcord.enums import SELECT_TYPES, CallbackType, ComponentType, InteractionType

JsonObject = dict[str, Any]

_MESSAGES = {CallbackType.CHANNEL_MESSAGE_WITH_SOURCE, CallbackType.DEFERRED_CHANNEL_MESSAGE_WITH_SOURCE}
_UPDATES = {CallbackType.DEFERRED_UPDATE_MESSAGE, CallbackType.UPDATE_MESSAGE}
# Discord's documentation, "Interaction Callback Type": a form cannot answer a form, only components update.
_ALLOWED: dict[int, set[CallbackType]] = {
    InteractionType.APPLICATION_COMMAND: _MESSAGES | {CallbackType.MODAL},
    InteractionType.MESSAGE_COMPONENT: _MESSAGES | _UPDATES | {CallbackType.MODAL},
    InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE: {CallbackType.APPLICATION_COMMAND_AUTOCOMPLETE_RESULT},
    InteractionType.MODAL_SUBMIT: _MESSAGES | _UPDATES,
}


def check_callback(interaction: Interaction, body: JsonObject) -> None:
    """Raise 50035 for an answer of a kind this interaction does not take, or a form that cannot be shown."""
    kind = body.get("type")
    allowed = _ALLOWED.get(interaction.type, set())
    if interaction.type == InteractionType.MODAL_SUBMIT and interaction.source_message_id is None:
        allowed = _MESSAGES
    if kind not in allowed:
        numbers = ", ".join(str(int(each)) for each in sorted(allowed))
        raise _invalid(f"type: Value must be one of {{{numbers}}}.")
    if kind == CallbackType.MODAL:
        for control in walk_components((body.get("data") or {}).get("components") or []):
            _check_control(control)


def _check_control(control: JsonObject) -> None:
    kind, name = control.get("type"), control.get("custom_id")
    if kind == ComponentType.TEXT_INPUT:
        _check_text(control)
    if kind in SELECT_TYPES and control.get("disabled"):
        raise _invalid(f"{name}: A select menu in a modal cannot be disabled.")
    if control.get("min_values") == 0 and control.get("required", True):
        raise _invalid(f"{name}: min_values must be at least 1 for a required component.")
    chosen = [option for option in control.get("options") or [] if option.get("default")]
    if kind in SELECT_TYPES and len(chosen) > (control.get("max_values") or 1):
        raise _invalid(f"{name}: More options are default than can be selected.")


def _check_text(control: JsonObject) -> None:
    value, longest = control.get("value") or "", control.get("max_length") or 4000
    if len(value) > longest:
        raise _invalid(f"{control.get('custom_id')}: value: Must be {longest} or fewer in length.")


def _invalid(detail: str) -> BackendError:
    return BackendError(400, 50035, f"Invalid Form Body: {detail}")
