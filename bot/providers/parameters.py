"""An order's options as parameters of a request, by what the catalogue says of each."""

from collections.abc import Collection, Iterator

from bot.domain.catalogue import Attached, Choice, Option, OptionValue
from bot.domain.generation import MediaRole
from bot.domain.rules import OPTION_OF_ROLE
from bot.ports.provider import Order
from bot.providers.errors import input_lost


def demand_inputs(provider: str, order: Order) -> None:
    """Guard the money: without its picture the request would become another video.

    Raises `ProviderError` when a file that was attached is not there any more.
    """
    lost = [name for role, name in OPTION_OF_ROLE.items() if _is_lost(order, role, name)]
    if lost:
        raise input_lost(provider, lost)


def _is_lost(order: Order, role: MediaRole, name: str) -> bool:
    return bool(order.settings.get(name)) and role not in order.inputs


def parameters(order: Order, always_sent: Collection[str] = ()) -> Iterator[tuple[Option, OptionValue]]:
    """Give each option that is meant, with the provider's word for its value; attached files apart.

    A default of the catalogue's is the provider's default as well, so it is left out unless `always_sent`.
    """
    said = {**order.settings, "prompt": order.prompt}
    for option in order.model.options:
        if option.name not in said or isinstance(option.kind, Attached):
            continue
        if option.name in always_sent or said[option.name] != option.default:
            yield option, _sent(option, said[option.name])


def attached(order: Order) -> Iterator[tuple[Option, MediaRole]]:
    """Give each option that stands for a file of the order's."""
    roles = {OPTION_OF_ROLE[role]: role for role in order.inputs}
    for option in order.model.options:
        if option.name in roles:
            yield option, roles[option.name]


def _sent(option: Option, value: OptionValue) -> OptionValue:
    return option.kind.sent(value) if isinstance(option.kind, Choice) else value
