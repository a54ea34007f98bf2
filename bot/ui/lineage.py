"""Where a video came from, in words."""

from collections.abc import Mapping
from typing import Final

from bot.domain.generation import Generation
from bot.domain.lineage import Kin, Origin
from bot.ui.language import m, t
from bot.ui.layout import small

_SAID: Final[Mapping[Kin, str]] = {
    Kin.AGAIN: m("again of {video}"),
    Kin.EDITED: m("edited from {video}"),
    Kin.CONTINUED: m("continued from {video}"),
    Kin.EXTENDED: m("extended from {video}"),
    Kin.RENDERED: m("rendered from {video}"),
    Kin.RETRIED: m("tried again after {video}"),
}


def lineage_line(generation: Generation) -> str:
    """Say which earlier video a generation came out of, linked where that is there for all; else nothing."""
    origin = generation.origin
    return small(t(_SAID[origin.kin], video=_named(origin, generation.place.guild_id))) if origin else ""


def _named(origin: Origin, guild_id: int) -> str:
    called = origin.generation_id[:8] + (f"/{origin.take}" if origin.take > 1 else "")
    if origin.message_id is None:
        return f"`{called}`"
    return f"[{called}](https://discord.com/channels/{guild_id}/{origin.channel_id}/{origin.message_id})"
