"""What skills.video posts to its webhook, of which only the envelope is published.

Source: docs.skills.video/webhook: the event's type and `prediction.state`. Which field has the task's id is
not said, so every id is a candidate, and only asking tells.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from bot.providers.reading import read_json

MOST_IDS: Final = 12
DEEPEST: Final = 6

_NAME: Final = re.compile(r"(?:(?P<whose>\w+)_)?(?:id|uuid)")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ID: Final = re.compile(r"[\w:-][\w.:-]{0,199}", re.ASCII)
# A name like `workspace_id` is the least likely to be a task's; plain `id` is anybody's.
_LIKELY: Final = ("prediction", "generation", "task", "")


def ids_in(body: bytes) -> tuple[str, ...]:
    """Collect all that may be a task's id, the likeliest first; raises `ValueError` when it is no JSON."""
    document = read_json(body)
    if document is None:
        raise ValueError("not JSON")
    found = sorted(_ids(document, DEEPEST, ""), key=lambda entry: entry[0])
    return tuple(dict.fromkeys(value for _, value in found))[:MOST_IDS]


def _ids(found: Any, depth: int, above: str) -> Iterator[tuple[int, str]]:  # noqa: ANN401 - anything may come
    if depth > 0 and isinstance(found, list):
        for each in found:
            yield from _ids(each, depth - 1, above)
    elif depth > 0 and isinstance(found, dict):
        for name, value in found.items():
            word = _CAMEL.sub("_", name).lower()
            yield from _named(word, value, above)
            yield from _ids(value, depth - 1, word)


def _named(word: str, value: object, above: str) -> Iterator[tuple[int, str]]:
    name = _NAME.fullmatch(word)
    if name and isinstance(value, str) and _ID.fullmatch(value):
        whose = name["whose"] or (above if above in _LIKELY else "")
        yield _LIKELY.index(whose) if whose in _LIKELY else len(_LIKELY), value
