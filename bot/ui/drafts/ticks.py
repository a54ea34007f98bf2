"""What may be ticked in a form: values of options, files to be kept, and who is to see the video."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.catalogue import Catalogue, Choice, Flag, Model, OptionValue
from bot.domain.drafts import Draft
from bot.domain.generation import MediaRole
from bot.ui.language import m, t
from bot.ui.safe_text import plain

MOST: Final = 25
"""Options of one select (docs/facts/discord.md §2)."""
_CHARACTERS: Final = 100
_FIRST: Final = ("resolution", "aspect", "style", "motion", "audio", "multi_clip")
"""In the order in which they are shown; what other options there are follows while there is room."""
_PRIVATE: Final = "private"
_KEEP: Final = "keep"
_FRAMES: Final = 2
"""Files that a draft can have at once; room is left for them, so that a form offers the same each time."""

_LABELS: Final[Mapping[str, str]] = {
    "resolution": m("Resolution: {value}"),
    "aspect": m("Shape: {value}"),
    "style": m("Style: {value}"),
    "motion": m("Motion: {value}"),
    "thinking": m("Thinking: {value}"),
    "format": m("File: {value}"),
    "audio": m("With sound"),
    "multi_clip": m("Several shots"),
    _PRIVATE: m("Only you see it"),
}
_KEPT: Final[Mapping[MediaRole, str]] = {
    MediaRole.FIRST_FRAME: m("Keep the image that it begins with"),
    MediaRole.LAST_FRAME: m("Keep the image that it ends with"),
    MediaRole.SOURCE_VIDEO: m("Keep the video that it works on"),
}


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing to tick: `value` is how Discord gives it back."""

    value: str
    label: str
    description: str = ""
    ticked: bool = False


def ticks(catalogue: Catalogue, draft: Draft, apart: Sequence[str]) -> list[Tick]:
    """List what may be ticked, as the draft has it now; options that are asked for elsewhere stay apart."""
    found = [tick for name in _offered(catalogue, apart) for tick in _of_option(catalogue, draft, name)]
    only_you = Tick(_PRIVATE, t(_LABELS[_PRIVATE]), ticked=draft.private)
    kept = [Tick(f"{_KEEP}={role}", t(_KEPT[role]), ticked=True) for role in files_of(draft)]
    return [*kept, *found, only_you][:MOST]


def values_ticked(
    catalogue: Catalogue, draft: Draft, ticked: Sequence[str], apart: Sequence[str]
) -> dict[str, OptionValue | None]:
    """Tell what the ticks change; None: no longer said.

    Of several values for one option the one that was not there before counts: whoever adds one means it.
    """
    changes: dict[str, OptionValue | None] = {}
    for name in _offered(catalogue, apart):
        before = draft.options.get(name)
        now = [value for value in _values(catalogue, name) if _told(name, value) in ticked]
        if now:
            changes[name] = next((value for value in now if value != before), now[0])
        elif before in _values(catalogue, name):
            changes[name] = None
    return changes


def twice_ticked(catalogue: Catalogue, ticked: Sequence[str], apart: Sequence[str]) -> list[str]:
    """Name the options for which several values are ticked."""
    return [
        name
        for name in _offered(catalogue, apart)
        if sum(_told(name, value) in ticked for value in _values(catalogue, name)) > 1
    ]


def is_private(ticked: Sequence[str]) -> bool:
    """Tell whether only the author is to see it."""
    return _PRIVATE in ticked


def roles_kept(ticked: Sequence[str]) -> frozenset[MediaRole]:
    """Tell which of the draft's files stay."""
    return frozenset(role for role in MediaRole if f"{_KEEP}={role}" in ticked)


def files_of(draft: Draft) -> list[MediaRole]:
    """List what files the draft has, be they fetched already or not."""
    return [role for role in MediaRole if role in {*draft.attachments, *draft.sources, *draft.inputs}]


def only(catalogue: Catalogue, having: Sequence[Model]) -> str:
    """Name the models that have something, unless all do."""
    if len(having) == len(catalogue.models):
        return ""
    return plain(t("Only {models}", models=", ".join(model.name for model in having)), _CHARACTERS)


def _offered(catalogue: Catalogue, apart: Sequence[str]) -> list[str]:
    """List the options to tick: each whole, as far as there is room."""
    room = MOST - _FRAMES - 1
    names: list[str] = []
    for name in _tickable(catalogue, apart):
        needed = len(_values(catalogue, name))
        if needed <= room:
            names.append(name)
            room -= needed
    return names


def _tickable(catalogue: Catalogue, apart: Sequence[str]) -> Iterator[str]:
    all_names = dict.fromkeys(option.name for model in catalogue.models for option in model.options)
    known = [name for name in _FIRST if name in all_names]
    for name in dict.fromkeys((*known, *all_names)):
        if name not in apart and _values(catalogue, name):
            yield name


def _values(catalogue: Catalogue, name: str) -> tuple[OptionValue, ...]:
    """List the values that can be ticked: of two of which one is the default, the other."""
    options = [option for model in catalogue.with_option(name) if (option := model.option(name))]
    if any(isinstance(option.kind, Flag) for option in options):
        return (True,)
    values = [value.name for value in catalogue.values(name)]
    usual = {option.default for option in options if isinstance(option.kind, Choice)}
    if len(values) == 2 and len(usual) == 1:
        return tuple(value for value in values if value not in usual)
    return tuple(values)


def _of_option(catalogue: Catalogue, draft: Draft, name: str) -> Iterable[Tick]:
    for value in _values(catalogue, name):
        having = catalogue.accepting(name, value)
        ticked = draft.options.get(name) == value
        yield Tick(_told(name, value), _label(name, value), only(catalogue, having), ticked)


def _label(name: str, value: OptionValue) -> str:
    shown = str(value)
    if name in _LABELS:
        return t(_LABELS[name], value=shown)
    called = name.replace("_", " ").capitalize()
    return plain(called if value is True else f"{called}: {shown}", _CHARACTERS)


def _told(name: str, value: OptionValue) -> str:
    return f"{name}={'yes' if value is True else value}"
