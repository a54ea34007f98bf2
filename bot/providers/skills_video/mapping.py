"""An order → the request that skills.video is sent. Source: seed 004_80b3b4423245c7a4.txt."""

from typing import Final

from bot.domain.catalogue import OptionValue, Settings
from bot.domain.seeds import derived_seed
from bot.ports.provider import Order
from bot.providers.bodies import Body, form_body, json_body
from bot.providers.parameters import attached, demand_inputs, parameters
from bot.providers.skills_video.errors import NAME

# The price hangs on them, so they are not left to defaults of the provider's.
_ALWAYS_SENT: Final = frozenset({"duration", "resolution"})


def generation_body(order: Order) -> Body:
    """Write the request: as JSON, or as a form when a file has no address at which it could be fetched.

    Raises `ProviderError` when a file that was attached is not there any more. Reading a file may raise
    `MediaUnavailable`.
    """
    demand_inputs(NAME, order)
    given: dict[str, object] = {
        option.sent_as: value for option, value in parameters(order, _ALWAYS_SENT)
    } | _seed(order)
    media = {option.sent_as: order.inputs[role] for option, role in attached(order)}
    links = {name: file.link for name, file in media.items() if file.link}
    files = {name: file for name, file in media.items() if not file.link}
    if not files:
        return json_body(given | links)
    # Our own random id is in no prompt and in no file: it was made after them.
    return form_body(given | links, files, boundary=f"greenlit-{order.task_id}")


def seed_of(generation_id: str, settings: Settings) -> OptionValue:
    """Give the seed that a generation is sent with: the member's, or one made from its id.

    skills.video has no place for our id, but it echoes the seed.
    """
    return settings.get("seed", derived_seed(generation_id))


def _seed(order: Order) -> dict[str, object]:
    option = order.model.option("seed")
    return {option.sent_as: seed_of(order.task_id, order.settings)} if option else {}
