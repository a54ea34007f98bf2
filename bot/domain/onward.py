"""How one may go on with a generation, and what is asked for then."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.catalogue import Catalogue, Model, OptionValue
from bot.domain.generation import Generation, MediaRole, StoredMedia
from bot.domain.lineage import WHOLE, Kin
from bot.domain.rules import OPTION_OF_ROLE

FIRST_LOOK: Final = "360p"
"""The resolution of a cheap first look."""
FULL: Final = "1080p"
"""The resolution in which a first look is made anew."""
BEGINNINGS: Final[Mapping[Kin, MediaRole]] = {
    Kin.CONTINUED: MediaRole.FIRST_FRAME,
    Kin.EXTENDED: MediaRole.SOURCE_VIDEO,
}
"""What begins with the earlier video itself, and as what; all else begins with what that one began with."""
_LEFT_OUT: Final[Mapping[Kin, frozenset[str]]] = {
    Kin.AGAIN: frozenset({"seed", "takes"}),
    Kin.RENDERED: frozenset({"takes"}),
    # A picture or a video decides the shape.
    Kin.CONTINUED: frozenset({"seed", "takes", "aspect", "thinking"}),
    Kin.EXTENDED: frozenset({"seed", "takes", "aspect", "thinking"}),
}
_VIDEO: Final = OPTION_OF_ROLE[MediaRole.SOURCE_VIDEO]


def ways_on(catalogue: Catalogue, generation: Generation) -> Sequence[Kin]:
    """List how one may go on with a result, in the order of the buttons."""
    ways = [Kin.AGAIN, Kin.EDITED, Kin.CONTINUED]
    if catalogue.with_option(_VIDEO):
        ways.append(Kin.EXTENDED)
    if _renders(generation, catalogue.get(generation.model_id)):
        ways.append(Kin.RENDERED)
    return ways


def _renders(generation: Generation, model: Model | None) -> bool:
    """Tell whether a first look can be made anew in full: not from a seed too large to ask for (R14)."""
    if model is None or generation.settings.get("resolution") != FIRST_LOOK:
        return False
    seeds = [take.seed for take in generation.stored_takes if take.seed is not None]
    return _accepts(model, "resolution", FULL) and all(_accepts(model, "seed", seed) for seed in seeds)


def _accepts(model: Model, name: str, value: OptionValue) -> bool:
    option = model.option(name)
    return option is not None and option.kind.accepts(value)


def model_for(catalogue: Catalogue, kin: Kin, model_id: str) -> str:
    """Choose the model to go on with: the same, or for an extension the first that takes a video."""
    having = [model.id for model in catalogue.with_option(_VIDEO)]
    return having[0] if kin is Kin.EXTENDED and having and model_id not in having else model_id


def options_for(
    generation: Generation, kin: Kin, take: int, model: Model | None
) -> Mapping[str, OptionValue]:
    """Give what is asked for when one goes on: all that was settled, but what has to be new.

    Options that another model lacks are left out; files are no options here.
    """
    dropped = _LEFT_OUT.get(kin, frozenset()) | set(OPTION_OF_ROLE.values())
    if take == WHOLE:
        dropped -= {"takes"}
    kept = {name: value for name, value in generation.settings.items() if name not in dropped}
    if model is not None and model.id != generation.model_id:
        kept = {name: value for name, value in kept.items() if model.option(name)}
    if kin is Kin.RENDERED:
        kept |= {"resolution": FULL, **_seed_of(generation, take)}
    return kept


def inputs_for(generation: Generation, model: Model | None) -> Mapping[MediaRole, StoredMedia]:
    """Give what a generation began with, as far as the model takes it."""
    return {
        role: media
        for role, media in generation.inputs.items()
        if model is None or model.option(OPTION_OF_ROLE[role])
    }


def _seed_of(generation: Generation, take: int) -> Mapping[str, OptionValue]:
    seed = generation.stored_takes[take - 1].seed
    return {} if seed is None else {"seed": seed}
